import { parseFilterList } from '../filters/filter-lists.ts';
import { matchesFilters } from '../filters/match.ts';
import type { Parameters } from './merge-parameters.ts';

const filterLists = ['facetFilters', 'numericFilters', 'tagFilters'] as const;

/**
 * Whether a record passes all filters of search parameters: `filters` AND `facetFilters` AND `numericFilters` AND
 * `tagFilters`. With the parameters that `authorizeSearch` returned, it says whether that search may show the record,
 * and, by our policy, whether it may be fetched by its id.
 *
 * It does not look at the query text, `optionalFilters` (they only rank), or geographical parameters.
 *
 * @throws {ForgekeyError} `ERR_FILTER_SYNTAX` a filter is no valid filter text
 * @example
 * matchesParameters({ filters: 'owner:ann', tagFilters: ['published'] }, { owner: 'ann', _tags: ['published'] }) // => true
 */
export function matchesParameters(parameters: Parameters, record: object): boolean {
  const { filters } = parameters;
  if (typeof filters === 'string' && !matchesFilters(filters, record)) return false;
  return filterLists.every(name => {
    const list = parameters[name];
    return list === undefined || matchesFilters(parseFilterList(name, list as string), record);
  });
}
