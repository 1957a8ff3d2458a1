import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { MAX_QUERY_STRING_LENGTH } from '../lib/limits.ts';
import { whyUnreadable } from '../lib/plain-copy.ts';
import { describeType, describeTypeOrNumber, nearestName, quoteName } from '../lib/text.ts';
import { dateMilliseconds, FIRST_SECONDS_OUT_OF_RANGE } from '../lib/time.ts';
import { type SearchParameter, searchParameterNames } from './search-parameters.ts';
import { checkValue, expectationOf } from './value-types.ts';

// The errors about restrictions.

/** `restrictions` or `searchParams` is not an object. */
export function notAnObject(container: unknown, place: string): Error {
  const message = `"${place}" must be an object of parameters; it is ${describeType(container)}.`;
  const code = container === undefined ? 'ERR_RESTRICTIONS_EMPTY' : 'ERR_RESTRICTION_VALUE';
  return new ForgekeyTypeError(code, message, place);
}

/** An object whose properties would not all be signed. `error` was thrown while they were read. */
export function lossyContainer(place: string, error: unknown): ForgekeyError {
  return new ForgekeyError(
    'ERR_RESTRICTION_VALUE',
    `"${place}" must be a plain object of parameters; it is or contains ${whyUnreadable(error)}.`,
    {
      parameter: place,
      hint: 'Copy the parameters into a plain object. Otherwise, some of them would not be signed.',
    },
  );
}

/** A value that cannot be signed without loss. `error` was thrown while it was read. */
export function lossyValue(name: string, error: unknown): ForgekeyError {
  return valueError(
    name,
    `is or contains ${whyUnreadable(error)}, which cannot be signed without loss.`,
    'Use strings, finite numbers, booleans, and plain lists and objects of them.',
  );
}

/** A restriction that restricts nothing. */
export function restrictsNothingError(name: string): ForgekeyError {
  return new ForgekeyError(
    'ERR_RESTRICTION_EMPTY',
    `"${name}" is empty or has an empty element, so it would restrict nothing.`,
    {
      parameter: name,
      hint: 'If the user may see nothing, generate no key. If the user may see everything, remove the parameter.',
    },
  );
}

/** There are no parameters. */
export function nothingToSign(): ForgekeyError {
  return new ForgekeyError(
    'ERR_RESTRICTIONS_EMPTY',
    'The restrictions are empty, and the server refuses such a key.',
    { parameter: 'restrictions', hint: 'Set at least one, such as filters or validUntil.' },
  );
}

/** The query string is too long for a key. */
export function tooLongToSign(length: number): ForgekeyError {
  return restrictionsError(
    `make a query string of ${length} characters. The limit is ${MAX_QUERY_STRING_LENGTH}.`,
  );
}

/** A value whose type differs from the type in the table. */
export function wrongType(name: string, row: SearchParameter | undefined, value: unknown): ForgekeyError {
  const expected =
    row === undefined ? 'a string, a number, a boolean, a list or an object' : expectationOf(row.type);
  const hint = hintForType(name, row, value);
  return valueError(name, `must be ${expected}; it is ${describeGiven(row, value)}.`, hint);
}

function hintForType(name: string, row: SearchParameter | undefined, value: unknown): string | undefined {
  if (name === 'filters') return hintForFilters(value);
  if (name === 'validUntil') return hintForTime(value);
  if (name === 'restrictSources' && Array.isArray(value))
    return 'For several sources, generate several keys.';
  if (!Number.isFinite(value)) return undefined;
  const takesText = row === undefined || checkValue(row.type, String(value)) !== undefined;
  return takesText ? 'Write the number as text.' : undefined;
}

function hintForFilters(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'Join a list with combineFilters(...list).';
  if (typeof value !== 'object' || value === null) return undefined;
  return 'Write text, such as brand:Acme. printFilters converts a tree to text.';
}

function hintForTime(value: unknown): string {
  if (typeof value === 'string') return 'Pass new Date(text), or Number(text) for Unix seconds.';
  if (isInvalidDate(value)) return 'Check the text that it was created from.';
  if (typeof value === 'number' && value >= FIRST_SECONDS_OUT_OF_RANGE) {
    return 'Convert milliseconds: Math.floor(milliseconds / 1000).';
  }
  return 'For one hour, pass Math.floor(Date.now() / 1000) + 3600.';
}

function isInvalidDate(value: unknown): boolean {
  return Number.isNaN(dateMilliseconds(value));
}

/** For a list, also the element at fault. An accessor that is read again here may throw. */
function describeGiven(row: SearchParameter | undefined, value: unknown): string {
  try {
    if (isInvalidDate(value)) return 'an invalid Date';
    return Array.isArray(value) ? describeList(row, value) : describeTypeOrNumber(value);
  } catch (error) {
    return whyUnreadable(error);
  }
}

function describeList(row: SearchParameter | undefined, list: readonly unknown[]): string {
  const isTooDeep = list.some(element => Array.isArray(element) && element.some(Array.isArray));
  if (isTooDeep) return 'a list inside a list inside a list';
  const fault = row === undefined ? undefined : faultIn(row, list);
  return fault === undefined ? 'an array' : `an array that contains ${describeTypeOrNumber(fault)}`;
}

/** The first element, or the first one in an inner list, that a list of this type must not have. Undefined if the type takes no list. */
function faultIn({ type }: SearchParameter, list: readonly unknown[]): unknown {
  if (checkValue(type, []) === undefined) return undefined;
  const isWrong = (element: unknown): boolean => checkValue(type, [element]) === undefined;
  const fault = list.find(isWrong);
  const takesInnerLists = !isWrong([]);
  if (!Array.isArray(fault) || !takesInnerLists) return fault;
  return fault.find(inner => isWrong([inner]));
}

/** A name that is not in the table. */
export function unknownParameter(name: string): ForgekeyError {
  const nearest = nearestName(name, searchParameterNames());
  return new ForgekeyError('ERR_RESTRICTION_UNKNOWN', unknownParameterMessage(name), {
    parameter: name,
    hint:
      (nearest === undefined ? '' : `Did you mean "${nearest}"? `) +
      'For a parameter newer than this package, pass allowUnknownParameters: true.',
  });
}

export function unknownParameterMessage(name: string): string {
  return `Unknown search parameter ${quoteName(name)}. It would restrict nothing.`;
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

/** A value that cannot be signed. `what` completes the sentence that begins with the name. */
export function valueError(name: string, what: string, hint?: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `${quoteName(name)} ${what}`, { parameter: name, hint });
}

/** Restrictions that do not fit into a key. `what` completes "The restrictions …". */
export function restrictionsError(what: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `The restrictions ${what}`, {
    parameter: 'restrictions',
    hint: 'Store long lists in the records, and filter by one attribute.',
  });
}
