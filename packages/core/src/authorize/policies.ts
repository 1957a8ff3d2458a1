/** A choice that we made because the vendor documents none. */
export interface Policy {
  /** What is done here. */
  readonly choice: string | number;
  /** What is not known, and why this is the safest reading. */
  readonly note: string;
}

/**
 * What the vendor does not document, and what is done here until it does: one named choice each, the safest reading.
 * Nothing outside this table decides such a question; where code follows a choice, it names it.
 */
export const policies: {
  readonly [Name in
    | 'validUntilLeewaySec'
    | 'sourceRefusedMessage'
    | 'rateLimitedMessage'
    | 'unplaceableSource'
    | 'missingReferer'
    | 'refererWithoutWildcard'
    | 'emptyRestriction'
    | 'repeatedName'
    | 'retrievalById'
    | 'noStricterThanParent'
    | 'numericFiltersMerge']: Policy;
} = {
  validUntilLeewaySec: {
    choice: 0,
    note: 'No leeway is documented. With none, a key is never alive here and dead at the engine.',
  },
  sourceRefusedMessage: {
    choice: 'Source not allowed with this API key',
    note: 'The text for a wrong source address is not known; the status, 403, is.',
  },
  rateLimitedMessage: {
    choice: 'Too Many Requests',
    note: 'The status, 429, is documented; its body is not.',
  },
  unplaceableSource: {
    choice: 'refuse',
    note: 'IPv6 sources are undocumented. An address that is not IPv4, or that is not told, lies in no range.',
  },
  missingReferer: {
    choice: 'refuse',
    note: 'A parent key with referers refuses a request that names none: anything else would make the list optional.',
  },
  refererWithoutWildcard: {
    choice: 'exact',
    note: 'Only patterns with a * are documented; one without is compared exactly.',
  },
  emptyRestriction: {
    choice: 'refuse',
    note: 'Several clients sign `filters=` or `restrictIndices=` for an empty list of permissions, which an engine may take for no restriction.',
  },
  repeatedName: {
    choice: 'refuse',
    note: 'Of a name that is signed twice, readers take the first and servers may take the last.',
  },
  retrievalById: {
    choice: 'apply the filters',
    note: 'It is undocumented whether key filters hide a record from retrieval by its id. A stand-in server applies matchesParameters, so that nothing can be fetched that could not be found.',
  },
  noStricterThanParent: {
    choice: 'allow and report',
    note: 'One page says 403, the newer specification says same or stricter. Such a key grants nothing that its parent does not; lintRestrictions reports it.',
  },
  numericFiltersMerge: {
    choice: 'and',
    note: 'The reference page says A AND B; older engines may let one replace the other. lintRestrictions warns of a key that relies on them alone.',
  },
};
