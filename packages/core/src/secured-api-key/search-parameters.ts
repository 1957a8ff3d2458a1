import { frozenTable } from '../lib/freeze.ts';
import type { ParameterType } from './value-types.ts';

/**
 * The one table of the parameters that a secured API key may hold. Types, validation, serialization, reading and
 * merging all follow it.
 *
 * - `type`: the name of a codec in `value-types.ts`, from which the TypeScript types are inferred.
 * - `restricts`: the parameter decides what the key may see. An empty or unreadable one is never taken for an absent one.
 * - `combines`: what happens when the request names it too. Absent: the key's value wins. `and`: both must hold.
 *   `add`: both lists count. `key-only`: the search API does not know it, and a request cannot set it.
 * - `cancelledBy`: other parameters that make the engine ignore this one, wherever they are set. A request must not cancel
 *   what a key or its parent sets.
 * - `nonNegative`: a count, which is never below 0.
 *
 * Editors show the comment of a row for the parameter of that name, wherever it is written. They make this file as long as
 * the vendor's list of parameters.
 *
 * @see https://www.algolia.com/doc/rest-api/search/search-single-index (search parameters)
 * @see https://www.algolia.com/doc/guides/security/api-keys#secured-api-keys (what combines, and how)
 */
const rows = {
  /** The indices that the key may search: names, or patterns with a leading and/or trailing `*` (`dev_*`, `*_products_*`). */
  restrictIndices: { type: 'string[]', restricts: true, combines: 'key-only' },
  /** The one IPv4 address or IPv4 range that may use the key, such as `192.168.1.0/24`. */
  restrictSources: { type: 'string', restricts: true, combines: 'key-only' },
  /** The last moment of validity: a Unix time in seconds, or a `Date`, which is rounded down to the second. */
  validUntil: { type: 'seconds', restricts: true, combines: 'key-only' },
  /** Whom the key belongs to, for the rate limit per hour and for analytics. Use an opaque id, never an e-mail address. */
  userToken: { type: 'string', restricts: true },

  /** Filters that every search is ANDed with, such as `visible_by:user_42 AND price < 10`. Write values with the `filters` template. */
  filters: { type: 'string', restricts: true, combines: 'and' },
  /** Facet filters as a list, ANDed with those of the request. A list inside it is an OR: `[["a:1", "a:2"], "b:3"]`. */
  facetFilters: { type: 'nested', restricts: true, combines: 'and' },
  /** Numeric filters as a list, such as `["price < 10"]`, ANDed with those of the request. A list inside it is an OR. */
  numericFilters: { type: 'nested', restricts: true, combines: 'and' },
  /** Tags that a record must have, as a list. The request may add more. A list inside it is an OR. */
  tagFilters: { type: 'nested', restricts: true, combines: 'add' },
  /** Filters that only rank records and hide none, as a list. */
  optionalFilters: { type: 'nested', combines: 'and' },
  /** Tags for analytics. The request may add more. */
  analyticsTags: { type: 'string[]', combines: 'add' },

  /** The text to search for. */
  query: { type: 'string', cancelledBy: ['similarQuery'] },
  /** Text to find similar records by. The engine ignores `query` beside it. */
  similarQuery: { type: 'string' },
  /** Center of a geographical search: latitude and longitude in degrees, such as `40.71,-74.01`. */
  aroundLatLng: { type: 'string', cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  /** HTML before each highlighted word. */
  highlightPreTag: { type: 'string' },
  /** HTML after each highlighted word. */
  highlightPostTag: { type: 'string' },
  /** The text that marks where a snippet was cut. */
  snippetEllipsisText: { type: 'string' },
  /** How facet values are sorted: `count` or `alpha`. */
  sortFacetValuesBy: { type: 'string' },
  /** Which words match by their prefix: `prefixLast`, `prefixAll` or `prefixNone`. */
  queryType: { type: 'string' },
  /** Which words to remove when nothing is found: `none`, `lastWords`, `firstWords` or `allOptional`. */
  removeWordsIfNoResults: { type: 'string' },
  /** `keywordSearch` or `neuralSearch`. */
  mode: { type: 'string' },
  /** What an exact match is for one word: `attribute`, `none` or `word`. */
  exactOnSingleWordQuery: { type: 'string' },
  /** Characters that keep their diacritics, such as `øé`. */
  keepDiacriticsOnCharacters: { type: 'string' },
  /** The text to search facet values for. */
  facetQuery: { type: 'string' },

  /** The searchable attributes to search in. */
  restrictSearchableAttributes: { type: 'string[]' },
  /** The attributes to count values of; `*` is all of them. */
  facets: { type: 'string[]' },
  /** The contexts that turn on rules. */
  ruleContexts: { type: 'string[]' },
  /** ISO codes of languages for natural-language search settings. */
  naturalLanguages: { type: 'string[]' },
  /** The attributes of each hit. This hides nothing: a request may still highlight, facet or filter by the others. */
  attributesToRetrieve: { type: 'string[]' },
  /** The attributes to highlight. */
  attributesToHighlight: { type: 'string[]' },
  /** The attributes to snippet, such as `content:80` for 80 words. */
  attributesToSnippet: { type: 'string[]' },
  /** The ranking criteria, in order. */
  ranking: { type: 'string[]' },
  /** The attributes that break ties, such as `desc(popularity)`. */
  customRanking: { type: 'string[]' },
  /** Attributes in which no typo is tolerated. */
  disableTypoToleranceOnAttributes: { type: 'string[]' },
  /** Attributes in which no match counts as exact. */
  disableExactOnAttributes: { type: 'string[]' },
  /** The members of the response; `*` is all of them. */
  responseFields: { type: 'string[]' },
  /** ISO codes of the languages of the query. */
  queryLanguages: { type: 'string[]' },
  /** Which alternatives count as exact: `ignorePlurals`, `singleWordSynonym`, `multiWordsSynonym`. */
  alternativesAsExact: { type: 'string[]' },
  /** Features of the advanced syntax: `exactPhrase`, `excludeWords`. */
  advancedSyntaxFeatures: { type: 'string[]' },
  /** Words of the query that a record need not have. */
  optionalWords: { type: 'string[]' },

  /** The page of hits, counted from 0. */
  page: { type: 'integer', nonNegative: true },
  /** The position of the first hit, counted from 0. A second way to page, with `length`. */
  offset: { type: 'integer', nonNegative: true },
  /** The number of hits from `offset` on. */
  length: { type: 'integer', nonNegative: true },
  /** How much personalization counts, in percent. */
  personalizationImpact: { type: 'integer' },
  /** The smallest radius of a geographical search, in meters. */
  minimumAroundRadius: { type: 'integer' },
  /** The number of hits on a page. */
  hitsPerPage: { type: 'integer', nonNegative: true },
  /** From how many characters on a word may have one typo. */
  minWordSizefor1Typo: { type: 'integer' },
  /** From how many characters on a word may have two typos. */
  minWordSizefor2Typos: { type: 'integer' },
  /** The distance of words from which on proximity counts. */
  minProximity: { type: 'integer' },
  /** The number of values of each facet. */
  maxValuesPerFacet: { type: 'integer' },
  /** How relevant a hit must be in a virtual replica, in percent. */
  relevancyStrictness: { type: 'integer' },
  /** The number of facet values that a facet search returns. */
  maxFacetHits: { type: 'integer' },

  /** Whether the scores of filters in an OR are added. */
  sumOrFiltersScores: { type: 'boolean' },
  /** Whether facets are counted after `distinct`. */
  facetingAfterDistinct: { type: 'boolean' },
  /** Whether the address of the client is the center of a geographical search. */
  aroundLatLngViaIP: { type: 'boolean' },
  /** Whether each hit says how it was ranked. */
  getRankingInfo: { type: 'boolean' },
  /** Whether synonyms apply. */
  synonyms: { type: 'boolean' },
  /** Whether the response has a query id for click analytics. */
  clickAnalytics: { type: 'boolean' },
  /** Whether the search counts in analytics. */
  analytics: { type: 'boolean' },
  /** Whether the time of the search counts in percentiles. */
  percentileComputation: { type: 'boolean' },
  /** Whether the search takes part in A/B tests. */
  enableABTest: { type: 'boolean' },
  /** Whether only matching elements of lists are highlighted. */
  restrictHighlightAndSnippetArrays: { type: 'boolean' },
  /** Whether numbers in the query may have typos. */
  allowTyposOnNumericTokens: { type: 'boolean' },
  /** Whether compound words of the query are split. */
  decompoundQuery: { type: 'boolean' },
  /** Whether rules apply. `false` keeps a rule from pinning a record that the filters hide. */
  enableRules: { type: 'boolean' },
  /** Whether the search is personalized. */
  enablePersonalization: { type: 'boolean' },
  /** Whether the query may have quotes and minus signs with a meaning. */
  advancedSyntax: { type: 'boolean' },
  /** Whether a highlighted synonym is replaced by the word of the query. */
  replaceSynonymsInHighlight: { type: 'boolean' },
  /** Whether the best matching attribute is found by proximity. */
  attributeCriteriaComputedByMinProximity: { type: 'boolean' },
  /** Whether hits are ranked again by AI. */
  enableReRanking: { type: 'boolean' },

  /** Radius of a geographical search, in meters; `all` is no limit. */
  aroundRadius: { type: 'radius', cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  /** Precision of ranking by distance, in meters, or a list of ranges `{ from, value }`. */
  aroundPrecision: { type: 'precision', cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  /** Rectangles to search in: lists of two corners, each a latitude and a longitude in degrees. */
  insideBoundingBox: { type: 'boundingBox' },
  /** Polygons to search in: lists of at least three points, each a latitude and a longitude in degrees. */
  insidePolygon: { type: 'number[][]', cancelledBy: ['insideBoundingBox'] },
  /** Whether typos are tolerated; `min` and `strict` keep only hits with few of them. */
  typoTolerance: { type: 'typoTolerance' },
  /** Whether singular and plural are the same, or ISO codes of the languages in which they are. */
  ignorePlurals: { type: 'languages' },
  /** Whether stop words are removed, or ISO codes of the languages in which they are. */
  removeStopWords: { type: 'languages' },
  /** Whether, or how many, records of one group are shown. */
  distinct: { type: 'distinct' },
  /** A filter list: the records that are ranked again by AI. */
  reRankingApplyFilter: { type: 'nested' },
  /** Settings of neural search: `{ eventSources }`. */
  semanticSearch: { type: 'object' },
  /** What the page shows besides hits: the order of facets, redirects, banners. */
  renderingContent: { type: 'object' },
  /** Settings of the extensions of the search. */
  extensions: { type: 'object' },
} as const;

/**
 * The rows of the table, as types.
 *
 * @internal
 */
export type SearchParameterRows = typeof rows;

/** The one table of the parameters that a secured API key may hold, frozen. */
export const searchParameters: Readonly<SearchParameterRows> = /* @__PURE__ */ frozenTable(rows);

/** What the table says of one parameter. */
export interface SearchParameter {
  /** The name of its type, such as `string[]` or `integer`. */
  type: ParameterType;
  /** Whether it narrows what a key may see: an empty one is refused. */
  restricts?: true;
  /** How the key's value and the request's combine; the key's wins where it is absent. */
  combines?: 'and' | 'add' | 'key-only';
  /** The parameters beside which the engine ignores this one. */
  cancelledBy?: readonly SearchParameterName[];
  /** Whether it is a count, never below 0. */
  nonNegative?: true;
}

/** The name of a search parameter or key restriction. */
export type SearchParameterName = keyof typeof searchParameters;

/**
 * The parameters that exist in keys only: the search API does not know them as search parameters.
 *
 * @internal
 */
export type KeyOnlyParameterName = 'restrictIndices' | 'restrictSources' | 'validUntil';

/** A row together with its name. */
export interface NamedSearchParameter extends SearchParameter {
  readonly name: SearchParameterName;
}

const table: ReadonlyMap<string, NamedSearchParameter> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ (Object.entries(rows) as [SearchParameterName, SearchParameter][]).map(([name, row]) => [
    name,
    { name, ...row },
  ]),
);

/** The table's row of `name`; undefined for a name that the table does not hold. */
export function searchParameter(name: string): NamedSearchParameter | undefined {
  return table.get(name);
}

/** All names, in the order of the table. */
export function searchParameterNames(): readonly string[] {
  return [...table.keys()];
}
