import { randomUUID } from 'node:crypto';
import { countFacets, type FacetCounts, type FacetStats, facetsToCount } from './facets.ts';
import { findMatches, type Match } from './find-matches.ts';
import { createHighlighter } from './highlight.ts';
import { noWords } from './match-words.ts';
import { compileOptionalFilters } from './optional-filters.ts';
import { best, compareMatches } from './ranking.ts';
import { valuesAt } from './record.ts';
import { applyRules, type Pin } from './rules.ts';
import type { SearchIndex } from './search-index.ts';
import { readSearchOptions, type SearchOptions } from './search-options.ts';
import { type Hit, shapeHit } from './shape-hit.ts';
import type { View } from './view.ts';
import { type OrdinalPredicate, visibilityOf } from './visible-records.ts';

/** The answer to a search, in the form that the official clients and InstantSearch read. */
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
 * Runs a search with the parameters that authorization allows. Hits, counts, facets, highlights and order are computed
 * over the records that these parameters make visible. The one exception is a pinned record, as in the engine.
 *
 * @throws {ApiError} 400 for a parameter that cannot be applied
 */
export function runSearch(view: View, now: Date): SearchResult {
  const startedAt = performance.now();
  const { index, parameters, unretrievable } = view;
  const { definition } = index;
  const options = readSearchOptions(parameters, index.settings);
  const { counted, nbHits, page } = rankRecords(view, options, now);
  const highlighter = createHighlighter(options.query, options);
  const facetNames = facetsToCount(definition, options.facets);
  return {
    hits: page.map(match => shapeHit(match, definition, unretrievable, options, highlighter)),
    nbHits,
    ...paging(nbHits, options),
    ...(facetNames.length > 0 && {
      ...countFacets(index, counted, facetNames, options),
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

interface RankedRecords {
  /** The ordinals that facets count. */
  readonly counted: readonly number[];
  readonly nbHits: number;
  /** The records of the requested page, in order. */
  readonly page: readonly Match[];
}

function rankRecords(view: View, options: SearchOptions, now: Date): RankedRecords {
  const { index, parameters } = view;
  const isVisible = visibilityOf(index, parameters, options);
  const { hidden, pinned } = applyRules(index.rules.values(), options, parameters, now);
  const isShown: OrdinalPredicate =
    hidden.size > 0
      ? ordinal => isVisible(ordinal) && !hidden.has(index.store.at(ordinal)!.objectID)
      : isVisible;
  const found = findMatches(index, isShown, options, compileOptionalFilters(parameters));
  const pins = pinsOf(index, pinned, hidden, isVisible);
  const { ordinals, isRanked, matchOf } = found;
  const end = options.offset + options.length;
  const groupsBy = options.distinct > 0 ? index.definition.distinctBy : undefined;
  const compare = compareMatches(index);

  if (pins.length === 0 && groupsBy === undefined) {
    const page = isRanked
      ? ordinals.slice(options.offset, end).map(matchOf)
      : best(ordinals.map(matchOf), end, compare).slice(options.offset);
    return { counted: ordinals, nbHits: ordinals.length, page };
  }
  const matches = ordinals.map(matchOf);
  const sorted = isRanked ? matches : matches.sort(compare);
  const distinct = groupsBy === undefined ? sorted : distinctMatches(sorted, groupsBy, options.distinct);
  const shown = insertPins(distinct, pins);
  return {
    counted: ordinalsOf(options.facetingAfterDistinct ? shown : insertPins(sorted, pins)),
    nbHits: shown.length,
    page: shown.slice(options.offset, end),
  };
}

function ordinalsOf(matches: readonly Match[]): number[] {
  return matches.map(({ ordinal }) => ordinal);
}

/** Keeps the first records of each value of `attributeForDistinct`. */
function distinctMatches(sorted: readonly Match[], attribute: string, distinct: number): Match[] {
  const counts = new Map<string, number>();
  return sorted.filter(({ record }) => {
    const [value] = valuesAt(record, attribute);
    if (value === undefined) return true;
    const count = counts.get(String(value)) ?? 0;
    counts.set(String(value), count + 1);
    return count < distinct;
  });
}

interface PinnedMatch {
  readonly match: Match;
  readonly position: number;
}

/**
 * A pinned record shows regardless of filters, unless its rule sets `filterPromotes`. A record that another rule hides
 * stays hidden. If a record has two positions, the first one counts.
 */
function pinsOf(
  { store }: SearchIndex,
  pinned: readonly Pin[],
  hidden: ReadonlySet<string>,
  isVisible: OrdinalPredicate,
): PinnedMatch[] {
  const pins = new Map<string, PinnedMatch>();
  for (const { objectID, position, isFiltered } of pinned) {
    const ordinal = store.ordinalOf(objectID) ?? -1;
    const record = store.at(ordinal);
    if (record === undefined || hidden.has(objectID) || pins.has(objectID)) continue;
    if (isFiltered && !isVisible(ordinal)) continue;
    const match = { record, ordinal, words: noWords, filters: 0, geoDistance: 0 };
    pins.set(objectID, { match, position });
  }
  return [...pins.values()];
}

function insertPins(matches: readonly Match[], pins: readonly PinnedMatch[]): Match[] {
  const ordinals = new Set(pins.map(({ match }) => match.ordinal));
  const result = matches.filter(({ ordinal }) => !ordinals.has(ordinal));
  for (const { match, position } of pins) result.splice(position, 0, match);
  return result;
}

function paging(nbHits: number, { page, offset, length }: SearchOptions): Partial<SearchResult> {
  if (page === undefined) return { offset, length };
  return { page, nbPages: length === 0 ? 0 : Math.ceil(nbHits / length), hitsPerPage: length };
}
