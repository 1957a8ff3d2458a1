import { compileFilters, type Parameters } from '@forgekey/node';
import { isInPlace, limitsPlace } from './geo-options.ts';
import { matchWords } from './match-words.ts';
import type { IndexedRecord } from './record.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchOptions } from './search-options.ts';

/** Decides about a record by itself. */
export type RecordPredicate = (record: IndexedRecord) => boolean;

/** Whether the filters and the place of a search let a record through. */
export function compileVisibility(parameters: Parameters, { geo }: SearchOptions): RecordPredicate {
  const passesFilters = compileFilters(parameters);
  return limitsPlace(geo) ? record => passesFilters(record) && isInPlace(record, geo) : passesFilters;
}

/**
 * The ordinals of the records that a search can show, ascending. Browsing, reads by id, deletions and counts go through
 * here, so that no way to a record shows more than a search does.
 */
export function visibleOrdinals(
  index: SearchIndex,
  options: SearchOptions,
  isVisible: RecordPredicate,
): readonly number[] {
  const { store } = index;
  const isHere = (ordinal: number): boolean => {
    const record = store.at(ordinal);
    return record !== undefined && isVisible(record);
  };
  const found = matchWords(index.terms, options, store.length, isHere);
  if (found !== undefined) return found.ordinals;
  const ordinals: number[] = [];
  for (let ordinal = 0; ordinal < store.length; ordinal++) if (isHere(ordinal)) ordinals.push(ordinal);
  return ordinals;
}
