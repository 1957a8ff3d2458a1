import { ForgekeyError } from '../errors.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { type NestedList, readNestedList } from '../lib/nested-list.ts';
import type { FilterExpression } from './ast.ts';
import { type FilterListParameter, isIneffectiveNegation, parseFilterListItem } from './filter-list-item.ts';

/** A filter list as a caller or a request holds it: a flat item is one condition of the AND, a nested array an OR. */
export type FilterListValue = string | NestedList;

/**
 * Reads `facetFilters`, `numericFilters`, `tagFilters` or `optionalFilters` into the tree that `matchesFilters` takes.
 * Text is JSON where it begins with `[`, else the legacy comma text `a:1,(b:2,c:3)`, of which one item is the simplest
 * case. An empty list is the empty AND, which matches everything.
 *
 * `attr:-value` negates and `attr:\-value` has a value that begins with a dash. Forms that the engine reads as
 * match-everything become just that: see `findIneffectiveNegations`. A tree of `optionalFilters` says what ranks
 * higher, not what is hidden.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX`, with the parameter, for an item that is no condition of its kind.
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` for an empty item or group, which would restrict nothing;
 *   `ERR_RESTRICTION_VALUE` for text that can be read in no way or in several, for lists nested deeper than an OR, for
 *   items that are no text, and over the limits.
 * @see https://www.algolia.com/doc/api-reference/api-parameters/facetFilters/
 * @example
 * printFilters(parseFilterList('facetFilters', [['color:red', 'color:blue'], 'brand:-Acme']))
 * // => '(color:red OR color:blue) AND NOT brand:Acme'
 */
export function parseFilterList(parameter: FilterListParameter, value: FilterListValue): FilterExpression {
  return {
    groups: readGroups(parameter, value).map(items =>
      items.map(item => parseFilterListItem(parameter, item)),
    ),
  };
}

/**
 * The items of a filter list that look like a negation and match every record: in a key they restrict nothing.
 * `color:-"red"` and `label:-\-Movie` are such, and the tags `-\-x` and `-"x"`.
 *
 * It does not find a negation that is merely pointless, of a value that no record has.
 *
 * @throws as `parseFilterList`.
 * @example
 * findIneffectiveNegations('facetFilters', ['color:-"red"', 'color:-blue']) // => ['color:-"red"']
 */
export function findIneffectiveNegations(parameter: FilterListParameter, value: FilterListValue): string[] {
  return readGroups(parameter, value)
    .flat()
    .filter(item => isIneffectiveNegation(parameter, item));
}

function readGroups(parameter: FilterListParameter, value: FilterListValue): (readonly string[])[] {
  const groups: (readonly string[])[] = [];
  let itemCount = 0;
  let characterCount = 0;
  for (const element of readList(parameter, value)) {
    const group = Array.isArray(element) ? element : [element];
    itemCount += group.length;
    if (itemCount > MAX_FILTER_TERMS) throw invalid(parameter, `has more than ${MAX_FILTER_TERMS} items`);
    if (group.length === 0) throw emptyItem(parameter);
    for (const item of group) {
      if (typeof item !== 'string') throw invalid(parameter, listExpected);
      characterCount += item.length;
      if (characterCount > MAX_FILTERS_LENGTH) throw tooLong(parameter);
      if (item === '') throw emptyItem(parameter);
      if (!item.isWellFormed()) throw invalid(parameter, listExpected);
    }
    groups.push(group);
  }
  return groups;
}

function readList(parameter: FilterListParameter, value: FilterListValue): NestedList {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') throw invalid(parameter, 'must be a text or an array');
  if (value.length > MAX_FILTERS_LENGTH) throw tooLong(parameter);
  const list = readNestedList(value);
  if (!list)
    throw invalid(parameter, 'is neither a JSON list of texts nor comma text with balanced parentheses');
  return list;
}

const listExpected = 'must be a list of texts, or of lists of texts, and nothing deeper';

function tooLong(parameter: FilterListParameter): ForgekeyError {
  return invalid(parameter, `has more than ${MAX_FILTERS_LENGTH} characters`);
}

function invalid(parameter: FilterListParameter, why: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `${parameter} ${why}`, { parameter });
}

function emptyItem(parameter: FilterListParameter): ForgekeyError {
  const message = `${parameter} holds an empty item or group, which restricts nothing; check the list it was made from`;
  return new ForgekeyError('ERR_RESTRICTION_EMPTY', message, { parameter });
}
