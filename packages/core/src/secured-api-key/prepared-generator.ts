import { type HmacSha256, withPreparedSecrets } from '../lib/hmac.ts';
import { assertMintingAllowed, type MintingOptions } from '../lib/options.ts';
import { joinSecuredApiKey } from './envelope.ts';
import { assertGenerateOptions } from './generate.ts';
import { assertSigningParent } from './parent-api-key.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';
import {
  joinParameters,
  type PreparedParameters,
  readParameters,
  type SerializeOptions,
  type SortedParameters,
} from './serialize.ts';

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
    const readOptions = { allowUnknown: options.allowUnknownParameters === true, toSign: true };
    const shared = prepareParameters(readParameters(common, readOptions));

    return (restrictions = {}) => {
      const queryString = joinParameters(readParameters(restrictions, readOptions), shared);
      return joinSecuredApiKey(hmac.hex(queryString), queryString);
    };
  };
}

function prepareParameters({ names, segments }: SortedParameters): PreparedParameters {
  return { names, segments, tails: [...segments, ''].map((_, index) => segments.slice(index).join('')) };
}
