import type { IndexDefinition } from '../data/index-definitions.ts';
import type { PlaygroundRecord } from '../data/record.ts';
import type { SearchOptions } from './search-options.ts';

export type FacetCounts = Record<string, Record<string, number>>;
export type FacetStats = Record<string, { min: number; max: number; avg: number; sum: number }>;

/** How often each value of an attribute occurs in the records, by value, most frequent first. */
export function countValues(records: readonly PlaygroundRecord[], attribute: string): [string, number][] {
  const counts = new Map<string, number>();
  for (const record of records)
    for (const value of new Set(facetValues(record[attribute])))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
}

/** The requested facets that the index can count. Others are left out without a word, as the engine does. */
export function facetsToCount(definition: IndexDefinition, facets: readonly string[]): readonly string[] {
  const names = facets.includes('*') ? definition.attributesForFaceting : facets;
  return [...new Set(names)].filter(name => definition.attributesForFaceting.includes(name));
}

/** Counts the values of facets over the given records and nothing else. */
export function countFacets(
  records: readonly PlaygroundRecord[],
  attributes: readonly string[],
  options: SearchOptions,
): { facets: FacetCounts; stats: FacetStats } {
  const facets: FacetCounts = Object.create(null);
  const stats: FacetStats = Object.create(null);
  for (const attribute of attributes) {
    const counted = countValues(records, attribute).slice(0, options.maxValuesPerFacet);
    if (counted.length === 0) continue;
    if (options.sortFacetValuesBy === 'alpha') counted.sort((a, b) => compareText(a[0], b[0]));
    facets[attribute] = Object.fromEntries(counted);
    const range = summarize(records, attribute);
    if (range) stats[attribute] = range;
  }
  return { facets, stats };
}

function summarize(records: readonly PlaygroundRecord[], attribute: string): FacetStats[string] | undefined {
  const numbers = records.map(record => record[attribute]).filter(value => typeof value === 'number');
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, value) => total + value, 0);
  return { min: Math.min(...numbers), max: Math.max(...numbers), avg: sum / numbers.length, sum };
}

function facetValues(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(facetValues);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [String(value)]
    : [];
}

/** By code unit: the same order on every machine, whatever its locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
