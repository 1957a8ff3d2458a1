import { frozenTable } from '../lib/freeze.ts';

/** A choice that we made because the vendor documents none. */
export interface Policy {
  /** What is done here. */
  readonly choice: string | number;
  /** What is not known, and why this is the safest reading. */
  readonly note: string;
}

/** What the vendor leaves open. */
export type PolicyName =
  | 'validUntilLeewaySec'
  | 'sourceRefusedMessage'
  | 'rateLimitedMessage'
  | 'unplaceableSource'
  | 'missingReferer'
  | 'refererWithoutWildcard'
  | 'expiredParent'
  | 'emptyRestriction'
  | 'repeatedName'
  | 'keyOnlyInRequest'
  | 'parentParameterConflict'
  | 'noStricterThanParent'
  | 'numericFiltersMerge'
  | 'negatedNumbers'
  | 'retrievalById';

/**
 * What the vendor does not document, and what is done here until it does: one named choice each, the safest reading.
 * Nothing outside this table decides such a question; where code follows a choice, it names it.
 */
export const policies: Readonly<Record<PolicyName, Policy>> = /* @__PURE__ */ frozenTable({
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
  expiredParent: {
    choice: 'Invalid Application-ID or API key',
    note: 'What the engine answers to a key whose parent is past its validity is undocumented. It is answered as one whose parent is gone.',
  },
  emptyRestriction: {
    choice: 'refuse',
    note: 'Several clients sign `filters=` or `restrictIndices=` for an empty list of permissions, which an engine may take for no restriction.',
  },
  repeatedName: {
    choice: 'refuse',
    note: 'Of a name that is signed twice, readers take the first and servers may take the last.',
  },
  keyOnlyInRequest: {
    choice: 'ignore',
    note: 'What the engine makes of restrictIndices, restrictSources or validUntil in a request is undocumented. They are left out, so that they can neither loosen nor replace those of the key.',
  },
  parentParameterConflict: {
    choice: 'refuse',
    note: 'Whose value counts where the key and the queryParameters of its parent differ is undocumented. Filters and tags of both count, the lower hitsPerPage does, and the userToken is that of the key; of any other value it is not known which is stricter.',
  },
  noStricterThanParent: {
    choice: 'allow and report',
    note: 'One page says 403, the newer specification says same or stricter. Such a key grants nothing that its parent does not; lintRestrictions reports it.',
  },
  numericFiltersMerge: {
    choice: 'and',
    note: 'The reference page says A AND B; older engines may let one replace the other. lintRestrictions warns of a key that relies on them alone.',
  },
  negatedNumbers: {
    choice: 'none may satisfy it',
    note: 'The published tests of the engine negate a numeric condition on single numbers only. A record with a list of numbers is hidden if any of them satisfies the condition.',
  },
  retrievalById: {
    choice: 'apply the filters',
    note: 'It is undocumented whether key filters hide a record from retrieval by its id. A stand-in server applies compileFilters, so that nothing can be fetched that could not be found.',
  },
});
