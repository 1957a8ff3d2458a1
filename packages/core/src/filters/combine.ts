import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { describeType } from '../lib/text.ts';
import type { FilterGroup } from './ast.ts';
import { parseFilters } from './parse.ts';
import { printFilters, printGroup } from './print.ts';
import { tooLong } from './token.ts';

/**
 * Joins filters so that all of them must hold. It joins trees, never text: OR binds tighter than AND, so `x:1 OR tenant:2`
 * pasted next to another filter would widen it. A record matches the result exactly when it matches every one of
 * `texts`. The result is canonical text; a group that occurs twice is written once.
 *
 * It does not remove conditions that another one already implies.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX` a text is not a valid filter, or all of them together are over the limits
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` no filter was given, or one is empty or only whitespace: it would restrict
 *   nothing, and its usual cause is an empty list of permissions. Leave out what should not restrict.
 * @throws {TypeError} `ERR_RESTRICTION_VALUE` a text is not a string
 * @example
 * combineFilters('group:admin', 'groups:press OR groups:visitors')
 * // => 'group:admin AND (groups:press OR groups:visitors)'
 */
export function combineFilters(...texts: string[]): string {
  if (texts.length === 0) throw emptyFilter('combineFilters needs at least one filter.');
  const groups = new Map<string, FilterGroup>();
  let length = 0;
  texts.forEach((text, index) => {
    const which = `Filter ${index + 1} of combineFilters`;
    if (typeof text !== 'string') {
      const message = `${which} must be a string, not ${describeType(text)}.`;
      throw new ForgekeyTypeError('ERR_RESTRICTION_VALUE', message, 'filters');
    }
    length += text.length;
    if (length > MAX_FILTERS_LENGTH) throw tooLong(length);
    if (text.trim() === '') throw emptyFilter(`${which} is empty.`);
    for (const group of parseFilters(text).groups) groups.set(printGroup(group), group);
  });
  return printFilters({ groups: [...groups.values()] });
}

function emptyFilter(message: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_EMPTY', message, {
    parameter: 'filters',
    hint: 'It would restrict nothing. Check the list of permissions that it was made from, or leave it out.',
  });
}
