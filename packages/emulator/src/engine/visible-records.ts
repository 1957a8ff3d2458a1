import { compileFilters, type Parameters } from '@forgekey/node';
import { isInPlace, limitsPlace } from './geo-options.ts';
import { matchWords } from './match-words.ts';
import type { IndexedRecord } from './record.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchOptions } from './search-options.ts';

/** Decides about one record. */
export type RecordPredicate = (record: IndexedRecord) => boolean;

/** Decides about the record of an ordinal; false if there is none. */
export type OrdinalPredicate = (ordinal: number) => boolean;

/** Whether the filters and the area of a search let a record through. */
export function compileVisibility(parameters: Parameters, { geo }: SearchOptions): RecordPredicate {
  const passesFilters = compileFilters(parameters);
  return limitsPlace(geo) ? record => passesFilters(record) && isInPlace(record, geo) : passesFilters;
}

const [VISIBLE, HIDDEN] = [1, 2];

/** The same by ordinal, for many records: each is decided once for the same filters and area. */
export function visibilityOf(
  { store, verdicts }: SearchIndex,
  parameters: Parameters,
  options: SearchOptions,
): OrdinalPredicate {
  const isVisible = compileVisibility(parameters, options);
  const { filters, facetFilters, numericFilters, tagFilters } = parameters;
  const known = verdicts.of(
    JSON.stringify([filters, facetFilters, numericFilters, tagFilters, options.geo]),
    store,
  );
  return ordinal => {
    const record = store.at(ordinal);
    if (record === undefined) return false;
    if (known[ordinal] === 0) known[ordinal] = isVisible(record) ? VISIBLE : HIDDEN;
    return known[ordinal] === VISIBLE;
  };
}

/**
 * The ordinals of the records that a search can show, ascending. Browsing, reads by id, deletions and counts go through
 * here too, so none of them shows more than a search does.
 */
export function visibleOrdinals(
  index: SearchIndex,
  parameters: Parameters,
  options: SearchOptions,
): readonly number[] {
  const { length } = index.store;
  const isVisible = visibilityOf(index, parameters, options);
  const found = matchWords(index.terms, options, length, isVisible);
  if (found !== undefined) return found.ordinals;
  const ordinals: number[] = [];
  for (let ordinal = 0; ordinal < length; ordinal++) if (isVisible(ordinal)) ordinals.push(ordinal);
  return ordinals;
}
