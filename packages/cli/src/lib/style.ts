import process from 'node:process';
import type { WriteStream } from 'node:tty';
import picocolors from 'picocolors';

/** How to write for a stream. */
export interface Style extends ReturnType<typeof picocolors.createColors> {
  /** The width of the terminal; 0 where there is none, or it is not known. */
  readonly columns: number;
}

/** Colours for a stream that is a terminal, unless NO_COLOR (https://no-color.org) or a dumb terminal says otherwise. */
export function styleOf({
  isTTY,
  columns,
}: Pick<WriteStream, 'isTTY'> & { readonly columns?: number }): Style {
  const isColourful = isTTY === true && (variable('NO_COLOR') ?? '') === '' && variable('TERM') !== 'dumb';
  return { ...picocolors.createColors(isColourful), columns: isTTY === true ? (columns ?? 0) : 0 };
}

/** Deno throws for a variable that it was not permitted to read. */
function variable(name: string): string | undefined {
  try {
    return process.env[name];
  } catch {
    return undefined;
  }
}
