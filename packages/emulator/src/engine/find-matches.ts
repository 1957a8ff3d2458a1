import type { FilterExpression } from '@forgekey/node';
import { distanceMetres, type GeoPoint, pointsOf } from './geo.ts';
import { type GeoOptions, isInPlace, limitsPlace } from './geo-options.ts';
import { matchWords, noWords, type WordCriteria } from './match-words.ts';
import { optionalScore } from './optional-filters.ts';
import type { IndexedRecord } from './record.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchOptions } from './search-options.ts';

/** A record of a result, with what the ranking criteria say of it. */
export interface Match {
  readonly record: IndexedRecord;
  readonly ordinal: number;
  /** How the record answers the words of the query. */
  readonly words: WordCriteria;
  /** The score of the optional filters: higher is better. */
  readonly filters: number;
  /** In metres, in steps of the precision. */
  readonly geoDistance: number;
}

/** Decides about a record before anything else is known of it. */
export type RecordPredicate = (record: IndexedRecord) => boolean;

/**
 * The records of an index that a search may show. Everything that is counted, ranked or shown comes from this list, so that
 * a hidden record cannot have any effect.
 *
 * @returns the records in the order of the custom ranking where the query has no word, else in no order
 */
export function findMatches(
  index: SearchIndex,
  isVisible: RecordPredicate,
  options: SearchOptions,
  optionalFilters: FilterExpression | undefined,
): Match[] {
  const { store } = index;
  const isHere: RecordPredicate = limitsPlace(options.geo)
    ? record => isVisible(record) && isInPlace(record, options.geo)
    : isVisible;
  const toMatch = (record: IndexedRecord, ordinal: number, words: WordCriteria): Match => ({
    record,
    ordinal,
    words,
    filters: optionalFilters === undefined ? 0 : optionalScore(optionalFilters, record),
    geoDistance: options.geo.center === undefined ? 0 : distanceOf(record, options.geo.center, options.geo),
  });

  const found = matchWords(index.terms, options, store.length, ordinal => {
    const record = store.at(ordinal);
    return record !== undefined && isHere(record);
  });
  if (found !== undefined)
    return found.ordinals.map(ordinal => toMatch(store.at(ordinal)!, ordinal, found.criteriaOf(ordinal)));
  const matches: Match[] = [];
  for (const ordinal of index.ranked) {
    const record = store.at(ordinal)!;
    if (isHere(record)) matches.push(toMatch(record, ordinal, noWords));
  }
  return matches;
}

/** In steps of the precision; a record without a place comes last. */
function distanceOf(record: IndexedRecord, center: GeoPoint, { precisionMetres }: GeoOptions): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const point of pointsOf(record)) nearest = Math.min(nearest, distanceMetres(center, point));
  return Number.isFinite(nearest) ? Math.floor(nearest / precisionMetres) * precisionMetres : nearest;
}
