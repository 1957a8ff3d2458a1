import { type HmacSha256, nobleHmacSha256, withPreparedSecrets } from '../lib/hmac.ts';
import { assertMintingAllowed, assertOptionNames, type MintingOptions } from '../lib/options.ts';
import { joinSecuredApiKey } from './envelope.ts';
import { assertSigningParent } from './parent-api-key.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';
import { joinParameters, parametersOf, type SerializeOptions, shareParameters } from './serialize.ts';

/** What a secured API key is made of. */
export interface GenerateSecuredApiKeyOptions extends MintingOptions, SerializeOptions {
  /** The search-only API key that the new key inherits from. Never the Admin API key, never a secured key. */
  parentApiKey: string;
  /** What the new key may do less than its parent. */
  restrictions: SecuredApiKeyRestrictions;
}

/** The type of `generateSecuredApiKey`. */
export interface GenerateSecuredApiKey {
  /**
   * Makes a secured API key: `base64(hex(HMAC-SHA256(parentApiKey, queryString)) + queryString)`, without any network
   * call. The bytes are those of the official JavaScript client 5.x wherever that client is faithful.
   *
   * It does not check that the parent exists, is search-only, or is stricter than the restrictions; nor that the
   * filters are valid filter text (`assertRestrictions` does); only a number that the engine would round is refused.
   *
   * @param options - `restrictions.validUntil` is a Unix time in seconds or a `Date`; nothing given is modified.
   * @throws {ForgekeyError} `ERR_PARENT_KEY` the parent is not a string, empty, itself secured, or has surrounding
   *   whitespace or a control character ·
   *   `ERR_RESTRICTIONS_EMPTY` · `ERR_RESTRICTION_EMPTY` · `ERR_RESTRICTION_UNKNOWN` · `ERR_RESTRICTION_CONFLICT` ·
   *   `ERR_RESTRICTION_VALUE` (see `serializeRestrictions`; also a key over `MAX_SECURED_API_KEY_LENGTH` characters) ·
   *   `ERR_BROWSER_MINTING` in a browser page
   * @throws {TypeError} no options object, or an unknown option
   * @example
   * const key = generateSecuredApiKey({
   *   parentApiKey: process.env.ALGOLIA_SEARCH_API_KEY,
   *   restrictions: { filters: '_tags:user_42', validUntil: new Date(Date.now() + 3_600_000) },
   * });
   * @see https://www.algolia.com/doc/libraries/sdk/methods/search/generate-secured-api-key
   */
  (options: GenerateSecuredApiKeyOptions): string;
  /** The same, in the order of arguments of the official client 4.x. */
  (parentApiKey: string, restrictions: SecuredApiKeyRestrictions): string;
}

export function bindGenerateSecuredApiKey(hmacSha256: HmacSha256): GenerateSecuredApiKey {
  const hmacOf = withPreparedSecrets(hmacSha256, assertSigningParent);
  return (
    first: GenerateSecuredApiKeyOptions | string,
    second?: SecuredApiKeyRestrictions,
    third?: unknown,
  ): string => {
    const options = optionsOf(first, second, third);
    const { parentApiKey, restrictions } = options;
    assertMintingAllowed(options.dangerouslyAllowBrowser);
    const hmac = hmacOf(parentApiKey);
    const allowUnknown = options.allowUnknownParameters === true;
    const queryString = joinParameters(parametersOf(restrictions), { allowUnknown, toSign: true });
    return joinSecuredApiKey(hmac.hex(queryString), queryString);
  };
}

/** Makes a secured API key, without any network call. */
export const generateSecuredApiKey: GenerateSecuredApiKey =
  /* @__PURE__ */ bindGenerateSecuredApiKey(nobleHmacSha256);

/** What the keys of a prepared generator have in common. */
export interface SecuredApiKeyGeneratorOptions extends MintingOptions, SerializeOptions {
  /** The search-only API key that every key inherits from. */
  parentApiKey: string;
  /** What all keys have in common; read once, so later changes to the object have no effect. */
  restrictions?: SecuredApiKeyRestrictions;
}

/** Makes a key of the common restrictions and these. */
export type SecuredApiKeyGenerator = (restrictions?: SecuredApiKeyRestrictions) => string;

/** The type of `createSecuredApiKeyGenerator`. */
export interface CreateSecuredApiKeyGenerator {
  /**
   * Prepares a parent key and the restrictions that many keys share, which are checked and encoded once; the function
   * it returns makes one key per call, the same one that `generateSecuredApiKey` makes of both sets together.
   *
   * A parameter that is given both times with different values is refused, never replaced.
   *
   * @throws {ForgekeyError} as `generateSecuredApiKey`; here for the common part, in the returned function for the rest
   * @throws {TypeError} no options object, or an unknown option
   * @example
   * const keyFor = createSecuredApiKeyGenerator({ parentApiKey, restrictions: { restrictIndices: ['products'] } });
   * const key = keyFor({ filters: '_tags:user_42', userToken: 'user_42' });
   */
  (options: SecuredApiKeyGeneratorOptions): SecuredApiKeyGenerator;
}

export function bindCreateSecuredApiKeyGenerator(hmacSha256: HmacSha256): CreateSecuredApiKeyGenerator {
  const hmacOf = withPreparedSecrets(hmacSha256, assertSigningParent);
  return options => {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError('createSecuredApiKeyGenerator takes an object { parentApiKey, restrictions? }.');
    }
    assertGenerateOptions(options);
    const { parentApiKey, restrictions: common = {} } = options;
    assertMintingAllowed(options.dangerouslyAllowBrowser);
    const hmac = hmacOf(parentApiKey);
    const rules = { allowUnknown: options.allowUnknownParameters === true, toSign: true };
    const shared = shareParameters(parametersOf(common), rules);

    return (restrictions = {}) => {
      const queryString = joinParameters(parametersOf(restrictions), rules, shared);
      return joinSecuredApiKey(hmac.hex(queryString), queryString);
    };
  };
}

/** Prepares a parent key and common restrictions for many keys. */
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator =
  /* @__PURE__ */ bindCreateSecuredApiKeyGenerator(nobleHmacSha256);

const optionNames: readonly string[] = [
  'parentApiKey',
  'restrictions',
  'allowUnknownParameters',
  'dangerouslyAllowBrowser',
];

/** A restriction next to `restrictions`, instead of inside it, would silently not be signed. */
function assertGenerateOptions(options: object): void {
  const hint =
    'The options are parentApiKey and restrictions. Restrictions belong in { restrictions: { … } }.';
  assertOptionNames(options, optionNames, hint);
}

function optionsOf(
  first: unknown,
  restrictions: SecuredApiKeyRestrictions | undefined,
  third: unknown,
): GenerateSecuredApiKeyOptions {
  if (third !== undefined) {
    // Clients before 4.x took a user token here. Leaving it out silently would sign fewer restrictions than were asked for.
    throw new TypeError(
      'generateSecuredApiKey takes (parentApiKey, restrictions); put userToken into the restrictions.',
    );
  }
  if (typeof first === 'object' && first !== null && restrictions === undefined) {
    assertGenerateOptions(first);
    return first as GenerateSecuredApiKeyOptions;
  }
  if (first === undefined && restrictions === undefined) {
    throw new TypeError('generateSecuredApiKey takes an object { parentApiKey, restrictions }.');
  }
  return { parentApiKey: first as string, restrictions: restrictions as SecuredApiKeyRestrictions };
}
