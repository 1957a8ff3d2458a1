import { describe, expect, it } from 'vitest';
import {
  searchParameter,
  searchParameterNames,
  searchParameters,
} from '../../src/secured-api-key/search-parameters.ts';

// The vendor's search specification, type by type.
const specification: Record<string, string> = {
  string:
    'query similarQuery filters aroundLatLng userToken highlightPreTag highlightPostTag snippetEllipsisText sortFacetValuesBy queryType removeWordsIfNoResults mode exactOnSingleWordQuery keepDiacriticsOnCharacters facetQuery restrictSources',
  nested: 'facetFilters optionalFilters numericFilters tagFilters reRankingApplyFilter',
  'string[]':
    'restrictSearchableAttributes facets ruleContexts analyticsTags naturalLanguages attributesToRetrieve attributesToHighlight attributesToSnippet ranking customRanking disableTypoToleranceOnAttributes disableExactOnAttributes responseFields queryLanguages alternativesAsExact advancedSyntaxFeatures optionalWords restrictIndices',
  integer:
    'page offset length personalizationImpact minimumAroundRadius hitsPerPage minWordSizefor1Typo minWordSizefor2Typos minProximity maxValuesPerFacet relevancyStrictness maxFacetHits',
  boolean:
    'sumOrFiltersScores facetingAfterDistinct aroundLatLngViaIP getRankingInfo synonyms clickAnalytics analytics percentileComputation enableABTest restrictHighlightAndSnippetArrays allowTyposOnNumericTokens decompoundQuery enableRules enablePersonalization advancedSyntax replaceSynonymsInHighlight attributeCriteriaComputedByMinProximity enableReRanking',
  'number[][]': 'insidePolygon',
  object: 'semanticSearch renderingContent extensions',
  seconds: 'validUntil',
  radius: 'aroundRadius',
  precision: 'aroundPrecision',
  boundingBox: 'insideBoundingBox',
  typoTolerance: 'typoTolerance',
  languages: 'ignorePlurals removeStopWords',
  distinct: 'distinct',
};

describe('the one table of parameters', () => {
  it('holds exactly the names of the vendor’s specification', () => {
    const names = Object.values(specification).flatMap(text => text.split(' '));
    expect([...searchParameterNames()].sort()).toEqual(names.sort());
    expect(Object.keys(searchParameters)).toEqual(searchParameterNames());
  });

  it('gives each name its type', () => {
    for (const [type, names] of Object.entries(specification)) {
      for (const name of names.split(' ')) {
        const actual = searchParameter(name)?.type;
        expect(actual, name).toBe(type);
      }
    }
  });

  it('says which parameters restrict', () => {
    const restricting = searchParameterNames().filter(name => searchParameter(name)?.restricts);
    expect(restricting.sort()).toEqual(
      'facetFilters filters numericFilters restrictIndices restrictSources tagFilters userToken validUntil'.split(
        ' ',
      ),
    );
  });

  it('says what combines with the request’s parameters', () => {
    const combining = (how: string): string[] =>
      searchParameterNames()
        .filter(name => searchParameter(name)?.combines === how)
        .sort();
    expect(combining('and')).toEqual(['facetFilters', 'filters', 'numericFilters', 'optionalFilters']);
    expect(combining('add')).toEqual(['analyticsTags', 'tagFilters']);
    expect(combining('key-only')).toEqual(['restrictIndices', 'restrictSources', 'validUntil']);
  });

  it('says which parameter the engine ignores beside which other', () => {
    const cancelled = searchParameterNames().flatMap(name =>
      (searchParameter(name)?.cancelledBy ?? []).map(other => `${other} cancels ${name}`),
    );
    expect(cancelled.sort()).toEqual([
      'insideBoundingBox cancels aroundLatLng',
      'insideBoundingBox cancels aroundLatLngViaIP',
      'insideBoundingBox cancels aroundPrecision',
      'insideBoundingBox cancels aroundRadius',
      'insideBoundingBox cancels insidePolygon',
      'insidePolygon cancels aroundLatLng',
      'insidePolygon cancels aroundLatLngViaIP',
      'insidePolygon cancels aroundPrecision',
      'insidePolygon cancels aroundRadius',
      'similarQuery cancels query',
    ]);
  });

  it('says which parameters are counts', () => {
    const counts = searchParameterNames().filter(name => searchParameter(name)?.nonNegative);
    expect(counts.sort()).toEqual(['hitsPerPage', 'length', 'offset', 'page']);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])('has no row for %j', name => {
    expect(searchParameter(name)).toBeUndefined();
  });

  it('cannot be changed by a caller: every check goes by it', () => {
    expect(Object.isFrozen(searchParameters)).toBe(true);
    for (const row of Object.values(searchParameters)) expect(Object.isFrozen(row)).toBe(true);
  });
});
