import { distanceMetres, type GeoPoint, pointsOf } from './geo.ts';
import type { GeoOptions } from './geo-options.ts';
import { matchWords, noWords, type WordCriteria } from './match-words.ts';
import type { OptionalScore } from './optional-filters.ts';
import type { IndexedRecord } from './record.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchOptions } from './search-options.ts';
import type { OrdinalPredicate } from './visible-records.ts';

/** A record of a result, with its values for the ranking criteria. */
export interface Match {
  readonly record: IndexedRecord;
  readonly ordinal: number;
  /** How well the record matches the words of the query. */
  readonly words: WordCriteria;
  /** The score of the optional filters: higher is better. */
  readonly filters: number;
  /** In metres, in steps of the precision. */
  readonly geoDistance: number;
}

/** The records of a result. */
export interface FoundRecords {
  readonly ordinals: readonly number[];
  /** Whether `ordinals` are in the final order already. */
  readonly isRanked: boolean;
  /** Valid until the next search. */
  matchOf(ordinal: number): Match;
}

/**
 * The records of an index that a search may show. Everything that is counted, ranked or shown comes from this list, so a
 * hidden record has no effect.
 */
export function findMatches(
  index: SearchIndex,
  isVisible: OrdinalPredicate,
  options: SearchOptions,
  optionalScore: OptionalScore | undefined,
): FoundRecords {
  const { store } = index;
  const { center } = options.geo;
  const found = matchWords(index.terms, options, store.length, isVisible);
  return {
    ordinals: found?.ordinals ?? index.ranked.filter(isVisible),
    isRanked: found === undefined && optionalScore === undefined && center === undefined,
    matchOf(ordinal) {
      const record = store.at(ordinal)!;
      return {
        record,
        ordinal,
        words: found?.criteriaOf(ordinal) ?? noWords,
        filters: optionalScore?.(record) ?? 0,
        geoDistance: center === undefined ? 0 : distanceOf(record, center, options.geo),
      };
    },
  };
}

/** In steps of the precision. A record without a location comes last. */
function distanceOf(record: IndexedRecord, center: GeoPoint, { precisionMetres }: GeoOptions): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const point of pointsOf(record)) nearest = Math.min(nearest, distanceMetres(center, point));
  return Number.isFinite(nearest) ? Math.floor(nearest / precisionMetres) * precisionMetres : nearest;
}
