import type { Parameters } from '@forgekey/node';
import { type GeoOptions, readGeoOptions } from './geo-options.ts';
import { readChoice, readFlag, readInteger, readList, readText, wrongValue } from './read-parameter.ts';

/** The search parameters that this service applies, read and checked. */
export interface SearchOptions {
  readonly query: string;
  readonly optionalWords: readonly string[];
  readonly queryType: 'prefixLast' | 'prefixAll' | 'prefixNone';
  readonly removeWordsIfNoResults: 'none' | 'lastWords' | 'firstWords' | 'allOptional';
  readonly typoTolerance: 'true' | 'false' | 'min' | 'strict';
  /** How many letters a word must have to allow one typo, and two. */
  readonly minWordSizefor1Typo: number;
  readonly minWordSizefor2Typos: number;
  readonly allowTyposOnNumericTokens: boolean;
  readonly restrictSearchableAttributes: readonly string[] | undefined;
  readonly offset: number;
  readonly length: number;
  /** Undefined if the request pages by offset and length. */
  readonly page: number | undefined;
  readonly facets: readonly string[];
  readonly maxValuesPerFacet: number;
  readonly sortFacetValuesBy: 'count' | 'alpha';
  readonly attributesToRetrieve: readonly string[];
  readonly attributesToHighlight: readonly string[] | undefined;
  readonly attributesToSnippet: readonly string[];
  readonly restrictHighlightAndSnippetArrays: boolean;
  readonly highlightPreTag: string;
  readonly highlightPostTag: string;
  readonly snippetEllipsisText: string;
  readonly facetQuery: string;
  readonly maxFacetHits: number;
  /** How many records of one value of `attributeForDistinct` are shown; 0 for all. */
  readonly distinct: number;
  readonly facetingAfterDistinct: boolean;
  readonly getRankingInfo: boolean;
  readonly clickAnalytics: boolean;
  readonly enableRules: boolean;
  readonly ruleContexts: readonly string[];
  readonly geo: GeoOptions;
  /** Which members of the answer are sent. */
  readonly responseFields: readonly string[];
}

// Limits and defaults of the vendor's search specification.
// @see https://www.algolia.com/doc/rest-api/search/search-single-index
const MAX_HITS_PER_PAGE = 1000;
const MAX_VALUES_PER_FACET = 1000;
const MAX_FACET_HITS = 100;

/**
 * Parameters that make the engine return fewer records and that this service cannot apply. Ignoring one of them in a key
 * would show what the key hides.
 */
const narrowingWithoutSupport = [
  'similarQuery',
  'aroundLatLngViaIP',
  'advancedSyntax',
  'disableTypoToleranceOnAttributes',
  'keepDiacriticsOnCharacters',
  'reRankingApplyFilter',
] as const;

/**
 * Reads the parameters that the engine would run. The settings of the index are their defaults.
 *
 * @throws {ApiError} 400 for a value of the wrong type or out of range, and for a narrowing parameter that this service
 *   cannot apply
 */
