import process from 'node:process';
import type { WriteStream } from 'node:tty';
import picocolors from 'picocolors';

export type Style = ReturnType<typeof picocolors.createColors>;

/** Colours for a stream that is a terminal, unless NO_COLOR (https://no-color.org) or a dumb terminal says otherwise. */
export function styleOf(stream: Pick<WriteStream, 'isTTY'>): Style {
  const { NO_COLOR = '', TERM } = process.env;
  return picocolors.createColors(stream.isTTY === true && NO_COLOR === '' && TERM !== 'dumb');
}
