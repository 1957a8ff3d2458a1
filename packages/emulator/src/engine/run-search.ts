import { randomUUID } from 'node:crypto';
import { compileFilters, type Parameters } from '@forgekey/node';
import { countFacets, type FacetCounts, type FacetStats, facetsToCount } from './facets.ts';
import { findMatches, type Match } from './find-matches.ts';
import { createHighlighter } from './highlight.ts';
import { noWords } from './match-words.ts';
import { readOptionalFilters } from './optional-filters.ts';
import { best, compareMatches } from './ranking.ts';
import { type IndexedRecord, valuesAt } from './record.ts';
import { applyRules, type Pin } from './rules.ts';
import type { SearchIndex } from './search-index.ts';
import { readSearchOptions, type SearchOptions } from './search-options.ts';
import { type Hit, shapeHit } from './shape-hit.ts';

/** What a search answers, as the official clients and InstantSearch read it. */
export interface SearchResult {
  hits: Hit[];
  nbHits: number;
  page?: number;
  nbPages?: number;
  hitsPerPage?: number;
  offset?: number;
  length?: number;
  facets?: FacetCounts;
  facets_stats?: FacetStats;
  exhaustive: { nbHits: true; typo: true; facetsCount?: true };
  exhaustiveNbHits: true;
  exhaustiveTypo: true;
  exhaustiveFacetsCount?: true;
  query: string;
  index: string;
  queryID?: string;
  renderingContent: unknown;
  processingTimeMS: number;
}

/**
 * Runs a search with the parameters that authorization left. Hits, counts, facets, highlights and order are computed over
 * the records that these parameters make visible, and a pinned record is the one exception, as at the engine.
 *
 * @throws {ApiError} 400 for a parameter that cannot be applied
 */
export function runSearch(index: SearchIndex, parameters: Parameters, now: Date): SearchResult {
  const startedAt = performance.now();
  const { definition } = index;
  const options = readSearchOptions(parameters, index.settings);
  const { matches, ordered } = rankedMatches(index, parameters, options, now);
  const highlighter = createHighlighter(options.query, options);
  const facetNames = facetsToCount(definition, options.facets);
  return {
    hits: ordered.map(match => shapeHit(match, definition, options, highlighter)),
    nbHits: matches.length,
    ...paging(matches.length, options),
    ...(facetNames.length > 0 && {
      ...countFacets(matches, facetNames, options),
      exhaustiveFacetsCount: true as const,
    }),
    exhaustive: { nbHits: true, typo: true, ...(facetNames.length > 0 && { facetsCount: true as const }) },
    exhaustiveNbHits: true,
    exhaustiveTypo: true,
    query: options.query,
    index: index.name,
    ...(options.clickAnalytics && { queryID: randomUUID().replaceAll('-', '') }),
    renderingContent: parameters.renderingContent ?? index.settings.renderingContent ?? {},
    processingTimeMS: Math.max(1, Math.round(performance.now() - startedAt)),
  };
}

/** The records of a result, all of them and those of the wanted page in order. */
function rankedMatches(
  index: SearchIndex,
  parameters: Parameters,
  options: SearchOptions,
  now: Date,
): { matches: readonly Match[]; ordered: readonly Match[] } {
  const isVisible = compileFilters(parameters);
  const { hidden, pinned } = applyRules(index.rules.values(), options, parameters, now);
  const found = findMatches(
    index,
    hidden.size > 0 ? record => !hidden.has(record.objectID) && isVisible(record) : isVisible,
    options,
    readOptionalFilters(parameters),
  );
  const end = options.offset + options.length;
  const compare = compareMatches(index);
  const pins = pinned.flatMap(pin => pinnedMatch(index, pin, isVisible));
  if (pins.length === 0 && options.distinct === 0) {
    return { matches: found, ordered: best(found, end, compare).slice(options.offset) };
  }
  const sorted = insertPins(
    distinctMatches(found.toSorted(compare), index.definition.distinctBy, options),
    pins,
  );
  return { matches: sorted, ordered: sorted.slice(options.offset, end) };
}

/** Keeps the first records of each value of `attributeForDistinct`. */
function distinctMatches(
  sorted: readonly Match[],
  attribute: string | undefined,
  { distinct }: SearchOptions,
): Match[] {
  if (distinct === 0 || attribute === undefined) return [...sorted];
  const counts = new Map<string, number>();
  return sorted.filter(({ record }) => {
    const [value] = valuesAt(record, attribute);
    if (value === undefined) return true;
    const count = counts.get(String(value)) ?? 0;
    counts.set(String(value), count + 1);
    return count < distinct;
  });
}

/** A pinned record shows regardless of filters, unless its rule says `filterPromotes`. */
function pinnedMatch(
  index: SearchIndex,
  { objectID, position, isFiltered }: Pin,
  isVisible: (record: IndexedRecord) => boolean,
): { match: Match; position: number }[] {
  const ordinal = index.store.ordinalOf(objectID);
  const record = ordinal === undefined ? undefined : index.store.at(ordinal);
  if (ordinal === undefined || record === undefined || (isFiltered && !isVisible(record))) return [];
  return [{ match: { record, ordinal, words: noWords, filters: 0, geoDistance: 0 }, position }];
}

function insertPins(matches: Match[], pins: readonly { match: Match; position: number }[]): Match[] {
  const ids = new Set(pins.map(({ match }) => match.ordinal));
  const result = matches.filter(({ ordinal }) => !ids.has(ordinal));
  for (const { match, position } of pins) result.splice(position, 0, match);
  return result;
}

function paging(nbHits: number, { page, offset, length }: SearchOptions): Partial<SearchResult> {
  if (page === undefined) return { offset, length };
  return { page, nbPages: length === 0 ? 0 : Math.ceil(nbHits / length), hitsPerPage: length };
}
