import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { describeType } from '../lib/text.ts';
import { lockedOut } from './indices.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { decided, readProofOptions } from './proof-context.ts';
import { proveNoRecord } from './prove-no-record.ts';
import { type ProvableKey, readClaim, readKey } from './read-key.ts';

/**
 * Proves that a key shows only records that satisfy `filters`, whatever a request asks for; or finds another record that it shows.
 *
 * Cells of values are independent: a record may hold several values of an attribute unless `options.schema` says otherwise, so
 * `tenant_id:1` and `tenant_id:2` can both match one record.
 *
 * It looks at the filters of the key and of its parent, not at the signature or the expiry. It does NOT prove what filters cannot
 * promise: `assumptions` lists that. It does not read your records, and it does not say which attributes a record reveals.
 *
 * @param restrictions restrictions for `generateSecuredApiKey`, or a decoded or verified key. For a key with `problems`, the answer
 *   is `undecided`
 * @param filters the claim, as the text of a filter
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX` `filters` is not a valid filter
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` `filters` is empty, which claims nothing · `ERR_RESTRICTION_VALUE` it is not a
 *   string · any error of `serializeRestrictions`, for restrictions that cannot be signed
 * @throws {TypeError} an option is unknown or has the wrong type
 * @example
 * const restrictions = { filters: 'tenant_id:42 AND (public:true OR owner:ann)' };
 * proveConfined(restrictions, 'tenant_id:42').verdict // => 'proved'
 * proveConfined({ filters: 'NOT tenant_id:7' }, 'tenant_id:42').verdict // => 'refuted'
 * @see https://www.algolia.com/doc/guides/security/api-keys#secured-api-keys
 */
export function proveConfined(restrictions: ProvableKey, filters: string, options: ProofOptions = {}): Proof {
  const context = readProofOptions(options);
  assertClaim(filters);
  return decided(() => {
    const hidden = readClaim(filters);
    const key = readKey(restrictions, options.parent);
    return lockedOut([key], context) ?? proveNoRecord({ shown: [key], hidden }, context);
  });
}

/** An empty claim is true of every key: the usual cause is an empty list of permissions. */
function assertClaim(filters: unknown): asserts filters is string {
  if (typeof filters !== 'string') {
    const message = `The claim must be the text of a filter; it is ${describeType(filters)}.`;
    throw new ForgekeyTypeError('ERR_RESTRICTION_VALUE', message, 'filters');
  }
  if (filters.trim() !== '') return;
  throw new ForgekeyError('ERR_RESTRICTION_EMPTY', 'The claim is empty, so it is true of every key.', {
    parameter: 'filters',
    hint: 'Give a filter, such as tenant_id:42. If it comes from a list, check that the list is not empty.',
  });
}
