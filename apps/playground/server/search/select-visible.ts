import {
  type FilterExpression,
  type FilterListParameter,
  type FilterListValue,
  matchesFilters,
  type Parameters,
  parseFilterList,
  parseFilters,
  type SearchParameter,
  searchParameters,
} from '@forgekey/core';
import type { PlaygroundRecord } from '../data/record.ts';
import type { SearchIndex } from './search-index.ts';

/** The filter lists that hide records; `optionalFilters` restricts nothing. */
const filterLists = Object.entries<SearchParameter>(searchParameters)
  .filter(([, { type, restricts }]) => type === 'nested' && restricts)
  .map(([name]) => name as FilterListParameter);

/** The records that the filters let through, in the order of the index's ranking. */
export function selectVisible(index: SearchIndex, parameters: Parameters): PlaygroundRecord[] {
  const expression = readFilters(parameters);
  return index.ranked.filter(record => matchesFilters(expression, record));
}

/** All filters as one tree, read once: reading them anew for every record would take seconds. */
function readFilters(parameters: Parameters): FilterExpression {
  const { filters = '' } = parameters;
  const lists = filterLists.flatMap(name => {
    const list = parameters[name];
    return list === undefined ? [] : [parseFilterList(name, list as FilterListValue)];
  });
  return { groups: [parseFilters(filters as string), ...lists].flatMap(({ groups }) => groups) };
}
