import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { MAX_QUERY_STRING_LENGTH, MAX_SECURED_API_KEY_LENGTH } from '../lib/limits.ts';
import { whyUnreadable } from '../lib/plain-copy.ts';
import { describeType, describeTypeOrNumber, nearestName, quoteName } from '../lib/text.ts';
import { type SearchParameter, searchParameterNames } from './search-parameters.ts';
import { checkValue, expectationOf } from './value-types.ts';

// The refusals of restrictions, apart from the path of those that are signed.

/** Neither restrictions nor `searchParams`. */
export function notAnObject(container: unknown, place: string): Error {
  const message = `"${place}" must be an object of parameters; it is ${describeType(container)}.`;
  const code = container === undefined ? 'ERR_RESTRICTIONS_EMPTY' : 'ERR_RESTRICTION_VALUE';
  return new ForgekeyTypeError(code, message, place);
}

/** An object whose properties would not all be signed; `error` is what reading them threw. */
export function lossyContainer(place: string, error: unknown): ForgekeyError {
  return new ForgekeyError(
    'ERR_RESTRICTION_VALUE',
    `"${place}" must be a plain object of parameters; it is or contains ${whyUnreadable(error)}.`,
    {
      parameter: place,
      hint: 'Copy the parameters into a plain object: its contents would not all be signed.',
    },
  );
}

/** A value that cannot be signed as it is; `error` is what reading it threw. */
export function lossyValue(name: string, error: unknown): ForgekeyError {
  return valueError(
    name,
    `is or contains ${whyUnreadable(error)}, which cannot be signed without loss.`,
    'Use strings, finite numbers, booleans, and plain lists and objects of them.',
  );
}

/** A restriction that lets everything through. */
export function restrictsNothingError(name: string): ForgekeyError {
  return new ForgekeyError(
    'ERR_RESTRICTION_EMPTY',
    `"${name}" is empty or has an empty element, so it would restrict nothing.`,
    {
      parameter: name,
      hint: 'Create no key for a user who may see nothing. To set no such restriction, remove the parameter.',
    },
  );
}

/** No parameter is left. */
export function nothingToSign(): ForgekeyError {
  return new ForgekeyError(
    'ERR_RESTRICTIONS_EMPTY',
    'The restrictions are empty, and the server refuses such a key.',
    { parameter: 'restrictions', hint: 'Set at least one, such as filters or validUntil.' },
  );
}

/** More text than a key can hold. */
export function tooLongToSign(length: number): ForgekeyError {
  return restrictionsError(
    `make a query string of ${length} characters. A key of ${MAX_SECURED_API_KEY_LENGTH} characters holds ${MAX_QUERY_STRING_LENGTH}.`,
  );
}

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
  if (!Number.isFinite(value)) return undefined;
  const takesText = row === undefined || checkValue(row.type, String(value)) !== undefined;
  return takesText ? 'Write the number as text.' : undefined;
}

/** For a list, what keeps it from being one of strings. An accessor that is read again here may throw. */
function describeGiven(value: unknown): string {
  try {
    return Array.isArray(value) ? describeList(value) : describeTypeOrNumber(value);
  } catch (error) {
    return whyUnreadable(error);
  }
}

function describeList(value: readonly unknown[]): string {
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
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `${quoteName(name)} ${what}`, { parameter: name, hint });
}

/** Restrictions that no key can hold; `what` completes "The restrictions …". */
export function restrictionsError(what: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `The restrictions ${what}`, {
    parameter: 'restrictions',
    hint: 'Store long lists in the records, and filter by one attribute.',
  });
}
