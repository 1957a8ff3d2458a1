import { ForgekeyError } from '../errors.ts';
import type { HmacSha256 } from '../lib/hmac.ts';
import { MAX_USER_TOKEN_LENGTH } from '../lib/limits.ts';
import { assertMintingAllowed, assertOptionNames, type MintingOptions } from '../lib/options.ts';
import { millisecondsOf } from '../lib/time.ts';
import { assertSecretKey, encodeClaims, encodeHeader, expiresInSecOf } from './claims.ts';

/** The secret that user tokens are signed with, and how long they live. */
export interface UserTokenForgerOptions extends MintingOptions {
  /** The authentication key of Agent Studio: the full `sk-alg-…` value. */
  secretKey: string;
  /** Its id: the value of the ID column in the dashboard. */
  secretKeyId: string;
  /** Lifetime in whole seconds, 1 to 31,622,400; 86,400 (24 hours) by default. */
  expiresIn?: number;
}

/** What a secured user token is made of. */
export interface ForgeSecuredUserTokenOptions extends UserTokenForgerOptions {
  /** A stable id of the user that is not sensitive: whoever holds the token can read it. */
  userId: string;
  /** The moment the lifetime is counted from; the clock's by default. */
  now?: Date;
}

/** The type of `forgeSecuredUserToken`. */
export interface ForgeSecuredUserToken {
  /**
   * Forges a secured user token: the JWT, signed with HS256, that tells an AI agent who is talking. With the same clock
   * it is byte-identical to the vendor's JavaScript helper; the user id is always encoded, never pasted.
   *
   * It does not check that the secret exists at the vendor, or that the user does.
   *
   * @throws {ForgekeyError} `ERR_TOKEN_INPUT` the user id, key id or secret is empty or no well-formed text, the secret or
   *   key id is blank at an end, the key id is a secret, the lifetime is out of range, or the token would be longer than
   *   `MAX_USER_TOKEN_LENGTH` characters · `ERR_BROWSER_MINTING` in a browser page
   * @throws {TypeError} no options object, an option that is none, a value of the wrong type, or a `now` that is no valid Date
   * @example
   * const token = forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-123', expiresIn: 3600 });
   * // send it as the header X-Algolia-Secure-User-Token
   * @see https://www.algolia.com/doc/libraries/sdk/methods/agent-studio/forge-secured-user-token
   */
  (options: ForgeSecuredUserTokenOptions): string;
}

/** The type of `createSecuredUserTokenForger`. */
export interface CreateSecuredUserTokenForger {
  /**
   * Prepares a secret for many tokens: the header is encoded once, and the returned function forges one token per call.
   *
   * @throws {ForgekeyError} as `forgeSecuredUserToken`
   * @example
   * const tokenFor = createSecuredUserTokenForger({ secretKey, secretKeyId });
   * const token = tokenFor('user-123');
   */
  (options: UserTokenForgerOptions): (userId: string, now?: Date) => string;
}

export function bindCreateSecuredUserTokenForger(hmacSha256: HmacSha256): CreateSecuredUserTokenForger {
  return options => {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError(
        'createSecuredUserTokenForger takes an object { secretKey, secretKeyId, expiresIn? }',
      );
    }
    assertOptionNames(options, forgerOptionNames);
    return createForger(hmacSha256, options);
  };
}

export function bindForgeSecuredUserToken(hmacSha256: HmacSha256): ForgeSecuredUserToken {
  return options => {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError('forgeSecuredUserToken takes an object { secretKey, secretKeyId, userId }');
    }
    assertOptionNames(options, forgeOptionNames);
    return createForger(hmacSha256, options)(options.userId, options.now);
  };
}

// The parent API key comes along where all secrets of a server are handed over at once.
const forgerOptionNames = [
  'secretKey',
  'secretKeyId',
  'expiresIn',
  'dangerouslyAllowBrowser',
  'parentApiKey',
];
const forgeOptionNames = /* @__PURE__ */ forgerOptionNames.concat('userId', 'now');

function createForger(
  hmacSha256: HmacSha256,
  { secretKey, secretKeyId, expiresIn, dangerouslyAllowBrowser }: UserTokenForgerOptions,
): (userId: string, now?: Date) => string {
  assertMintingAllowed(dangerouslyAllowBrowser);
  assertSecretKey(secretKey);
  const header = encodeHeader(secretKeyId);
  const expiresInSec = expiresInSecOf(expiresIn);
  const hmac = hmacSha256(secretKey);

  return (userId, now) => {
    const signingInput = header + encodeClaims(userId, expiresInSec, millisecondsOf(now));
    const token = `${signingInput}.${hmac.base64url(signingInput)}`;
    if (token.length <= MAX_USER_TOKEN_LENGTH) return token;
    const longest = secretKeyId.length > userId.length ? 'secretKeyId' : 'userId';
    throw new ForgekeyError(
      'ERR_TOKEN_INPUT',
      `The token would have ${token.length} characters; the limit is ${MAX_USER_TOKEN_LENGTH}. Use a shorter ${longest}.`,
      { parameter: longest },
    );
  };
}
