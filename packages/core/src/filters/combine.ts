import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import type { FilterGroup } from './ast.ts';
import { parseFilters } from './parse.ts';
import { printFilters, printGroup } from './print.ts';

/**
 * Joins filters so that all of them must hold. They are joined as trees, never as text: OR binds tighter than AND, so
 * `x:1 OR tenant:2` pasted beside another filter would widen it. A record matches the result exactly when it matches
 * every one of `texts`. The result is canonical text; a group that occurs twice is written once.
 *
 * It does not remove conditions that another one already implies.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX` where a text is no filter, or the whole is over the limits.
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` without any text, or where one is empty or blank: it would restrict
 *   nothing, and its usual cause is an empty list of permissions. Leave out on purpose what should not restrict.
 * @throws {TypeError} `ERR_RESTRICTION_VALUE` where a text is no string.
 * @example
 * combineFilters('group:admin', 'groups:press OR groups:visitors')
 * // => 'group:admin AND (groups:press OR groups:visitors)'
 */
export function combineFilters(...texts: string[]): string {
  if (texts.length === 0) throw emptyFilter('combineFilters was given no filter');
  const groups = new Map<string, FilterGroup>();
  texts.forEach((text, index) => {
    if (typeof text !== 'string') {
      const message = `filter ${index + 1} of combineFilters must be a string, not ${text === null ? 'null' : typeof text}`;
      throw new ForgekeyTypeError('ERR_RESTRICTION_VALUE', message, 'filters');
    }
    if (text.trim() === '') throw emptyFilter(`filter ${index + 1} of combineFilters is empty`);
    for (const group of parseFilters(text).groups) groups.set(printGroup(group), group);
  });
  return printFilters({ groups: [...groups.values()] });
}

function emptyFilter(what: string): ForgekeyError {
  return new ForgekeyError(
    'ERR_RESTRICTION_EMPTY',
    `${what}: it would restrict nothing; check the list it was made from, or leave it out`,
    { parameter: 'filters' },
  );
}
