import { type HmacSha256, type KeyedHmac, nobleHmacSha256, withPreparedSecrets } from '../lib/hmac.ts';
import { assertMintingAllowed, assertOptionNames, givenOption, type MintingOptions } from '../lib/options.ts';
import type { Entry } from '../lib/plain-copy.ts';
import { signSecuredApiKey } from './envelope.ts';
import { assertSigningParent } from './parent-api-key.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';
import {
  borrowWriter,
  parametersOf,
  returnWriter,
  type SerializeOptions,
  type SharedParameters,
  type SigningRules,
  shareParameters,
  signingRules,
  writeParameters,
} from './serialize.ts';
import { assertFilterNumbers } from './write-value.ts';

/** The parent and the restrictions of a secured API key. */
export interface GenerateSecuredApiKeyOptions extends MintingOptions, SerializeOptions {
  /** The search-only API key that the new key inherits from. Never the Admin API key or a secured key. */
  parentApiKey: string;
  /** The restrictions of the new key. */
  restrictions: SecuredApiKeyRestrictions;
}

/** The type of `generateSecuredApiKey`. */
export interface GenerateSecuredApiKey {
  /**
   * Generates a secured API key: `base64(hex(HMAC-SHA256(parentApiKey, queryString)) + queryString)`. It makes no network
   * call. The key is byte-identical to that of the official JavaScript client 5.x, unless that client would lose a part of a value.
   *
   * It does not check that the parent exists, is search-only, or is less strict than the new key. It does not check the syntax
   * of filters (`assertRestrictions` does), but it refuses a number that the engine would round.
   *
   * @param options - `restrictions.validUntil` is a Unix time in seconds, or a `Date`. The options are not modified.
   * @throws {ForgekeyError} `ERR_PARENT_KEY` the parent is not a string, is empty, is itself a secured key or a secret key of user
   *   tokens, contains a control character, or has whitespace or quotes around it or "Bearer" before it ·
   *   `ERR_RESTRICTIONS_EMPTY` · `ERR_RESTRICTION_EMPTY` · `ERR_RESTRICTION_UNKNOWN` · `ERR_RESTRICTION_CONFLICT` ·
   *   `ERR_RESTRICTION_VALUE` (see `serializeRestrictions`) · `ERR_BROWSER_MINTING` it was called in a browser page
   * @throws {TypeError} the options are not an object, or an option is unknown
   * @example
   * const key = generateSecuredApiKey({
   *   parentApiKey: process.env.ALGOLIA_SEARCH_API_KEY,
   *   restrictions: { filters: '_tags:user_42', validUntil: new Date(Date.now() + 3_600_000) },
   * });
   * @see https://www.algolia.com/doc/libraries/sdk/methods/search/generate-secured-api-key
   */
  (options: GenerateSecuredApiKeyOptions): string;
  /** The same, with the arguments of the official client 4.x. */
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
    assertMintingAllowed(options);
    const hmac = hmacOf(options.parentApiKey);
    const restrictions = givenOption(options, 'restrictions', options.restrictions);
    return signParameters(hmac, parametersOf(restrictions), signingRules(options, assertFilterNumbers));
  };
}

/** Generates a secured API key, without a network call. */
export const generateSecuredApiKey: GenerateSecuredApiKey =
  /* @__PURE__ */ bindGenerateSecuredApiKey(nobleHmacSha256);

/** The parent and the common restrictions of many keys. */
export interface SecuredApiKeyGeneratorOptions extends MintingOptions, SerializeOptions {
  /** The search-only API key that every key inherits from. */
  parentApiKey: string;
  /** The restrictions of all keys. They are read once, so later changes to the object have no effect. */
  restrictions?: SecuredApiKeyRestrictions;
}

/** Generates a key with the common restrictions and these. */
export type SecuredApiKeyGenerator = (restrictions?: SecuredApiKeyRestrictions) => string;

/** The type of `createSecuredApiKeyGenerator`. */
export interface CreateSecuredApiKeyGenerator {
  /**
   * Prepares a parent key and common restrictions for many keys. The common restrictions are checked and encoded once. Each call
   * of the returned function generates the same key as `generateSecuredApiKey` with both sets of restrictions.
   *
   * A parameter with different values in the two sets is refused, never replaced.
   *
   * @throws {ForgekeyError} as `generateSecuredApiKey`: here for the common restrictions, in the returned function for the others
   * @throws {TypeError} the options are not an object, or an option is unknown
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
    const common = givenOption(options, 'restrictions', options.restrictions);
    assertMintingAllowed(options);
    const hmac = hmacOf(options.parentApiKey);
    const rules = signingRules(options, assertFilterNumbers);
    const shared = shareParameters(parametersOf(common === undefined ? {} : common), rules);

    return (restrictions = {}) => signParameters(hmac, parametersOf(restrictions), rules, shared);
  };
}

/** Prepares a parent key and common restrictions for many keys. */
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator =
  /* @__PURE__ */ bindCreateSecuredApiKeyGenerator(nobleHmacSha256);

function signParameters(
  hmac: KeyedHmac,
  parameters: Entry[],
  rules: SigningRules,
  shared?: SharedParameters,
): string {
  const writer = borrowWriter();
  try {
    writeParameters(writer, parameters, rules, shared);
    return signSecuredApiKey(hmac, writer);
  } finally {
    returnWriter(writer);
  }
}

const optionNames: readonly string[] = [
  'parentApiKey',
  'restrictions',
  'allowUnknownParameters',
  'dangerouslyAllowBrowser',
];

/** Refuses a restriction next to `restrictions`, which would silently not be signed. */
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
    // Clients before 4.x accept a user token here. To ignore it would sign fewer restrictions than the caller passed.
    throw new TypeError(
      'generateSecuredApiKey takes (parentApiKey, restrictions). Put userToken into the restrictions.',
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
