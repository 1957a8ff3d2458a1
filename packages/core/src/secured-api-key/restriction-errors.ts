import { ForgekeyError } from '../errors.ts';
import { nearestName } from '../lib/nearest-name.ts';
import { describeTypeOrNumber, quoteName } from '../lib/text.ts';
import { type SearchParameter, searchParameterNames } from './search-parameters.ts';
import { checkValue, expectationOf } from './value-types.ts';

// The refusals of restrictions, apart from the path of those that are signed.

/** A value of another type than the table has for its name. */
export function wrongType(name: string, row: SearchParameter | undefined, value: unknown): ForgekeyError {
  const expected =
    row === undefined ? 'a string, a number, a boolean, a list or an object' : expectationOf(row.type);
  const hint = hintForType(name, row, value);
  return valueError(name, `must be ${expected}; it is ${describeGiven(value)}.`, hint);
}

function hintForType(name: string, row: SearchParameter | undefined, value: unknown): string | undefined {
  if (name === 'filters' && Array.isArray(value)) return 'Join several filters with combineFilters.';
  if (name === 'validUntil') return 'For one hour, give Math.floor(Date.now() / 1000) + 3600.';
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const takesText = row === undefined || checkValue(row.type, String(value)) !== undefined;
  return takesText ? 'Write a number without a plain form as text.' : undefined;
}

/** For a list, what keeps it from being one of strings. */
function describeGiven(value: unknown): string {
  if (!Array.isArray(value)) return describeTypeOrNumber(value);
  const elements = value.flatMap(element => (Array.isArray(element) ? [element, ...element] : [element]));
  const fault = elements.find(element => typeof element !== 'string' && !Array.isArray(element));
  const isTooDeep = elements.some(element => Array.isArray(element) && element.some(Array.isArray));
  if (isTooDeep) return 'a list inside a list inside a list';
  return fault === undefined ? 'an array' : `an array that contains ${describeTypeOrNumber(fault)}`;
}

/** A name that the table does not have. */
export function unknownParameter(name: string): ForgekeyError {
  const nearest = nearestName(name, searchParameterNames());
  return new ForgekeyError(
    'ERR_RESTRICTION_UNKNOWN',
    `Unknown search parameter ${quoteName(name)}. It would restrict nothing.`,
    {
      parameter: name,
      hint:
        (nearest === undefined ? '' : `Did you mean "${nearest}"? `) +
        'For a parameter newer than this package, pass allowUnknownParameters: true.',
    },
  );
}

/** One name with two values. */
export function conflict(name: string): ForgekeyError {
  const hint =
    name === 'filters' ? 'Join them with combineFilters(a, b), which means a AND b.' : 'Set it once.';
  return new ForgekeyError('ERR_RESTRICTION_CONFLICT', `${quoteName(name)} has two different values.`, {
    parameter: name,
    hint,
  });
}

/** A value that cannot be signed as it is; `what` completes the sentence that begins with the name. */
export function valueError(name: string, what: string, hint?: string): ForgekeyError {
  const details = { parameter: name, ...(hint !== undefined && { hint }) };
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `${quoteName(name)} ${what}`, details);
}

/** Restrictions that no key can hold; `what` completes "The restrictions …". */
export function restrictionsError(what: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `The restrictions ${what}`, {
    parameter: 'restrictions',
    hint: 'Store long lists in the records, and filter by one attribute.',
  });
}
