import { isForgekeyError } from '../errors.ts';

/** The largest number of a numeric condition: the engine counts in thousandths, in 64 bits. */
const MAX_FILTER_NUMBER = 4_611_686_018_427_387;

/** 2^43: from here on, a double cannot tell every thousandth from the next. */
const FRACTION_LIMIT = 8_796_093_022_208;

export const numberLimitsHint: string =
  'Numeric conditions reach from -4611686018427387 to 4611686018427387, with at most three decimals (below 2^43). ' +
  'To compare an id, store it as text and write attribute:"value".';

/**
 * The number that a numeric condition writes as `text`; undefined where the engine, or a double, would round it. To
 * round is to enforce another condition than the one signed: 9007199254740993 would become its neighbour.
 */
export function readFilterNumber(text: string): number | undefined {
  // Adding zero turns -0, which no text can tell from 0, into 0.
  const value = Number(text) + 0;
  const point = text.indexOf('.');
  if (point < 0 || !/[1-9]/.test(text.slice(point))) {
    return Math.abs(value) <= MAX_FILTER_NUMBER ? value : undefined;
  }
  const isExact = Math.abs(value) < FRACTION_LIMIT && !/[1-9]/.test(text.slice(point + 4));
  return isExact ? value : undefined;
}

/** Whether a numeric condition can have exactly this number. */
export function isFilterNumber(value: unknown): value is number {
  if (typeof value !== 'number') return false;
  if (Number.isInteger(value)) return Math.abs(value) <= MAX_FILTER_NUMBER;
  return Math.abs(value) < FRACTION_LIMIT && Number(value.toFixed(3)) === value;
}

/** Whether a filter was refused for a number beyond these limits, rather than for its syntax. */
export function isBeyondNumberLimits(error: unknown): boolean {
  return isForgekeyError(error) && error.hint === numberLimitsHint;
}
