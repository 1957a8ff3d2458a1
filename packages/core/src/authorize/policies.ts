import { frozenTable } from '../lib/plain-copy.ts';

/** A choice for behavior that the vendor does not document. */
export interface Policy {
  /** What forgekey does. */
  readonly choice: string | number;
  /** What is unknown, and why this is the safest interpretation. */
  readonly note: string;
}

/**
 * Undocumented behavior of the vendor, and what forgekey does until it is known: the safest interpretation. All such choices are
 * here. Code that follows one names it.
 */
const table = {
  validUntilLeewaySec: {
    choice: 0,
    note: 'No leeway is documented. Without leeway, a key is never valid here and expired at the engine.',
  },
  sourceRefusedMessage: {
    choice: 'Source not allowed with this API key',
    note: 'The text for a wrong source address is unknown. The status, 403, is documented.',
  },
  rateLimitedMessage: {
    choice: 'Too Many Requests',
    note: 'The status, 429, is documented. Its body is not.',
  },
  unplaceableSource: {
    choice: 'refuse',
    note: 'IPv6 sources are undocumented. An address that is missing or is not IPv4 is refused.',
  },
  missingReferer: {
    choice: 'refuse',
    note: 'A parent key with referers refuses a request without a Referer header. Otherwise the list would be optional.',
  },
  refererWithoutWildcard: {
    choice: 'exact',
    note: 'Only patterns with a * are documented. A pattern without one must be equal to the Referer.',
  },
  expiredParent: {
    choice: 'ERR_KEY_SIGNATURE',
    note: 'The answer for a key whose parent has expired is undocumented. It is the same as for a deleted parent.',
  },
  emptyRestriction: {
    choice: 'refuse',
    note: 'Several clients sign `filters=` or `restrictIndices=` for an empty list of permissions. An engine may read that as no restriction.',
  },
  repeatedName: {
    choice: 'refuse',
    note: 'If a name is signed twice, readers use the first value, and servers may use the last.',
  },
  keyOnlyInRequest: {
    choice: 'ignore',
    note: 'The effect of restrictIndices, restrictSources or validUntil in a request is undocumented. They are dropped, so they can neither loosen nor replace those of the key.',
  },
  parentParameterConflict: {
    choice: 'refuse',
    note: 'The vendor does not document which value applies if a key and the queryParameters of its parent differ. Filters and tags of both apply, the lower hitsPerPage and length apply, and the userToken of the key applies. For any other parameter, it is unknown which value is stricter.',
  },
  cancelledParameter: {
    choice: 'keep that of the key',
    note: 'Some parameters cancel others: insideBoundingBox cancels insidePolygon, both cancel aroundLatLng with its radius and precision, and similarQuery replaces query. It is undocumented whether a request can cancel a parameter of the key in this way. If the key or its parent sets the cancelled one, the cancelling parameter of the request is dropped.',
  },
  negativeCount: {
    choice: 'refuse',
    note: 'The effect of a negative hitsPerPage, length, offset or page is undocumented. It could be a way around a limit.',
  },
  noStricterThanParent: {
    choice: 'allow and report',
    note: 'One page documents a 403, the newer specification says same or stricter. Such a key grants nothing that its parent does not grant; lintRestrictions reports it.',
  },
  numericFiltersMerge: {
    choice: 'and',
    note: 'The reference page documents A AND B. Older engines may let one replace the other. lintRestrictions warns about a key that relies on numericFilters alone.',
  },
  negatedNumbers: {
    choice: 'none may satisfy it',
    note: 'The published tests of the engine negate a numeric condition on single numbers only. A record with a list of numbers is hidden if any of them satisfies the condition.',
  },
  retrievalById: {
    choice: 'apply the filters',
    note: 'It is undocumented whether the filters of a key hide a record from retrieval by its ID. A stand-in server applies compileFilters, so that no record can be fetched that a search cannot find.',
  },
} as const;

/**
 * Every choice, with its exact value.
 *
 * @internal
 */
type PolicyTable = typeof table;

/** The name of a policy. */
export type PolicyName = keyof PolicyTable;

/** Undocumented behavior of the vendor, and what forgekey does until it is known, by name. */
export const policies: Readonly<PolicyTable> = /* @__PURE__ */ frozenTable(table);
