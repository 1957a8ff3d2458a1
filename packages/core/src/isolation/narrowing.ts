import { jsonText } from '../lib/json.ts';
import type { SearchParameterName } from '../secured-api-key/search-parameters.ts';
import { canonicalText } from '../secured-api-key/value-types.ts';

/** The parameters of a key and its parent with their canonical text, or both texts if they differ. */
export type SignedParameters = ReadonlyMap<string, readonly string[]>;

const parameterSet = (...names: SearchParameterName[]): ReadonlySet<string> => new Set(names);

/** Parameters that do not change which records a search shows, or that proofs handle separately. */
const harmless = /* @__PURE__ */ parameterSet(
  ...(['filters', 'facetFilters', 'numericFilters', 'tagFilters'] as const),
  ...(['restrictIndices', 'restrictSources', 'validUntil'] as const),
  ...(['analytics', 'analyticsTags', 'clickAnalytics', 'percentileComputation', 'getRankingInfo'] as const),
  ...(['attributesToRetrieve', 'attributesToHighlight', 'attributesToSnippet', 'responseFields'] as const),
  ...(['highlightPreTag', 'highlightPostTag', 'snippetEllipsisText'] as const),
  ...(['restrictHighlightAndSnippetArrays', 'replaceSynonymsInHighlight', 'renderingContent'] as const),
  ...(['facets', 'maxValuesPerFacet', 'sortFacetValuesBy', 'maxFacetHits', 'facetingAfterDistinct'] as const),
);

/** Parameters that change which records a query text matches. The empty query matches every record, whatever their values. */
const matching = /* @__PURE__ */ parameterSet(
  ...(['restrictSearchableAttributes', 'queryType', 'queryLanguages', 'naturalLanguages'] as const),
  ...(['typoTolerance', 'allowTyposOnNumericTokens', 'disableTypoToleranceOnAttributes'] as const),
  ...(['minWordSizefor1Typo', 'minWordSizefor2Typos', 'ignorePlurals', 'removeStopWords'] as const),
  ...(['keepDiacriticsOnCharacters', 'decompoundQuery', 'synonyms', 'optionalWords'] as const),
  ...(['removeWordsIfNoResults', 'advancedSyntax', 'advancedSyntaxFeatures', 'alternativesAsExact'] as const),
  ...(['exactOnSingleWordQuery', 'disableExactOnAttributes', 'minProximity', 'semanticSearch'] as const),
  ...(['mode', 'attributeCriteriaComputedByMinProximity', 'enableABTest'] as const),
  // A rule can also rewrite the query.
  ...(['enableRules', 'ruleContexts'] as const),
);

/** Parameters that change the order of the hits, or how many are on a page. */
const ordering = /* @__PURE__ */ parameterSet(
  ...(['hitsPerPage', 'userToken', 'ranking', 'customRanking', 'reRankingApplyFilter'] as const),
  ...(['optionalFilters', 'sumOrFiltersScores', 'enableReRanking'] as const),
  ...(['enablePersonalization', 'personalizationImpact'] as const),
);

/** Narrowing parameters that test the location of each record. */
const geographic = /* @__PURE__ */ parameterSet(
  ...(['insideBoundingBox', 'insidePolygon', 'aroundLatLng', 'aroundLatLngViaIP'] as const),
  ...(['aroundRadius', 'aroundPrecision', 'minimumAroundRadius'] as const),
);

/** Narrowing parameters that test the text of each record. */
const queries = /* @__PURE__ */ parameterSet('query', 'similarQuery');

/** The parameters of a key and its parent; the key's come first. */
export function signedParameters(layers: readonly object[]): SignedParameters {
  const signed = new Map<string, readonly string[]>();
  for (const [name, value] of layers.flatMap(Object.entries)) {
    signed.set(name, [...new Set([...(signed.get(name) ?? []), canonicalText(value)])]);
  }
  return signed;
}

/** The parameters that, like filters, may hide records from a request that asks for everything. Unknown parameters may. */
export function narrowingNames(signed: SignedParameters): string[] {
  return [...signed.keys()].filter(
    name =>
      !(harmless.has(name) || matching.has(name) || ordering.has(name)) ||
      (name === 'hitsPerPage' && signed.get(name)!.includes('0')),
  );
}

/**
 * The parameters of a baseline that may hide records of the candidate, although the filters of the baseline show them: those that
 * narrow, those that change what these hide, and those by which no request can keep a rule from hiding a record. What only the
 * candidate signs does not count if the baseline does not narrow: a request to the baseline can send it too.
 */
export function namesThatMayHide(
  candidate: SignedParameters,
  baseline: SignedParameters,
  rulesMayHide: boolean,
): string[] {
  const ofRules = rulesMayHide ? namesThatForceRules(baseline) : [];
  const names = new Set([...namesThatNarrow(candidate, baseline), ...ofRules]);
  return [...names].filter(name => jsonText(candidate.get(name)) !== jsonText(baseline.get(name)));
}

function namesThatNarrow(candidate: SignedParameters, baseline: SignedParameters): readonly string[] {
  const narrowing = narrowingNames(baseline);
  if (narrowing.length === 0) return [];
  // All others depend on the position of a record among the hits: page, distinct, and unknown parameters.
  const byPlace = narrowing.some(name => !geographic.has(name) && !queries.has(name));
  const byQuery = byPlace || narrowing.some(name => queries.has(name));
  const fixed = [...baseline.keys()].filter(
    name => (byQuery && matching.has(name)) || (byPlace && ordering.has(name)),
  );
  return [...narrowingNames(candidate), ...narrowing, ...fixed];
}

/** Unless a key signs enableRules: true, a request may turn the rules off. */
function namesThatForceRules(signed: SignedParameters): readonly string[] {
  const isForced = signed.get('enableRules')?.includes('true') === true;
  return isForced ? ['enableRules', 'ruleContexts'].filter(name => signed.has(name)) : [];
}
