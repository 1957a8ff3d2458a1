import {
  type KeyOnlyParameterName,
  type SearchParameterTypes,
  searchParameter,
} from './search-parameters.ts';
import type { InputOf, OutputOf } from './value-types.ts';

/**
 * The types of the official client allow null for these, so migrated code must compile. At run time, null is refused.
 *
 * @internal
 */
type NullableParameterName = 'insideBoundingBox' | 'optionalWords' | 'reRankingApplyFilter';

// Each type is mapped over the rows themselves. Otherwise, an editor would not show the comment of a row.

/** Search parameters by name. An `undefined` parameter is ignored. */
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
 * The restrictions of a secured API key: key restrictions and any search parameters, in one flat object or under
 * `searchParams`.
 */
export interface SecuredApiKeyRestrictions extends FlatRestrictions {
  /** Search parameters, as in the official clients. A parameter must not have a different value at the top level. */
  readonly searchParams?: SearchParameters | undefined;
}

/**
 * The restrictions in a key, in one flat object: lists as arrays, numbers as numbers. It contains only values that can be read.
 * The value of an unknown parameter is text.
 */
export type DecodedRestrictions = {
  readonly [Name in keyof SearchParameterTypes]?: OutputOf<SearchParameterTypes[Name]>;
};

type Values = ReadonlyMap<string, unknown>;

/** A parameter that the engine ignores because another one is set. */
export interface Cancellation {
  readonly cancelled: string;
  readonly by: string;
}

/**
 * The parameters of `values` that `others` cancel. It excludes a parameter that `values` itself cancels, which has no effect anyway.
 *
 * @see https://www.algolia.com/doc/api-reference/api-parameters/insideBoundingBox/
 * @see https://www.algolia.com/doc/api-reference/api-parameters/aroundLatLngViaIP/
 */
export function cancellations(values: Values, others: Values): readonly Cancellation[] {
  const found: Cancellation[] = [];
  for (const [cancelled, value] of values) {
    // aroundLatLngViaIP: false asks for nothing that could be cancelled.
    if (value === false) continue;
    for (const by of searchParameter(cancelled)?.cancelledBy ?? []) {
      if (others.has(by) && (values === others || !values.has(by))) found.push({ cancelled, by });
    }
  }
  return found;
}
