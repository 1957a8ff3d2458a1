import type { IndexDefinition } from './definition.ts';
import type { Match } from './find-matches.ts';
import { type IndexedRecord, type Scalar, valuesAt } from './record.ts';
import type { SearchOptions } from './search-options.ts';

export type FacetCounts = Record<string, Record<string, number>>;
export type FacetStats = Record<string, { min: number; max: number; avg: number; sum: number }>;

/** How often each value of an attribute occurs in the records, most frequent first. */
export function countValues(records: readonly IndexedRecord[], attribute: string): [string, number][] {
  return summarize(records, attribute).counts;
}

/** The counts and, where there are numbers, their statistics, in one pass. */
function summarize(
  records: readonly IndexedRecord[],
  attribute: string,
): { counts: [string, number][]; stats: FacetStats[string] | undefined } {
  const counts = new Map<Scalar, number>();
  const add = (value: Scalar): void => {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  let [numbers, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const record of records) {
    const values = valuesAt(record, attribute);
    // A record counts once for a value, however often it holds it, and the number 1 and the text "1" are one value.
    if (values.length > 1) new Set(values.map(String)).forEach(add);
    else values.forEach(add);
    for (const value of values) {
      if (typeof value !== 'number') continue;
      numbers++;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return {
    counts: byText(counts),
    stats: numbers === 0 ? undefined : { min, max, avg: sum / numbers, sum },
  };
}

function byText(counts: ReadonlyMap<Scalar, number>): [string, number][] {
  const texts = new Map<string, number>();
  for (const [value, count] of counts) texts.set(String(value), (texts.get(String(value)) ?? 0) + count);
  return [...texts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
}

/** The requested facets that the index can count. Others are left out, as the engine does. */
export function facetsToCount(definition: IndexDefinition, facets: readonly string[]): readonly string[] {
  const names = facets.includes('*') ? definition.facets : facets;
  return [...new Set(names)].filter(name => definition.facets.includes(name));
}

/** Counts the values of facets over the records of a result and nothing else. */
export function countFacets(
  matches: readonly Match[],
  attributes: readonly string[],
  options: SearchOptions,
): { facets: FacetCounts; facets_stats: FacetStats } {
  const facets: FacetCounts = Object.create(null);
  const facetsStats: FacetStats = Object.create(null);
  const records = matches.map(match => match.record);
  for (const attribute of attributes) {
    const { counts, stats } = summarize(records, attribute);
    const counted = counts.slice(0, options.maxValuesPerFacet);
    if (counted.length === 0) continue;
    if (options.sortFacetValuesBy === 'alpha') counted.sort((a, b) => compareText(a[0], b[0]));
    facets[attribute] = Object.fromEntries(counted);
    if (stats !== undefined) facetsStats[attribute] = stats;
  }
  return { facets, facets_stats: facetsStats };
}

/** By code unit: the same order on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
