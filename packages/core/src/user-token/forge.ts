import { ForgekeyError } from '../errors.ts';
import { type HmacSha256, type KeyedHmac, nobleHmacSha256, withPreparedSecrets } from '../lib/hmac.ts';
import { MAX_USER_TOKEN_LENGTH } from '../lib/limits.ts';
import { assertMintingAllowed, assertOptionNames, givenOption, type MintingOptions } from '../lib/options.ts';
import { millisecondsOf } from '../lib/time.ts';
import { assertSecretKey, encodeClaims, encodedHeaderOf, expiresInSecOf } from './claims.ts';

/** The secret that signs user tokens, and their lifetime. */
export interface UserTokenForgerOptions extends MintingOptions {
  /** The authentication key of Agent Studio: the full `sk-alg-…` value. */
  secretKey: string;
  /** Its id: the value of the ID column in the dashboard. */
  secretKeyId: string;
  /** Lifetime in whole seconds, 1 to 31,622,400; 86,400 (24 hours) by default. */
  expiresIn?: number;
}

/** The content of a secured user token, and the secret that signs it. */
export interface ForgeSecuredUserTokenOptions extends UserTokenForgerOptions {
  /** A stable, non-sensitive id of the user: anyone who has the token can read it. */
  userId: string;
  /** The start of the lifetime; the current time by default. */
  now?: Date;
}

/** The type of `forgeSecuredUserToken`. */
export interface ForgeSecuredUserToken {
  /**
   * Forges a secured user token: a JWT, signed with HS256, that tells an AI agent who the user is. With the same clock, it is
   * byte-identical to the token of the vendor's JavaScript helper. The user id is always encoded as JSON.
   *
   * It does not check that the vendor knows the secret, or that the user exists.
   *
   * @throws {ForgekeyError} `ERR_TOKEN_INPUT` the user id, key id or secret is empty, too long or not well-formed Unicode; the
   *   secret or key id has leading or trailing whitespace; the secret contains a control character; the key id is a secret;
   *   the lifetime is out of range; or the token would be longer than `MAX_USER_TOKEN_LENGTH` characters ·
   *   `ERR_BROWSER_MINTING` it was called in a browser page
   * @throws {TypeError} the options are not an object, an option is unknown, a value has the wrong type, or `now` is not a
   *   valid Date
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
   * Prepares a secret for many tokens. The header is encoded once, and each call of the returned function forges a token.
   *
   * @throws {ForgekeyError} as `forgeSecuredUserToken`
   * @example
   * const tokenFor = createSecuredUserTokenForger({ secretKey, secretKeyId });
   * const token = tokenFor('user-123');
   */
  (options: UserTokenForgerOptions): (userId: string, now?: Date) => string;
}

export function bindForgeSecuredUserToken(hmacSha256: HmacSha256): ForgeSecuredUserToken {
  const hmacOf = withPreparedSecrets(hmacSha256, assertSecretKey);
  return options => {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError('forgeSecuredUserToken takes an object { secretKey, secretKeyId, userId }.');
    }
    assertOptionNames(options, forgeOptionNames);
    return createForger(hmacOf, options)(options.userId, options.now);
  };
}

/** Forges a secured user token for Agent Studio. */
export const forgeSecuredUserToken: ForgeSecuredUserToken =
  /* @__PURE__ */ bindForgeSecuredUserToken(nobleHmacSha256);

export function bindCreateSecuredUserTokenForger(hmacSha256: HmacSha256): CreateSecuredUserTokenForger {
  const hmacOf = withPreparedSecrets(hmacSha256, assertSecretKey);
  return options => {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError(
        'createSecuredUserTokenForger takes an object { secretKey, secretKeyId, expiresIn? }.',
      );
    }
    assertOptionNames(options, forgerOptionNames);
    return createForger(hmacOf, options);
  };
}

/** Prepares a secret for many user tokens. */
export const createSecuredUserTokenForger: CreateSecuredUserTokenForger =
  /* @__PURE__ */ bindCreateSecuredUserTokenForger(nobleHmacSha256);

// parentApiKey is allowed, because callers often pass all secrets of a server.
const forgerOptionNames = [
  'secretKey',
  'secretKeyId',
  'expiresIn',
  'dangerouslyAllowBrowser',
  'parentApiKey',
];
const forgeOptionNames = /* @__PURE__ */ forgerOptionNames.concat('userId', 'now');

function createForger(
  hmacOf: (secret: string) => KeyedHmac,
  options: UserTokenForgerOptions,
): (userId: string, now?: Date) => string {
  const { secretKey, secretKeyId } = options;
  assertMintingAllowed(options);
  const hmac = hmacOf(secretKey);
  const header = encodedHeaderOf(secretKeyId);
  const expiresInSec = expiresInSecOf(givenOption(options, 'expiresIn'));

  return (userId, now) => {
    const signingInput = header + encodeClaims(userId, expiresInSec, millisecondsOf(now));
    const token = `${signingInput}.${hmac.base64url(signingInput)}`;
    if (token.length > MAX_USER_TOKEN_LENGTH) throw tooLong(token.length, secretKeyId, userId);
    return token;
  };
}

function tooLong(length: number, secretKeyId: string, userId: string): ForgekeyError {
  const parameter = secretKeyId.length > userId.length ? 'secretKeyId' : 'userId';
  const message = `The token would have ${length} characters; the limit is ${MAX_USER_TOKEN_LENGTH}.`;
  return new ForgekeyError('ERR_TOKEN_INPUT', message, { parameter, hint: `Use a shorter ${parameter}.` });
}
