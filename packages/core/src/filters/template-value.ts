import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { describeTypeOrNumber } from '../lib/text.ts';
import { numberText } from './number-text.ts';
import { quoteText } from './quote-text.ts';

/** One value of the `filters` template. */
export type FilterScalar = string | number | boolean;

/** What may stand in the `filters` template: a value, or several of which one must match. */
export type FilterValue = FilterScalar | readonly FilterScalar[];

/** The text of a value behind `attribute:`; `place` names it in messages. */
export function facetText(value: unknown, place: string): string {
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      return quoteText(finiteText(value, place));
    case 'string':
      if (value === '')
        throw unusable(place, 'is an empty string, which the engine refuses; leave the condition out');
      if (!value.isWellFormed()) throw unusable(place, 'holds a lone surrogate, which no text can carry');
      return quoteText(value);
    default:
      throw new ForgekeyTypeError(
        'ERR_RESTRICTION_VALUE',
        `${place} must be a string, a number, a boolean or an array of these, not ${describeTypeOrNumber(value)}`,
        'filters',
      );
  }
}

/** The text of a value where the language has a number: behind a comparison operator, and around TO. */
export function numericText(value: unknown, place: string): string {
  if (typeof value === 'number') return finiteText(value, place);
  throw new ForgekeyTypeError(
    'ERR_RESTRICTION_VALUE',
    `${place} stands where only a number may, and is ${describeTypeOrNumber(value)}; a date is Unix seconds`,
    'filters',
  );
}

function finiteText(value: number, place: string): string {
  if (!Number.isFinite(value)) throw unusable(place, `is ${value}, and must be a finite number`);
  return numberText(value);
}

function unusable(place: string, why: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `${place} ${why}`, { parameter: 'filters' });
}
