import { ForgekeyError } from '../errors.ts';
import type { HmacSha256 } from '../lib/hmac.ts';
import { MAX_USER_TOKEN_LENGTH } from '../lib/limits.ts';
import { assertMintingAllowed, type MintingOptions } from '../lib/minting.ts';
import { millisecondsOf } from '../lib/time.ts';
import { assertSecretKey, encodeClaims, encodeHeader, expiresInSecOf } from './claims.ts';

export interface UserTokenForgerOptions extends MintingOptions {
  /** The authentication key of Agent Studio: the full `sk-alg-…` value. */
  secretKey: string;
  /** Its id: the value of the ID column in the dashboard. */
  secretKeyId: string;
  /** Lifetime in whole seconds, 1 to 31,622,400; 86,400 (24 hours) by default. */
  expiresIn?: number;
}

export interface ForgeSecuredUserTokenOptions extends UserTokenForgerOptions {
  /** A stable id of the user that is not sensitive: whoever holds the token can read it. */
  userId: string;
  /** The moment the lifetime is counted from; the clock's by default. */
  now?: Date;
}

/**
 * Forges a secured user token: the JWT, signed with HS256, that tells an AI agent who is talking. With the same clock
 * it is byte-identical to the vendor's JavaScript helper; the user id is always encoded, never pasted.
 *
 * It does not check that the secret exists at the vendor, or that the user does.
 *
 * @throws {ForgekeyError} `ERR_TOKEN_INPUT` the user id, key id or secret is empty or no well-formed text, the secret or
 *   key id is blank at an end, the lifetime is out of range, or the user id makes a token longer than
 *   `MAX_USER_TOKEN_LENGTH` characters · `ERR_BROWSER_MINTING` in a browser page
 * @throws {TypeError} no options object, a value of the wrong type, or a `now` that is no valid Date
 * @example
 * const token = forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-123', expiresIn: 3600 });
 * // send it as the header X-Algolia-Secure-User-Token
 * @see https://www.algolia.com/doc/libraries/sdk/methods/agent-studio/forge-secured-user-token
 */
export type ForgeSecuredUserToken = (options: ForgeSecuredUserTokenOptions) => string;

/**
 * Prepares a secret for many tokens: the header is encoded once, and the returned function forges one token per call.
 *
 * @throws {ForgekeyError} as `forgeSecuredUserToken`
 * @example
 * const tokenFor = createSecuredUserTokenForger({ secretKey, secretKeyId });
 * const token = tokenFor('user-123');
 */
export type CreateSecuredUserTokenForger = (
  options: UserTokenForgerOptions,
) => (userId: string, now?: Date) => string;

export function bindCreateSecuredUserTokenForger(hmacSha256: HmacSha256): CreateSecuredUserTokenForger {
  return options => {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError(
        'createSecuredUserTokenForger takes an object { secretKey, secretKeyId, expiresIn? }',
      );
    }
    assertMintingAllowed(options.dangerouslyAllowBrowser);
    assertSecretKey(options.secretKey);
    const header = encodeHeader(options.secretKeyId);
    const expiresInSec = expiresInSecOf(options.expiresIn);
    const hmac = hmacSha256(options.secretKey);

    return (userId, now) => {
      const signingInput = header + encodeClaims(userId, expiresInSec, millisecondsOf(now));
      const token = `${signingInput}.${hmac.base64url(signingInput)}`;
      if (token.length <= MAX_USER_TOKEN_LENGTH) return token;
      throw new ForgekeyError(
        'ERR_TOKEN_INPUT',
        `The token would have ${token.length} characters; the limit is ${MAX_USER_TOKEN_LENGTH}. Use a shorter userId.`,
        { parameter: 'userId' },
      );
    };
  };
}

export function bindForgeSecuredUserToken(hmacSha256: HmacSha256): ForgeSecuredUserToken {
  const createForger = bindCreateSecuredUserTokenForger(hmacSha256);
  return options => {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError('forgeSecuredUserToken takes an object { secretKey, secretKeyId, userId }');
    }
    return createForger(options)(options.userId, options.now);
  };
}
