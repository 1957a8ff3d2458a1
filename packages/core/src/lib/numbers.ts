import { isForgekeyError } from '../errors.ts';

const decimal = /^-?\d+(?:\.\d+)?$/;

/** Whether `text` is a plain decimal number, `-?\d+(\.\d+)?`: without an exponent, a plus sign or a bare point. */
export function isDecimal(text: string): boolean {
  return decimal.test(text);
}

/** A finite number as plain decimal text, without an exponent. `-0` becomes `0`. Parsing the text gives the same number. */
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
 * A number in decimal digits, or undefined if it has no exact plain form. Other servers may read `1e+21` differently, and
 * JavaScript has already rounded an integer beyond 2^53.
 */
export function plainDecimal(value: number): string | undefined {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
  const text = String(value);
  return isDecimal(text) ? text : undefined;
}

/** The largest number of a numeric condition: the engine counts in thousandths, in 64 bits. */
const MAX_FILTER_NUMBER = 4_611_686_018_427_387;

/** 2^43. From here on, a double cannot represent every thousandth. */
const FRACTION_LIMIT = 8_796_093_022_208;

export const numberLimitsHint: string =
  'A number can reach from -4611686018427387 to 4611686018427387. Below 2^43, it can have three decimals. ' +
  'Store an id as text, and write attribute:"value".';

/**
 * The number that `text` means in a numeric condition, or undefined if the engine or a double would round it. Rounding would
 * change the signed condition: 9007199254740993 would become 9007199254740992.
 */
export function readFilterNumber(text: string): number | undefined {
  // Adding zero turns -0 into 0.
  const value = Number(text) + 0;
  const point = text.indexOf('.');
  if (point < 0 || !/[1-9]/.test(text.slice(point))) {
    return Math.abs(value) <= MAX_FILTER_NUMBER ? value : undefined;
  }
  const isExact = Math.abs(value) < FRACTION_LIMIT && !/[1-9]/.test(text.slice(point + 4));
  return isExact ? value : undefined;
}

/** Whether a numeric condition can contain exactly this number. */
export function isFilterNumber(value: unknown): value is number {
  if (typeof value !== 'number') return false;
  if (Number.isInteger(value)) return Math.abs(value) <= MAX_FILTER_NUMBER;
  return Math.abs(value) < FRACTION_LIMIT && Number(value.toFixed(3)) === value;
}

/** Whether a filter was refused because of a number beyond these limits, not because of its syntax. */
export function isBeyondNumberLimits(error: unknown): boolean {
  return isForgekeyError(error) && error.hint === numberLimitsHint;
}
