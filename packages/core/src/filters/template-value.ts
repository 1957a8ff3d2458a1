import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { MAX_FILTER_TERMS } from '../lib/limits.ts';
import { decimalText, isFilterNumber, numberLimitsHint } from '../lib/numbers.ts';
import { describeType, describeTypeOrNumber } from '../lib/text.ts';
import { dateMilliseconds } from '../lib/time.ts';
import { quoteText } from './print.ts';

/** One value of the `filters` template. */
export type FilterScalar = string | number | boolean;

/** A value of the `filters` template, or several, one of which must match. */
export type FilterValue = FilterScalar | readonly FilterScalar[];

/** A copy of an array. Each element is read once, by its position, because an iterator could return other elements. */
export function copyOf(value: unknown, place: string): unknown {
  if (!Array.isArray(value)) return value;
  const { length } = value;
  if (length > MAX_FILTER_TERMS) throw unusable(place, `has more than ${MAX_FILTER_TERMS} elements`);
  const elements: unknown[] = [];
  for (let index = 0; index < length; index++) elements.push(value[index]);
  return elements;
}

/** The number of characters that a value adds. */
export function lengthOf(value: unknown): number {
  let length = 0;
  for (const element of Array.isArray(value) ? value : [value]) {
    if (typeof element === 'string') length += element.length;
  }
  return length;
}

/** The text of a value after `attribute:`; `place` names it in messages. */
export function facetText(value: unknown, place: string): string {
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw unusable(place, `is ${value}, and must be finite`);
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        const hint = 'JavaScript rounds integers from 2^53 on. Pass an id as text.';
        throw unusable(place, 'is an integer that may have been rounded', hint);
      }
      return quoteText(decimalText(value));
    case 'string':
      if (value === '') throw unusable(place, 'is an empty string', 'Remove the condition.');
      if (!value.isWellFormed()) throw unusable(place, 'contains a lone surrogate');
      return quoteText(value);
    default: {
      const expected = 'must be a string, a number, a boolean or an array of these';
      throw wrongType(`${place} ${expected}, not ${describeTypeOrNumber(value)}.`);
    }
  }
}

/** The text of a value after a comparison operator or around TO. */
export function numericText(value: unknown, place: string): string {
  if (typeof value !== 'number') {
    throw wrongType(`${place} must be a number here, not ${describeType(value)}.`, hintForNumber(value));
  }
  if (!Number.isFinite(value)) throw unusable(place, `is ${value}, and must be finite`);
  if (!isFilterNumber(value)) {
    throw unusable(place, 'is beyond what the engine can compare exactly', numberLimitsHint);
  }
  return decimalText(value);
}

function hintForNumber(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return 'Convert digits with Number(…). To compare text, write attribute: before the value, without an operator.';
  }
  const isDate = dateMilliseconds(value) !== undefined;
  return isDate ? 'Convert a date to Unix seconds: Math.floor(date.getTime() / 1000).' : undefined;
}

function wrongType(message: string, hint?: string): ForgekeyError {
  return new ForgekeyTypeError('ERR_RESTRICTION_VALUE', message, 'filters', hint);
}

export function unusable(place: string, why: string, hint?: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `${place} ${why}.`, { parameter: 'filters', hint });
}
