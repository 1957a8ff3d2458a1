import type { SearchParameterName } from '../secured-api-key/search-parameters.ts';
import { canonicalText } from '../secured-api-key/value-types.ts';

/** Parameters that hide no record from a request that asks for everything. All others may narrow, also unknown ones. */
const neverNarrowing: ReadonlySet<string> = new Set<SearchParameterName>([
  ...(['filters', 'facetFilters', 'numericFilters', 'tagFilters'] as const),
  ...(['restrictIndices', 'restrictSources', 'validUntil', 'userToken', 'hitsPerPage'] as const),
  ...(['optionalFilters', 'sumOrFiltersScores', 'ranking', 'customRanking', 'reRankingApplyFilter'] as const),
  ...(['enablePersonalization', 'personalizationImpact', 'enableReRanking', 'enableABTest'] as const),
  ...(['analytics', 'analyticsTags', 'clickAnalytics', 'percentileComputation', 'getRankingInfo'] as const),
  ...(['attributesToRetrieve', 'attributesToHighlight', 'attributesToSnippet', 'responseFields'] as const),
  ...(['highlightPreTag', 'highlightPostTag', 'snippetEllipsisText'] as const),
  ...(['restrictHighlightAndSnippetArrays', 'replaceSynonymsInHighlight', 'renderingContent'] as const),
  ...(['facets', 'maxValuesPerFacet', 'sortFacetValuesBy', 'maxFacetHits', 'facetingAfterDistinct'] as const),
  // These change how a query text matches. The empty query has none.
  ...(['restrictSearchableAttributes', 'queryType', 'queryLanguages', 'naturalLanguages'] as const),
  ...(['typoTolerance', 'allowTyposOnNumericTokens', 'disableTypoToleranceOnAttributes'] as const),
  ...(['minWordSizefor1Typo', 'minWordSizefor2Typos', 'ignorePlurals', 'removeStopWords'] as const),
  ...(['keepDiacriticsOnCharacters', 'decompoundQuery', 'synonyms', 'optionalWords'] as const),
  ...(['removeWordsIfNoResults', 'advancedSyntax', 'advancedSyntaxFeatures', 'alternativesAsExact'] as const),
  ...([
    'exactOnSingleWordQuery',
    'disableExactOnAttributes',
    'minProximity',
    'semanticSearch',
    'mode',
  ] as const),
  'attributeCriteriaComputedByMinProximity',
  // A rule can pin a record, which is looked at on its own.
  ...(['enableRules', 'ruleContexts'] as const),
]);

/** The parameters that may hide records besides the filters, with their canonical text. */
export function narrowingParameters(parameters: object): [name: string, text: string][] {
  return Object.entries(parameters)
    .filter(([name, value]) => !neverNarrowing.has(name) || (name === 'hitsPerPage' && value === 0))
    .map(([name, value]) => [name, canonicalText(value)]);
}
