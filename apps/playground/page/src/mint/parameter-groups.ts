import { type SearchParameterName, searchParameters } from '@forgekey/core';

/** The most common parameters, in the order of the form. */
export const commonParameters: readonly SearchParameterName[] = [
  'filters',
  'validUntil',
  'userToken',
  'restrictIndices',
  'restrictSources',
  'facetFilters',
  'numericFilters',
  'tagFilters',
  'hitsPerPage',
  'attributesToRetrieve',
];

export interface ParameterGroup {
  title: string;
  names: readonly SearchParameterName[];
}

const groups: readonly ParameterGroup[] = [
  {
    title: 'What is searched',
    names: ['query', 'similarQuery', 'restrictSearchableAttributes', 'queryType', 'optionalWords', 'mode'],
  },
  {
    title: 'Filters and ranking',
    names: [
      'optionalFilters',
      'sumOrFiltersScores',
      'ranking',
      'customRanking',
      'relevancyStrictness',
      'distinct',
      'enableReRanking',
      'reRankingApplyFilter',
    ],
  },
  {
    title: 'What comes back',
    names: [
      'responseFields',
      'page',
      'offset',
      'length',
      'getRankingInfo',
      'attributesToHighlight',
      'attributesToSnippet',
      'highlightPreTag',
      'highlightPostTag',
      'snippetEllipsisText',
    ],
  },
  {
    title: 'Facets',
    names: [
      'facets',
      'maxValuesPerFacet',
      'facetingAfterDistinct',
      'sortFacetValuesBy',
      'facetQuery',
      'maxFacetHits',
    ],
  },
  {
    title: 'Place',
    names: [
      'aroundLatLng',
      'aroundLatLngViaIP',
      'aroundRadius',
      'aroundPrecision',
      'minimumAroundRadius',
      'insideBoundingBox',
      'insidePolygon',
    ],
  },
  {
    title: 'Analytics and personalization',
    names: [
      'analytics',
      'analyticsTags',
      'clickAnalytics',
      'enableABTest',
      'enablePersonalization',
      'personalizationImpact',
      'percentileComputation',
    ],
  },
  {
    title: 'Typos and languages',
    names: [
      'typoTolerance',
      'minWordSizefor1Typo',
      'minWordSizefor2Typos',
      'allowTyposOnNumericTokens',
      'disableTypoToleranceOnAttributes',
      'ignorePlurals',
      'removeStopWords',
      'queryLanguages',
      'naturalLanguages',
      'decompoundQuery',
    ],
  },
];

/** All other parameters of the table, in groups. A parameter that no group names, such as a new one, is in the last group. */
export function otherParameters(): ParameterGroup[] {
  const named = new Set<string>([...commonParameters, ...groups.flatMap(group => group.names)]);
  const rest = (Object.keys(searchParameters) as SearchParameterName[]).filter(name => !named.has(name));
  return [...groups, { title: 'Everything else', names: rest }];
}
