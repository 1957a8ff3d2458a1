import type { Parameters } from '@forgekey/core';
import type { IndexDefinition } from '../data/index-definitions.ts';
import { countFacets, type FacetCounts, type FacetStats, facetsToCount } from './facets.ts';
import { findMatches, type Match } from './find-matches.ts';
import { type Highlight, highlight } from './highlight.ts';
import type { SearchIndex } from './search-index.ts';
import { readSearchOptions, type SearchOptions } from './search-options.ts';
import { selectVisible } from './select-visible.ts';
import { isRetrieved, shapeRecord } from './shape-record.ts';
import { queryWords } from './text-index.ts';

/** What a search answers, as the official client and InstantSearch read it. */
export interface SearchResult {
  hits: Record<string, unknown>[];
  nbHits: number;
  page?: number;
  nbPages?: number;
  hitsPerPage?: number;
  offset?: number;
  length?: number;
  facets?: FacetCounts;
  facets_stats?: FacetStats;
  exhaustiveNbHits: true;
  exhaustiveFacetsCount?: true;
  query: string;
  index: string;
  processingTimeMS: number;
}

/**
 * Runs a search with the parameters that enforcement left. Hits, counts, facets and highlighting are all computed
 * over the records that these parameters make visible.
 *
 * @throws {ApiError} 400 for a parameter that cannot be applied.
 */
export function runSearch(index: SearchIndex, parameters: Parameters): SearchResult {
  const started = performance.now();
  const options = readSearchOptions(parameters);
  const matches = findMatches(index, selectVisible(index, parameters), options);
  const hits = matches.slice(options.offset, options.offset + options.length);
  return {
    hits: hits.map(match => toHit(match, index.definition, options)),
    nbHits: matches.length,
    ...describePaging(matches.length, options),
    ...describeFacets(matches, index.definition, options),
    exhaustiveNbHits: true,
    query: options.query,
    index: index.definition.name,
    processingTimeMS: Math.max(1, Math.round(performance.now() - started)),
  };
}

function describePaging(nbHits: number, options: SearchOptions): Partial<SearchResult> {
  if (options.page === undefined) return { offset: options.offset, length: options.length };
  return {
    page: options.page,
    nbPages: options.length === 0 ? 0 : Math.ceil(nbHits / options.length),
    hitsPerPage: options.length,
  };
}

function describeFacets(
  matches: readonly Match[],
  definition: IndexDefinition,
  options: SearchOptions,
): Partial<SearchResult> {
  const names = facetsToCount(definition, options.facets);
  if (names.length === 0) return {};
  const records = matches.map(match => match.record);
  const { facets, stats } = countFacets(records, names, options);
  return { facets, facets_stats: stats, exhaustiveFacetsCount: true };
}

function toHit(match: Match, definition: IndexDefinition, options: SearchOptions): Record<string, unknown> {
  const hit = shapeRecord(match.record, options.attributesToRetrieve);
  const highlighted = highlightRecord(match, definition, options);
  return Object.keys(highlighted).length === 0 ? hit : { ...hit, _highlightResult: highlighted };
}

/** Marks the searchable attributes, or those asked for. What may not be retrieved is not marked either. */
function highlightRecord(
  { record, terms }: Match,
  definition: IndexDefinition,
  options: SearchOptions,
): Record<string, Highlight | Highlight[]> {
  const wanted = options.attributesToHighlight ?? definition.searchableAttributes;
  const names = wanted.includes('*') ? Object.keys(record) : wanted;
  const input = {
    words: queryWords(options.query),
    terms,
    preTag: options.highlightPreTag,
    postTag: options.highlightPostTag,
  };
  const result: Record<string, Highlight | Highlight[]> = Object.create(null);
  for (const name of names) {
    if (!Object.hasOwn(record, name) || !isRetrieved(name, options.attributesToRetrieve)) continue;
    const highlighted = highlight(record[name], input);
    if (highlighted !== undefined) result[name] = highlighted;
  }
  return result;
}
