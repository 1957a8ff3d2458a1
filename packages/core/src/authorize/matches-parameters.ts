import type { FilterExpression } from '../filters/ast.ts';
import { hidingFilterLists } from '../filters/filter-list-item.ts';
import { type FilterListValue, parseFilterList } from '../filters/filter-lists.ts';
import { matchesFilters } from '../filters/match.ts';
import { isObject } from '../lib/plain-copy.ts';
import type { Parameters } from './merge-parameters.ts';

/**
 * Whether a record passes all filters of search parameters: `filters` AND `facetFilters` AND `numericFilters` AND
 * `tagFilters`. With the parameters that `authorizeSearch` returned, it says whether that search may show the record,
 * and, by `policies.retrievalById`, whether it may be fetched by its id.
 *
 * It does not look at the query text, `optionalFilters` (they only rank), or geographical parameters.
 *
 * @throws {ForgekeyError} `ERR_FILTER_SYNTAX` a filter is no valid filter text, or a list holds no valid condition ·
 *   `ERR_RESTRICTION_VALUE`, `ERR_RESTRICTION_EMPTY` a filter list is none, or has an empty item
 * @throws {TypeError} no parameters, no record, or `filters` of another type: nothing that cannot be read passes
 * @example
 * matchesParameters({ filters: 'owner:ann', tagFilters: ['published'] }, { owner: 'ann', _tags: ['published'] }) // => true
 */
export function matchesParameters(parameters: Parameters, record: object): boolean {
  if (!isObject(parameters)) {
    throw new TypeError('matchesParameters takes an object of search parameters, and a record');
  }
  const { filters = '' } = parameters;
  if (!matchesFilters(filters as string | FilterExpression, record)) return false;
  return hidingFilterLists.every(name => {
    const list = parameters[name];
    return list === undefined || matchesFilters(parseFilterList(name, list as FilterListValue), record);
  });
}
