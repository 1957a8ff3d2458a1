import { joinEntries, mergeEntries } from './restriction-entry.ts';
import { restrictionEntries, type SecuredApiKeyRestrictions } from './restrictions.ts';

/** How strictly the names of parameters are taken. */
export interface SerializeOptions {
  /** Take names that the table of search parameters does not hold, for parameters newer than it. */
  allowUnknownParameters?: boolean;
}

/**
 * The canonical query string of restrictions: parameters sorted by name, `name=value`, joined by `&`; the text that a
 * secured API key signs. Byte-identical to the official JavaScript client 5.x wherever that client is faithful, and
 * lossless where it is not: nested lists, and elements holding any of `, ( ) [ ] "`, become JSON.
 *
 * It does not check that filters are valid filter text, or that anything makes sense together: `lintRestrictions` does.
 *
 * @param restrictions - flat, or search parameters under `searchParams`; never modified.
 * @throws {ForgekeyError} `ERR_RESTRICTIONS_EMPTY` no parameter is left · `ERR_RESTRICTION_EMPTY` one restricts nothing ·
 *   `ERR_RESTRICTION_UNKNOWN` a name is not known · `ERR_RESTRICTION_CONFLICT` one name, two values ·
 *   `ERR_RESTRICTION_VALUE` a wrong type or range, or a value that would not survive
 * @throws {TypeError} `restrictions` is no object
 * @example
 * serializeRestrictions({ filters: '_tags:user_42', restrictIndices: ['a', 'b'] })
 * // => 'filters=_tags%3Auser_42&restrictIndices=a%2Cb'
 * @see https://www.algolia.com/doc/libraries/sdk/methods/search/generate-secured-api-key
 */
export function serializeRestrictions(
  restrictions: SecuredApiKeyRestrictions,
  options: SerializeOptions = {},
): string {
  const entries = restrictionEntries(restrictions, options.allowUnknownParameters === true);
  return joinEntries(mergeEntries(entries));
}
