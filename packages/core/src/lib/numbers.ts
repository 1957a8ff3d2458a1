import { isForgekeyError } from '../errors.ts';

const decimal = /^-?\d+(?:\.\d+)?$/;

/** Whether `text` is a plain decimal number, `-?\d+(\.\d+)?`: without an exponent, a plus sign or a bare point. */
export function isDecimal(text: string): boolean {
  return decimal.test(text);
}

/** A finite number as plain decimal text, without an exponent; `-0` is `0`. Reading it back yields the same number. */
export function decimalText(value: number): string {
  const [mantissa, exponent] = String(value).split('e') as [string, string | undefined];
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string | undefined];
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${whole}${fraction}`;
  // An exponent begins at 1e21, where a double has no digits after the point.
  return `${sign}${whole}${fraction.padEnd(power, '0')}`;
}

/**
 * A number in decimal digits, or undefined where it has no exact plain form: another server would read `1e+21` differently,
 * and an integer beyond 2^53 is already another one than was written.
 */
export function plainDecimal(value: number): string | undefined {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
  const text = String(value);
  return isDecimal(text) ? text : undefined;
}

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
