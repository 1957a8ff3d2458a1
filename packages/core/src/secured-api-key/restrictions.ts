import {
  type KeyOnlyParameterName,
  type SearchParameterTypes,
  searchParameter,
} from './search-parameters.ts';
import type { InputOf, OutputOf } from './value-types.ts';

/**
 * The official client's types let these be null, so typed code that moves over must compile; null is refused when it runs.
 *
 * @internal
 */
type NullableParameterName = 'insideBoundingBox' | 'optionalWords' | 'reRankingApplyFilter';

// All three are mapped over the rows themselves: only then does an editor show the comment of the row.

/** Search parameters, by name; an `undefined` one is left out. */
export type SearchParameters = {
  readonly [Name in keyof SearchParameterTypes as Exclude<Name, KeyOnlyParameterName>]?:
    | InputOf<SearchParameterTypes[Name]>
    | (Name extends NullableParameterName ? null : never)
    | undefined;
};

/** @internal */
type FlatRestrictions = {
  readonly [Name in keyof SearchParameterTypes]?:
    | InputOf<SearchParameterTypes[Name]>
    | (Name extends NullableParameterName ? null : never)
    | undefined;
};

/**
 * What a secured API key may do less than its parent: the key restrictions and any search parameters, flat or under
 * `searchParams`.
 */
export interface SecuredApiKeyRestrictions extends FlatRestrictions {
  /** Search parameters again, as the official clients take them; the same parameter must not stand in both places. */
  readonly searchParams?: SearchParameters | undefined;
}

/**
 * Restrictions as they were read from a key: flat, lists as arrays, numbers as numbers. Only what could be read is here.
 * A name that the table does not have is kept, as text.
 */
export type DecodedRestrictions = {
  readonly [Name in keyof SearchParameterTypes]?: OutputOf<SearchParameterTypes[Name]>;
};

type Values = ReadonlyMap<string, unknown>;

/** A parameter that the engine ignores, because another one is set. */
export interface Cancellation {
  readonly cancelled: string;
  readonly by: string;
}

/**
 * The parameters of `values` that `others` cancel. One that `values` itself cancels is not among them: it had no effect before.
 *
 * @see https://www.algolia.com/doc/api-reference/api-parameters/insideBoundingBox/
 */
export function cancellations(values: Values, others: Values): readonly Cancellation[] {
  const found: Cancellation[] = [];
  for (const cancelled of values.keys()) {
    for (const by of searchParameter(cancelled)?.cancelledBy ?? []) {
      if (others.has(by) && (values === others || !values.has(by))) found.push({ cancelled, by });
    }
  }
  return found;
}
