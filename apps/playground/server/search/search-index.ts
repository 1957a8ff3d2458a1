import type { IndexDefinition, Ranking } from '../data/index-definitions.ts';
import type { PlaygroundRecord } from '../data/record.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';

export interface SearchIndex {
  definition: IndexDefinition;
  /** Every record, in the order of the index's own ranking. */
  ranked: readonly PlaygroundRecord[];
  text: TextIndex;
}

export type SearchIndices = ReadonlyMap<string, SearchIndex>;

export function createSearchIndices(definitions: readonly IndexDefinition[]): SearchIndices {
  return new Map(definitions.map(definition => [definition.name, createSearchIndex(definition)]));
}

function createSearchIndex(definition: IndexDefinition): SearchIndex {
  return {
    definition,
    ranked: definition.records.toSorted(byRanking(definition.customRanking)),
    text: createTextIndex(definition.records, definition.searchableAttributes),
  };
}

function byRanking([direction, attribute]: Ranking): (a: PlaygroundRecord, b: PlaygroundRecord) => number {
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => sign * (Number(a[attribute]) - Number(b[attribute]));
}
