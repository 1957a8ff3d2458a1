import { quote } from './quote.ts';

/**
 * Refuses an option that nobody reads: misspelled, or put in the wrong place, it would silently have no effect.
 *
 * @throws {TypeError}
 */
export function assertOptionNames(
  options: object,
  known: readonly string[],
  mend: string = `The options are ${known.join(', ')}.`,
): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw new TypeError(`${quote(name)} is no option. ${mend}`);
  }
}
