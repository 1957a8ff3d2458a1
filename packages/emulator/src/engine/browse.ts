import { compileFilters, type Parameters } from '@forgekey/node';
import { isInPlace, limitsPlace } from './geo-options.ts';
import { matchWords } from './match-words.ts';
import { readInteger } from './read-parameter.ts';
import type { SearchIndex } from './search-index.ts';
import { readSearchOptions } from './search-options.ts';
import { type Hit, retrieve } from './shape-hit.ts';

const MAX_BROWSED = 1000;

/**
 * The next records in the order in which they were indexed, without ranking, facets or limits on pages.
 *
 * @param after - the place to go on from, 0 at the start
 * @returns `next` is absent after the last record that is visible
 */
export function browse(
  index: SearchIndex,
  parameters: Parameters,
  after: number,
): { hits: Hit[]; next?: number } {
  const options = readSearchOptions(parameters, index.settings);
  const count = Math.max(1, readInteger({ ...parameters }, 'hitsPerPage', MAX_BROWSED, MAX_BROWSED));
  const isVisible = compileFilters(parameters);
  const words = matchWords(index.terms, options, index.store.length, () => true);
  const holdsWords = words && new Set(words.ordinals);
  const hits: Hit[] = [];
  for (let ordinal = after; ordinal < index.store.length; ordinal++) {
    const record = index.store.at(ordinal);
    if (record === undefined || !isVisible(record)) continue;
    if (limitsPlace(options.geo) && !isInPlace(record, options.geo)) continue;
    if (holdsWords !== undefined && !holdsWords.has(ordinal)) continue;
    // Asked for one more than fits: a cursor that leads nowhere would tell that hidden records follow.
    if (hits.length === count) return { hits, next: ordinal };
    hits.push(retrieve(record, index.definition, options.attributesToRetrieve));
  }
  return { hits };
}
