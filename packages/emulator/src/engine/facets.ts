import type { IndexDefinition } from './definition.ts';
import type { ValueCount } from './facet-column.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchOptions } from './search-options.ts';

export type FacetCounts = Record<string, Record<string, number>>;
export type FacetStats = Record<string, { min: number; max: number; avg: number; sum: number }>;

/** How often each value of an attribute occurs in the records, most frequent first. */
export function countValues(
  index: SearchIndex,
  ordinals: readonly number[],
  attribute: string,
): [string, number][] {
  return byText(index.facetColumn(attribute).count(ordinals));
}

/** The number 1 and the text "1" are one value. */
function byText(counts: readonly ValueCount[]): [string, number][] {
  const texts = new Map<string, number>();
  for (const { value, count } of counts) texts.set(String(value), (texts.get(String(value)) ?? 0) + count);
  return [...texts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
}

function statisticsOf(counts: readonly ValueCount[]): FacetStats[string] | undefined {
  let [numbers, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { value, count } of counts) {
    if (typeof value !== 'number') continue;
    numbers += count;
    sum += value * count;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return numbers === 0 ? undefined : { min, max, avg: sum / numbers, sum };
}

/** The requested facets that the index can count. Others are left out, as the engine does. */
export function facetsToCount(definition: IndexDefinition, facets: readonly string[]): readonly string[] {
  const names = facets.includes('*') ? definition.facets : facets;
  return [...new Set(names)].filter(name => definition.facets.includes(name));
}

/** Counts the values of facets over the records of a result, and over no others. */
export function countFacets(
  index: SearchIndex,
  ordinals: readonly number[],
  attributes: readonly string[],
  options: SearchOptions,
): { facets: FacetCounts; facets_stats: FacetStats } {
  const facets: FacetCounts = Object.create(null);
  const facetsStats: FacetStats = Object.create(null);
  for (const attribute of attributes) {
    const counts = index.facetColumn(attribute).count(ordinals);
    const counted = byText(counts).slice(0, options.maxValuesPerFacet);
    if (counted.length === 0) continue;
    if (options.sortFacetValuesBy === 'alpha') counted.sort((a, b) => compareText(a[0], b[0]));
    facets[attribute] = Object.fromEntries(counted);
    const statistics = statisticsOf(counts);
    if (statistics !== undefined) facetsStats[attribute] = statistics;
  }
  return { facets, facets_stats: facetsStats };
}

/** Compares code units, so that the order is the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
