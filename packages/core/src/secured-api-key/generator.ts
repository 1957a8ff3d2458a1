import type { HmacSha256 } from '../lib/hmac.ts';
import { assertMintingAllowed, type MintingOptions } from '../lib/minting.ts';
import { assembleSecuredApiKey } from './generate.ts';
import { assertNoBlankAtAnEnd, assertParentApiKey } from './parent-api-key.ts';
import {
  assertSameText,
  byName,
  normalizeRestrictions,
  type SecuredApiKeyRestrictions,
} from './restrictions.ts';
import { type EncodedEntry, encodeEntry, joinEntries, type SerializeOptions } from './serialize.ts';

export interface SecuredApiKeyGeneratorOptions extends MintingOptions, SerializeOptions {
  /** The search-only API key that every key inherits from. */
  parentApiKey: string;
  /** What all keys have in common; read once, so later changes to the object have no effect. */
  restrictions?: SecuredApiKeyRestrictions;
}

/** Makes a key of the common restrictions and these. */
export type SecuredApiKeyGenerator = (restrictions?: SecuredApiKeyRestrictions) => string;

/**
 * Prepares a parent key and the restrictions that many keys share, which are checked and encoded once; the function
 * it returns makes one key per call, the same one that `generateSecuredApiKey` makes of both sets together.
 *
 * A parameter that is given both times with different values is refused, never replaced.
 *
 * @throws {ForgekeyError} as `generateSecuredApiKey`; here for the common part, in the returned function for the rest
 * @throws {TypeError} no options object
 * @example
 * const keyFor = createSecuredApiKeyGenerator({ parentApiKey, restrictions: { restrictIndices: ['products'] } });
 * const key = keyFor({ filters: '_tags:user_42', userToken: 'user_42' });
 */
export type CreateSecuredApiKeyGenerator = (options: SecuredApiKeyGeneratorOptions) => SecuredApiKeyGenerator;

export function bindCreateSecuredApiKeyGenerator(hmacSha256: HmacSha256): CreateSecuredApiKeyGenerator {
  return options => {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError('createSecuredApiKeyGenerator takes an object { parentApiKey, restrictions? }');
    }
    const { parentApiKey, restrictions: common = {}, allowUnknownParameters = false } = options;
    assertMintingAllowed(options.dangerouslyAllowBrowser);
    assertParentApiKey(parentApiKey);
    assertNoBlankAtAnEnd(parentApiKey);
    const hmac = hmacSha256(parentApiKey);
    const encode = (restrictions: SecuredApiKeyRestrictions): EncodedEntry[] =>
      normalizeRestrictions(restrictions, allowUnknownParameters === true).map(encodeEntry);
    const commonEntries = encode(common);

    return (restrictions = {}) => {
      const queryString = joinEntries(mergeEntries(commonEntries, encode(restrictions)));
      return assembleSecuredApiKey(hmac.hex(queryString), queryString);
    };
  };
}

function mergeEntries(common: readonly EncodedEntry[], own: readonly EncodedEntry[]): EncodedEntry[] {
  const merged = [...common, ...own].sort(byName);
  return merged.filter((entry, index) => {
    const previous = merged[index - 1];
    if (previous?.name !== entry.name) return true;
    assertSameText(entry.name, entry.text, previous.text);
    return false;
  });
}
