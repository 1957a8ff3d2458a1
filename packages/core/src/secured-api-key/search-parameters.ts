import { frozenTable } from '../lib/plain-copy.ts';
import type { ParameterType } from './value-types.ts';

/**
 * The table of the parameters that a secured API key may contain. Types, validation, serialization, reading and merging use it.
 * Its first column is the type of each parameter: the name of a reader and a check in `value-types.ts`. TypeScript types are
 * inferred from it. The other columns are in `rules` below, so that a page that decodes keys loads only the types.
 *
 * An editor shows the comment of a row for the parameter with this name. The file is long because the vendor's list of
 * parameters is long.
 *
 * @see https://www.algolia.com/doc/rest-api/search/search-single-index (search parameters)
 */
const types = {
  /** The indices that the key may search: names, or patterns with a leading and/or trailing `*` (`dev_*`, `*_products_*`). */
  restrictIndices: 'string[]',
  /** The one IPv4 address or IPv4 range that may use the key, such as `192.168.1.0/24`. */
  restrictSources: 'string',
  /** The last moment of validity: a Unix time in seconds, or a `Date`, which is rounded down to the second. */
  validUntil: 'seconds',
  /** The user of the key, for the rate limit per hour and for analytics. Use an opaque id, never an e-mail address. */
  userToken: 'string',

  /** Filters, ANDed with those of the request: `visible_by:user_42 AND price < 10`. Write values with the `filters` template. */
  filters: 'string',
  /** Facet filters as a list, ANDed with those of the request. A list inside it is an OR: `[["a:1", "a:2"], "b:3"]`. */
  facetFilters: 'nested',
  /** Numeric filters as a list, such as `["price < 10"]`, ANDed with those of the request. A list inside it is an OR. */
  numericFilters: 'nested',
  /** Tags that a record must have, as a list. The request may add more. A list inside it is an OR. */
  tagFilters: 'nested',
  /** Filters that only rank records and hide none, as a list. */
  optionalFilters: 'nested',
  /** Tags for analytics. The request may add more. */
  analyticsTags: 'string[]',

  /** The text to search for. */
  query: 'string',
  /** Text to find similar records. If it is set, the engine ignores `query`. */
  similarQuery: 'string',
  /** Center of a geographical search: latitude and longitude in degrees, such as `40.71,-74.01`. */
  aroundLatLng: 'string',
  /** HTML before each highlighted word. */
  highlightPreTag: 'string',
  /** HTML after each highlighted word. */
  highlightPostTag: 'string',
  /** The text at the end of a truncated snippet. */
  snippetEllipsisText: 'string',
  /** How facet values are sorted: `count` or `alpha`. */
  sortFacetValuesBy: 'string',
  /** Which words match as prefixes: `prefixLast`, `prefixAll` or `prefixNone`. */
  queryType: 'string',
  /** Which words to remove when nothing is found: `none`, `lastWords`, `firstWords` or `allOptional`. */
  removeWordsIfNoResults: 'string',
  /** `keywordSearch` or `neuralSearch`. */
  mode: 'string',
  /** What counts as an exact match of one word: `attribute`, `none` or `word`. */
  exactOnSingleWordQuery: 'string',
  /** Characters that keep their diacritics, such as `øé`. */
  keepDiacriticsOnCharacters: 'string',
  /** The text to search facet values for. */
  facetQuery: 'string',

  /** The searchable attributes to search in. */
  restrictSearchableAttributes: 'string[]',
  /** The attributes whose values are counted; `*` means all. */
  facets: 'string[]',
  /** The contexts that turn on rules. */
  ruleContexts: 'string[]',
  /** ISO codes of languages for natural-language search settings. */
  naturalLanguages: 'string[]',
  /** The attributes of each hit. This does not hide the others: a request may highlight, facet or filter by them. */
  attributesToRetrieve: 'string[]',
  /** The attributes to highlight. */
  attributesToHighlight: 'string[]',
  /** The attributes to snippet, such as `content:80` for 80 words. */
  attributesToSnippet: 'string[]',
  /** The ranking criteria, in order. */
  ranking: 'string[]',
  /** The attributes that break ties, such as `desc(popularity)`. */
  customRanking: 'string[]',
  /** Attributes in which no typo is tolerated. */
  disableTypoToleranceOnAttributes: 'string[]',
  /** Attributes in which no match counts as exact. */
  disableExactOnAttributes: 'string[]',
  /** The members of the response; `*` means all. */
  responseFields: 'string[]',
  /** ISO codes of the languages of the query. */
  queryLanguages: 'string[]',
  /** Which alternatives count as exact: `ignorePlurals`, `singleWordSynonym`, `multiWordsSynonym`. */
  alternativesAsExact: 'string[]',
  /** Features of the advanced syntax: `exactPhrase`, `excludeWords`. */
  advancedSyntaxFeatures: 'string[]',
  /** Words of the query that a record need not have. */
  optionalWords: 'string[]',

  /** The page of hits, counted from 0. */
  page: 'integer',
  /** The position of the first hit, counted from 0. A second way to page, with `length`. */
  offset: 'integer',
  /** The number of hits after `offset`. */
  length: 'integer',
  /** How much personalization counts, in percent. */
  personalizationImpact: 'integer',
  /** The smallest radius of a geographical search, in meters. */
  minimumAroundRadius: 'integer',
  /** The number of hits on a page. */
  hitsPerPage: 'integer',
  /** The minimum length of a word that may have one typo. */
  minWordSizefor1Typo: 'integer',
  /** The minimum length of a word that may have two typos. */
  minWordSizefor2Typos: 'integer',
  /** The minimum distance between words for the proximity criterion. */
  minProximity: 'integer',
  /** The number of values of each facet. */
  maxValuesPerFacet: 'integer',
  /** How relevant a hit must be in a virtual replica, in percent. */
  relevancyStrictness: 'integer',
  /** The number of facet values that a facet search returns. */
  maxFacetHits: 'integer',

  /** Whether the scores of filters in an OR are added. */
  sumOrFiltersScores: 'boolean',
  /** Whether facets are counted after `distinct`. */
  facetingAfterDistinct: 'boolean',
  /** Whether the address of the client is the center of a geographical search. */
  aroundLatLngViaIP: 'boolean',
  /** Whether each hit says how it was ranked. */
  getRankingInfo: 'boolean',
  /** Whether synonyms apply. */
  synonyms: 'boolean',
  /** Whether the response has a query id for click analytics. */
  clickAnalytics: 'boolean',
  /** Whether the search counts in analytics. */
  analytics: 'boolean',
  /** Whether the time of the search counts in percentiles. */
  percentileComputation: 'boolean',
  /** Whether the search takes part in A/B tests. */
  enableABTest: 'boolean',
  /** Whether only matching elements of lists are highlighted. */
  restrictHighlightAndSnippetArrays: 'boolean',
  /** Whether numbers in the query may have typos. */
  allowTyposOnNumericTokens: 'boolean',
  /** Whether compound words of the query are split. */
  decompoundQuery: 'boolean',
  /** Whether rules apply. `false` keeps a rule from pinning a record that the filters hide. */
  enableRules: 'boolean',
  /** Whether the search is personalized. */
  enablePersonalization: 'boolean',
  /** Whether quotes and minus signs in the query have a meaning. */
  advancedSyntax: 'boolean',
  /** Whether a highlighted synonym is replaced by the word of the query. */
  replaceSynonymsInHighlight: 'boolean',
  /** Whether the best matching attribute is found by proximity. */
  attributeCriteriaComputedByMinProximity: 'boolean',
  /** Whether hits are ranked again by AI. */
  enableReRanking: 'boolean',

  /** Radius of a geographical search, in meters. `all` sets no limit. */
  aroundRadius: 'radius',
  /** Precision of ranking by distance, in meters, or a list of ranges `{ from, value }`. */
  aroundPrecision: 'precision',
  /** Rectangles to search in: lists of two corners, each a latitude and a longitude in degrees. */
  insideBoundingBox: 'boundingBox',
  /** Polygons to search in: lists of at least three points, each a latitude and a longitude in degrees. */
  insidePolygon: 'number[][]',
  /** Whether typos are tolerated; `min` and `strict` keep only hits with few of them. */
  typoTolerance: 'typoTolerance',
  /** Whether singular and plural are the same, or ISO codes of the languages in which they are. */
  ignorePlurals: 'languages',
  /** Whether stop words are removed, or ISO codes of the languages in which they are. */
  removeStopWords: 'languages',
  /** Whether to group records, or the number of records per group. */
  distinct: 'distinct',
  /** A filter list: the records that are ranked again by AI. */
  reRankingApplyFilter: 'nested',
  /** Settings of neural search: `{ eventSources }`. */
  semanticSearch: 'object',
  /** Content besides hits: the order of facets, redirects, banners. */
  renderingContent: 'object',
  /** Settings of the extensions of the search. */
  extensions: 'object',
} as const;

