import process from 'node:process';
import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

type Paint = (text: string) => string;

/** How to write for a stream. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly green: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  /** The width of the terminal; 0 if there is none, or if it is unknown. */
  readonly columns: number;
}

export function styleOf({
  isTTY,
  columns,
}: Pick<WriteStream, 'isTTY'> & { readonly columns?: number }): Style {
  const isColourful = hasColours(isTTY === true);
  const paint = (format: Exclude<keyof Style, 'columns'>): Paint =>
    // Without a stream to validate, styleText reads no variable.
    isColourful ? text => styleText(format, text, { validateStream: false }) : text => text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    green: paint('green'),
    red: paint('red'),
    yellow: paint('yellow'),
    columns: isTTY === true ? (columns ?? 0) : 0,
  };
}

/** FORCE_COLOR overrides NO_COLOR, as in Node (https://nodejs.org/api/cli.html#force_color1-2-3, https://no-color.org). */
function hasColours(isTTY: boolean): boolean {
  const forced = variable('FORCE_COLOR');
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTTY && (variable('NO_COLOR') ?? '') === '' && variable('TERM') !== 'dumb';
}

/** Deno throws for a variable that it may not read. */
function variable(name: string): string | undefined {
  try {
    return process.env[name];
  } catch {
    return undefined;
  }
}
