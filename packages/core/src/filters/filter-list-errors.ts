import { FilterSyntaxError, ForgekeyError } from '../errors.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { quote } from '../lib/text.ts';

// The errors about filter lists. `parameter` is the name of the list.

export function tooManyItems(parameter: string): ForgekeyError {
  return invalid(parameter, `has more than ${MAX_FILTER_TERMS} items`);
}

export function tooLong(parameter: string): ForgekeyError {
  return invalid(parameter, `has more than ${MAX_FILTERS_LENGTH} characters`);
}

export function notAList(parameter: string): ForgekeyError {
  return invalid(parameter, 'must be a list of strings, or of lists of strings');
}

export function invalid(parameter: string, why: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `"${parameter}" ${why}.`, { parameter });
}

export function emptyItem(parameter: string): ForgekeyError {
  return new ForgekeyError(
    'ERR_RESTRICTION_EMPTY',
    `"${parameter}" has an empty item or group, which restricts nothing.`,
    { parameter, hint: 'Check the list of permissions that it was created from.' },
  );
}

export function malformed(parameter: string, item: string, why: string, hint?: string): FilterSyntaxError {
  const message = `"${parameter}" has an invalid item ${quote(item)}: ${why}.`;
  return new FilterSyntaxError(message, 1, { parameter, hint });
}