/**
 * The other columns of the table.
 *
 * - `restricts`: the parameter limits what the key may see. An empty or unreadable value never counts as absent.
 * - `combines`: how the values of the key and the request combine. Absent: the key's value applies. `and`: both apply.
 *   `add`: both lists apply. `key-only`: it is not a search parameter, and a request cannot set it.
 * - `cancelledBy`: if one of these parameters is set, the engine ignores this one. A request must not cancel a parameter of the
 *   key or its parent.
 * - `nonNegative`: a number that is never below 0.
 *
 * @see https://www.algolia.com/doc/guides/security/api-keys#secured-api-keys (what combines, and how)
 */
const rules = {
  restrictIndices: { restricts: true, combines: 'key-only' },
  restrictSources: { restricts: true, combines: 'key-only' },
  validUntil: { restricts: true, combines: 'key-only' },
  userToken: { restricts: true },
  filters: { restricts: true, combines: 'and' },
  facetFilters: { restricts: true, combines: 'and' },
  numericFilters: { restricts: true, combines: 'and' },
  tagFilters: { restricts: true, combines: 'add' },
  optionalFilters: { combines: 'and' },
  analyticsTags: { combines: 'add' },
  query: { cancelledBy: ['similarQuery'] },
  aroundLatLng: { cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  aroundLatLngViaIP: { cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  page: { nonNegative: true },
  offset: { nonNegative: true },
  length: { nonNegative: true },
  hitsPerPage: { nonNegative: true },
  aroundRadius: { cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  aroundPrecision: { cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  insidePolygon: { cancelledBy: ['insideBoundingBox'] },
} as const;

/**
 * The type of each parameter.
 *
 * @internal
 */
export type SearchParameterTypes = typeof types;

/**
 * The rows of the table, as types.
 *
 * @internal
 */
export type SearchParameterRows = {
  readonly [Name in SearchParameterName]: {
    readonly type: SearchParameterTypes[Name];
  } & (Name extends keyof typeof rules ? (typeof rules)[Name] : unknown);
};

const rows = /* @__PURE__ */ Object.entries(types) as [SearchParameterName, ParameterType][];
const otherColumns: { readonly [Name in SearchParameterName]?: Omit<SearchParameter, 'type'> } = rules;

/** The table of the parameters that a secured API key may contain, frozen. */
export const searchParameters: SearchParameterRows = /* @__PURE__ */ frozenTable(
  /* @__PURE__ */ joinColumns(),
);

function joinColumns(): SearchParameterRows {
  return Object.fromEntries(rows.map(([name, type]) => [name, { type, ...otherColumns[name] }])) as never;
}

/** The row of one parameter in the table. */
export interface SearchParameter {
  /** The name of its type, such as `string[]` or `integer`. */
  type: ParameterType;
  /** Whether it limits what the key may see. An empty value is refused. */
  restricts?: true | undefined;
  /** How the values of the key and the request combine. By default, the key's value applies. */
  combines?: 'and' | 'add' | 'key-only' | undefined;
  /** The parameters that make the engine ignore this one. */
  cancelledBy?: readonly SearchParameterName[] | undefined;
  /** Whether it is a number that is never below 0. */
  nonNegative?: true | undefined;
}

/** The name of a search parameter or key restriction. */
export type SearchParameterName = keyof SearchParameterTypes;

/**
 * The parameters that exist only in keys. They are not search parameters.
 *
 * @internal
 */
export type KeyOnlyParameterName = 'restrictIndices' | 'restrictSources' | 'validUntil';

/** A row together with its name. */
export interface NamedSearchParameter extends SearchParameter {
  readonly name: SearchParameterName;
  /** What precedes its value in a query string: `&name=`, encoded at its first use. */
  prefix: Uint8Array | undefined;
}

// Every row has all members in the same order: access to objects of several shapes takes five times as long.
const table: ReadonlyMap<string, NamedSearchParameter> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ rows.map(([name, type]) => {
    const { restricts, combines, cancelledBy, nonNegative } = otherColumns[name] ?? {};
    return [name, { name, type, restricts, combines, cancelledBy, nonNegative, prefix: undefined }];
  }),
);

/** The row of `name`, or undefined. */
export function searchParameter(name: string): NamedSearchParameter | undefined {
  return table.get(name);
}

/** All names, in the order of the table. */
export function searchParameterNames(): readonly string[] {
  return Object.keys(types);
}

const namedTypes: ReadonlyMap<string, [name: string, type: ParameterType]> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ rows.map(row => [row[0], row]),
);

/** The type of the parameter `name` and the table's copy of its name, or undefined. */
export function namedTypeOf(name: string): readonly [name: string, type: ParameterType] | undefined {
  return namedTypes.get(name);
}
