import type { Parameters } from '@forgekey/core';
import { ApiError } from '../http/api-error.ts';
import { countValues } from './facets.ts';
import { findMatches } from './find-matches.ts';
import { highlightText } from './highlight.ts';
import type { SearchIndex } from './search-index.ts';
import { readSearchOptions } from './search-options.ts';
import { selectVisible } from './select-visible.ts';
import { foldedWords, queryWords } from './text-index.ts';

export interface FacetSearchResult {
  facetHits: { value: string; highlighted: string; count: number }[];
  exhaustiveFacetsCount: true;
  processingTimeMS: number;
}

/**
 * Searches the values of a facet. A value is found, and counted, only where a visible record holds it.
 *
 * @throws {ApiError} 400 where the index does not count the attribute.
 */
export function runFacetSearch(index: SearchIndex, facet: string, parameters: Parameters): FacetSearchResult {
  const started = performance.now();
  const { definition } = index;
  if (!definition.attributesForFaceting.includes(facet))
    throw new ApiError(
      400,
      `Cannot search in \`${facet}\` attribute, you need to add \`searchable(${facet})\` to attributesForFaceting.`,
    );

  const options = readSearchOptions(parameters);
  const records = findMatches(index, selectVisible(index, parameters), options).map(match => match.record);
  const words = queryWords(options.facetQuery);
  const found = countValues(records, facet).filter(([value]) => matchingWords(value, words) !== undefined);
  if (options.sortFacetValuesBy === 'alpha') found.sort(([a], [b]) => (a < b ? -1 : 1));

  return {
    facetHits: found.slice(0, options.maxFacetHits).map(([value, count]) => ({
      value,
      highlighted: highlightText(value, {
        words,
        terms: new Set(matchingWords(value, words)),
        preTag: options.highlightPreTag,
        postTag: options.highlightPostTag,
      }).value,
      count,
    })),
    exhaustiveFacetsCount: true,
    processingTimeMS: Math.max(1, Math.round(performance.now() - started)),
  };
}

/** The words of a value that begin with a word of the facet query, or `undefined` where one of those begins none. */
function matchingWords(value: string, words: readonly string[]): string[] | undefined {
  const valueWords = foldedWords(value);
  const isFound = words.every(word => valueWords.some(candidate => candidate.startsWith(word)));
  return isFound ? valueWords.filter(candidate => words.some(word => candidate.startsWith(word))) : undefined;
}
