import { ApiError } from '../http/api-error.ts';
import { compareText, countValues } from './facets.ts';
import { createHighlighter } from './highlight.ts';
import { readSearchOptions } from './search-options.ts';
import type { View } from './view.ts';
import { visibleOrdinals } from './visible-records.ts';
import { foldedWords } from './words.ts';

export interface FacetSearchResult {
  facetHits: { value: string; highlighted: string; count: number }[];
  exhaustiveFacetsCount: true;
  processingTimeMS: number;
}

/**
 * Searches the values of a facet. A value is found and counted only in visible records.
 *
 * @throws {ApiError} 400 if the attribute is not declared as `searchable(…)` in `attributesForFaceting`
 */
export function runFacetSearch({ index, parameters }: View, facet: string): FacetSearchResult {
  const startedAt = performance.now();
  if (!index.definition.searchableFacets.includes(facet)) {
    throw new ApiError(
      400,
      `Cannot search in \`${facet}\` attribute, you need to add \`searchable(${facet})\` to attributesForFaceting.`,
    );
  }
  const options = readSearchOptions(parameters, index.settings);
  const ordinals = visibleOrdinals(index, parameters, options);
  const words = foldedWords(options.facetQuery);
  const found = countValues(index, ordinals, facet).filter(([value]) => holdsWords(value, words));
  if (options.sortFacetValuesBy === 'alpha') found.sort((a, b) => compareText(a[0], b[0]));
  const highlighter = createHighlighter(options.facetQuery, { ...options, queryType: 'prefixAll' });
  return {
    facetHits: found.slice(0, options.maxFacetHits).map(([value, count]) => ({
      value,
      highlighted: highlighter.highlight(value).value,
      count,
    })),
    exhaustiveFacetsCount: true,
    processingTimeMS: Math.max(1, Math.round(performance.now() - startedAt)),
  };
}

/** Whether each word of the facet query begins a word of the value. */
function holdsWords(value: string, words: readonly string[]): boolean {
  const valueWords = foldedWords(value);
  return words.every(word => valueWords.some(candidate => candidate.startsWith(word)));
}