export function readSearchOptions(parameters: Parameters, settings: Parameters = {}): SearchOptions {
  const merged = { ...settings, ...parameters };
  // In settings, they limit what everyone finds, not what one key shows. `settingsNotApplied` warns about those.
  for (const name of narrowingWithoutSupport)
    if (isSet(parameters[name]))
      throw wrongValue(name, 'nothing: the emulator does not support this parameter');
  return {
    query: readText(merged, 'query', ''),
    optionalWords: (readList(merged, 'optionalWords') ?? [])
      .flatMap(text => text.split(/\s+/))
      .filter(Boolean),
    queryType: readChoice(merged, 'queryType', ['prefixLast', 'prefixAll', 'prefixNone']),
    removeWordsIfNoResults: readChoice(merged, 'removeWordsIfNoResults', [
      'none',
      'lastWords',
      'firstWords',
      'allOptional',
    ]),
    typoTolerance: readTypoTolerance(merged),
    minWordSizefor1Typo: readInteger(merged, 'minWordSizefor1Typo', 4),
    minWordSizefor2Typos: readInteger(merged, 'minWordSizefor2Typos', 8),
    allowTyposOnNumericTokens: readFlag(merged, 'allowTyposOnNumericTokens', true),
    restrictSearchableAttributes: nonEmpty(readList(merged, 'restrictSearchableAttributes')),
    ...readPaging(merged),
    facets: readList(merged, 'facets') ?? [],
    maxValuesPerFacet: readInteger(merged, 'maxValuesPerFacet', 100, MAX_VALUES_PER_FACET),
    sortFacetValuesBy: readChoice(merged, 'sortFacetValuesBy', ['count', 'alpha']),
    attributesToRetrieve: readList(merged, 'attributesToRetrieve') ?? ['*'],
    attributesToHighlight: readList(merged, 'attributesToHighlight'),
    attributesToSnippet: readList(merged, 'attributesToSnippet') ?? [],
    restrictHighlightAndSnippetArrays: readFlag(merged, 'restrictHighlightAndSnippetArrays', false),
    highlightPreTag: readText(merged, 'highlightPreTag', '<em>'),
    highlightPostTag: readText(merged, 'highlightPostTag', '</em>'),
    snippetEllipsisText: readText(merged, 'snippetEllipsisText', '…'),
    facetQuery: readText(merged, 'facetQuery', ''),
    maxFacetHits: readInteger(merged, 'maxFacetHits', 10, MAX_FACET_HITS),
    distinct: readDistinct(merged),
    facetingAfterDistinct: readFlag(merged, 'facetingAfterDistinct', false),
    getRankingInfo: readFlag(merged, 'getRankingInfo', false),
    clickAnalytics: readFlag(merged, 'clickAnalytics', false),
    enableRules: readFlag(merged, 'enableRules', true),
    ruleContexts: readList(merged, 'ruleContexts') ?? [],
    geo: readGeoOptions(merged),
    responseFields: readList(merged, 'responseFields') ?? ['*'],
  };
}

/** Lists of an index that are not search parameters. */
const listSettings = [
  'searchableAttributes',
  'attributesForFaceting',
  'unretrievableAttributes',
  'numericAttributesForFiltering',
  'replicas',
] as const;

/**
 * Otherwise every search of the index would fail, or show what the settings mean to hide.
 *
 * @throws {ApiError} 400 for a setting of the wrong type
 */
export function assertSettings(settings: Parameters): void {
  readSearchOptions({}, settings);
  for (const name of listSettings) readList(settings, name);
}

/** The settings that would limit what a search finds, and that this service stores but does not apply. */
export function settingsNotApplied(settings: Parameters): string[] {
  return narrowingWithoutSupport.filter(name => isSet(settings[name]));
}

/** An empty list is no limit. */
function nonEmpty(list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.length === 0 ? undefined : list;
}

function isSet(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== false && value !== 'false' && String(value) !== ''
  );
}

/** If `length` is set, `offset` and `length` override `page`. */
function readPaging(parameters: Parameters): Pick<SearchOptions, 'offset' | 'length' | 'page'> {
  const perPage = readInteger(parameters, 'hitsPerPage', 20, MAX_HITS_PER_PAGE);
  if (parameters.length === undefined) {
    const page = readInteger(parameters, 'page', 0);
    return { offset: page * perPage, length: perPage, page };
  }
  const length = readInteger(parameters, 'length', perPage, MAX_HITS_PER_PAGE);
  const offset = readInteger(parameters, 'offset', 0);
  return { offset, length, page: undefined };
}

function readTypoTolerance(parameters: Parameters): SearchOptions['typoTolerance'] {
  const value = String(parameters.typoTolerance ?? true);
  return readChoice({ typoTolerance: value }, 'typoTolerance', ['true', 'false', 'min', 'strict']);
}

function readDistinct(parameters: Parameters): number {
  const { distinct } = parameters;
  if (typeof distinct === 'boolean') return distinct ? 1 : 0;
  return readInteger(parameters, 'distinct', 0, 4);
}
