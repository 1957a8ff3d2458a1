import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { isObject } from '../lib/plain-copy.ts';
import { describeType } from '../lib/text.ts';
import type { FilterGroup } from './ast.ts';
import { parseFilters } from './parse.ts';
import { printFilters, printGroup } from './print.ts';
import { tooLong } from './token.ts';

/**
 * Joins filters with AND: a record matches the result if it matches each of `texts`. It joins trees, not text: OR binds
 * tighter than AND, so `x:1 OR tenant:2` next to the text of another filter would widen it. The result is canonical text,
 * in which each group occurs once.
 *
 * It does not remove conditions that others imply.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX` a text is not a valid filter, or all of them together exceed the limits
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` there is no filter, or one is empty or only whitespace. It would restrict
 *   nothing, and the usual cause is an empty list of permissions.
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
      throw new ForgekeyTypeError('ERR_RESTRICTION_VALUE', message, 'filters', hintFor(text));
    }
    length += text.length;
    if (length > MAX_FILTERS_LENGTH) throw tooLong(length);
    if (text.trim() === '') throw emptyFilter(`${which} is empty.`);
    for (const group of parseFilters(text).groups) groups.set(printGroup(group), group);
  });
  return printFilters({ groups: [...groups.values()] });
}

function hintFor(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'Spread the list: combineFilters(...list).';
  return isObject(value) ? 'Convert a tree to text with printFilters.' : undefined;
}

export function emptyFilter(message: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_EMPTY', message, {
    parameter: 'filters',
    hint: 'It would restrict nothing. Check the list of permissions that it was created from.',
  });
}
