import { frozenTable } from '../lib/freeze.ts';
import type { NestedListInput } from '../lib/nested-list.ts';

/**
 * The one table of the parameters that a secured API key may hold. Types, validation, serialization, reading and
 * merging all follow it.
 *
 * - `type`: as the vendor's search specification has it, in TypeScript's notation. `nested` is a list whose elements
 *   may be lists, `seconds` a Unix time.
 * - `restricts`: the parameter decides what the key may see. An empty or unreadable one is never taken for an absent one.
 * - `combines`: what happens when the request names it too. Absent: the key's value wins. `and`: both must hold.
 *   `add`: both lists count. `key-only`: the search API does not know it, and a request cannot set it.
 * - `cancelledBy`: other parameters that make the engine ignore this one, wherever they are set. A request must not cancel
 *   what a key or its parent sets.
 * - `nonNegative`: a count, which is never below 0.
 *
 * @see https://www.algolia.com/doc/rest-api/search/search-single-index (search parameters)
 * @see https://www.algolia.com/doc/guides/security/api-keys#secured-api-keys (what combines, and how)
 */
const rows = {
  restrictIndices: { type: 'string[]', restricts: true, combines: 'key-only' },
  restrictSources: { type: 'string', restricts: true, combines: 'key-only' },
  validUntil: { type: 'seconds', restricts: true, combines: 'key-only' },
  userToken: { type: 'string', restricts: true },

  filters: { type: 'string', restricts: true, combines: 'and' },
  facetFilters: { type: 'nested', restricts: true, combines: 'and' },
  numericFilters: { type: 'nested', restricts: true, combines: 'and' },
  tagFilters: { type: 'nested', restricts: true, combines: 'add' },
  optionalFilters: { type: 'nested', combines: 'and' },
  analyticsTags: { type: 'string[]', combines: 'add' },

  query: { type: 'string', cancelledBy: ['similarQuery'] },
  similarQuery: { type: 'string' },
  aroundLatLng: { type: 'string', cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  highlightPreTag: { type: 'string' },
  highlightPostTag: { type: 'string' },
  snippetEllipsisText: { type: 'string' },
  sortFacetValuesBy: { type: 'string' },
  queryType: { type: 'string' },
  removeWordsIfNoResults: { type: 'string' },
  mode: { type: 'string' },
  exactOnSingleWordQuery: { type: 'string' },
  keepDiacriticsOnCharacters: { type: 'string' },
  facetQuery: { type: 'string' },

  restrictSearchableAttributes: { type: 'string[]' },
  facets: { type: 'string[]' },
  ruleContexts: { type: 'string[]' },
  naturalLanguages: { type: 'string[]' },
  attributesToRetrieve: { type: 'string[]' },
  attributesToHighlight: { type: 'string[]' },
  attributesToSnippet: { type: 'string[]' },
  ranking: { type: 'string[]' },
  customRanking: { type: 'string[]' },
  disableTypoToleranceOnAttributes: { type: 'string[]' },
  disableExactOnAttributes: { type: 'string[]' },
  responseFields: { type: 'string[]' },
  queryLanguages: { type: 'string[]' },
  alternativesAsExact: { type: 'string[]' },
  advancedSyntaxFeatures: { type: 'string[]' },
  optionalWords: { type: 'string[]' },

  page: { type: 'integer', nonNegative: true },
  offset: { type: 'integer', nonNegative: true },
  length: { type: 'integer', nonNegative: true },
  personalizationImpact: { type: 'integer' },
  minimumAroundRadius: { type: 'integer' },
  hitsPerPage: { type: 'integer', nonNegative: true },
  minWordSizefor1Typo: { type: 'integer' },
  minWordSizefor2Typos: { type: 'integer' },
  minProximity: { type: 'integer' },
  maxValuesPerFacet: { type: 'integer' },
  relevancyStrictness: { type: 'integer' },
  maxFacetHits: { type: 'integer' },

  sumOrFiltersScores: { type: 'boolean' },
  facetingAfterDistinct: { type: 'boolean' },
  aroundLatLngViaIP: { type: 'boolean' },
  getRankingInfo: { type: 'boolean' },
  synonyms: { type: 'boolean' },
  clickAnalytics: { type: 'boolean' },
  analytics: { type: 'boolean' },
  percentileComputation: { type: 'boolean' },
  enableABTest: { type: 'boolean' },
  restrictHighlightAndSnippetArrays: { type: 'boolean' },
  allowTyposOnNumericTokens: { type: 'boolean' },
  decompoundQuery: { type: 'boolean' },
  enableRules: { type: 'boolean' },
  enablePersonalization: { type: 'boolean' },
  advancedSyntax: { type: 'boolean' },
  replaceSynonymsInHighlight: { type: 'boolean' },
  attributeCriteriaComputedByMinProximity: { type: 'boolean' },
  enableReRanking: { type: 'boolean' },

  aroundRadius: { type: "integer | 'all'", cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  aroundPrecision: { type: 'integer | object[]', cancelledBy: ['insideBoundingBox', 'insidePolygon'] },
  insideBoundingBox: { type: 'number[][] | string' },
  insidePolygon: { type: 'number[][]', cancelledBy: ['insideBoundingBox'] },
  typoTolerance: { type: "boolean | 'min' | 'strict' | 'true' | 'false'" },
  ignorePlurals: { type: 'boolean | string[]' },
  removeStopWords: { type: 'boolean | string[]' },
  distinct: { type: 'integer | boolean' },
  reRankingApplyFilter: { type: 'nested' },
  semanticSearch: { type: 'object' },
  renderingContent: { type: 'object' },
  extensions: { type: 'object' },
} as const;

/** The one table of the parameters that a secured API key may hold, frozen. */
export const searchParameters: Readonly<typeof rows> = /* @__PURE__ */ frozenTable(rows);

/** What the table says of one parameter. */
export interface SearchParameter {
  /** The type of its value, such as `string[]` or `integer`. */
  type: string;
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

/** The parameters that exist in keys only: the search API does not know them as search parameters. */
export type KeyOnlyParameterName = 'restrictIndices' | 'restrictSources' | 'validUntil';

/** What a caller may write for a parameter of each type. */
interface AtomValues {
  string: string;
  integer: number;
  boolean: boolean;
  seconds: number | Date;
  'string[]': readonly string[] | string;
  nested: NestedListInput;
  'number[][]': readonly (readonly number[])[];
  object: object;
  'object[]': readonly object[];
}

/** A type that is no union of others. */
export type ParameterType = keyof AtomValues;

type ValueOfType<Type extends string> = Type extends `${infer Atom} | ${infer Rest}`
  ? ValueOfType<Atom> | ValueOfType<Rest>
  : Type extends `'${infer Literal}'`
    ? Literal
    : Type extends keyof AtomValues
      ? AtomValues[Type]
      : never;

/** What a caller may write for the parameter `Name`. */
export type SearchParameterValue<Name extends SearchParameterName> = ValueOfType<(typeof rows)[Name]['type']>;

const table: ReadonlyMap<string, SearchParameter> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(rows),
);

/** The table's row of `name`; undefined for a name that the table does not hold. */
export function searchParameter(name: string): SearchParameter | undefined {
  return table.get(name);
}

/** All names, in the order of the table. */
export function searchParameterNames(): readonly string[] {
  return [...table.keys()];
}
