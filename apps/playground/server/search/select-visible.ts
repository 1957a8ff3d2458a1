import type { Parameters } from '@forgekey/core';
import { matchesParameters } from '@forgekey/core';
import type { PlaygroundRecord } from '../data/record.ts';
import type { SearchIndex } from './search-index.ts';

/** The records that the filters let through, in the order of the index's ranking. */
export function selectVisible(index: SearchIndex, parameters: Parameters): PlaygroundRecord[] {
  return index.ranked.filter(record => matchesParameters(parameters, record));
}
