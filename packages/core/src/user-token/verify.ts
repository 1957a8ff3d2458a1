import { ForgekeyError } from '../errors.ts';
import { constantTimeEqual } from '../lib/bytes.ts';
import type { HmacSha256 } from '../lib/hmac.ts';
import { isObject } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import { FIRST_SECONDS_OUT_OF_RANGE, millisecondsOf, toleranceMilliseconds } from '../lib/time.ts';
import { isSecretKey, type UserTokenClaims } from './claims.ts';
import { dateOf } from './decode.ts';
import {
  assertNoDuplicate,
  malformed,
  readClaims,
  readSecuredUserToken,
  type UserTokenParts,
} from './read.ts';

/** What a secured user token is verified with. */
export interface VerifySecuredUserTokenOptions {
  /** The secrets by their key id, or a function that looks one up and returns undefined (or null) for an unknown id. */
  secretKeys: Readonly<Record<string, string>> | ((keyId: string) => string | null | undefined);
  /** The moment to judge the times by; the clock's by default. */
  now?: Date;
  /** How far the clocks of signer and verifier may differ, in seconds; 0 by default. */
  clockToleranceSec?: number;
}

/** A secured user token whose signature and claims have been checked. */
export interface VerifiedUserToken {
  /** The `sub` claim: who is talking. */
  readonly userId: string;
  /** Which secret signed it. */
  readonly keyId: string;
  /** The `exp` claim: from this moment on it is refused. */
  readonly expiresAt: Date;
  /** All of its claims, those that forgekey does not know included. */
  readonly claims: UserTokenClaims;
}

/** The type of `verifySecuredUserToken`. */
export interface VerifySecuredUserToken {
  /**
   * Proves that a known secret signed a secured user token and that its claims hold. In this order, so that nothing a
   * forger wrote is ever acted on: form, header (`alg` is HS256 and nothing else), key id, signature (in constant time),
   * then claims: `sub`, `exp`, and `nbf` and `iat` where present.
   *
   * It does not know whether the user still exists or the secret was revoked at the vendor.
   *
   * @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` · `ERR_TOKEN_ALGORITHM` · `ERR_TOKEN_KEY_ID` no secret of that id ·
   *   `ERR_TOKEN_SIGNATURE` · `ERR_TOKEN_CLAIM` one is missing or has a wrong type · `ERR_TOKEN_EXPIRED` ·
   *   `ERR_TOKEN_NOT_YET_VALID` · `ERR_TOKEN_INPUT` the secret of that id is empty
   * @throws {TypeError} no options object, or a `now` or `clockToleranceSec` that is no time
   * @example
   * const { userId } = verifySecuredUserToken(token, { secretKeys: { [secretKeyId]: secretKey } });
   * @see RFC 7515 section 5.2, RFC 7519 section 7.2, RFC 8725 section 3.1
   */
  (token: string, options: VerifySecuredUserTokenOptions): VerifiedUserToken;
}

export function bindVerifySecuredUserToken(hmacSha256: HmacSha256): VerifySecuredUserToken {
  return (token, options) => {
    const { secretKeys } = assertUserTokenOptions(options);
    const parts = readSecuredUserToken(token);
    const keyId = assertHeader(parts);
    const expected = hmacSha256(secretKeyOf(secretKeys, keyId)).base64url(parts.signingInput);
    if (!constantTimeEqual(expected, parts.signature)) throw tokenSignatureError();
    return checkSignedToken(parts, keyId, options);
  };
}

export function tokenSignatureError(): ForgekeyError {
  const message =
    'The signature of the secured user token does not fit. It was altered, or made with another secret.';
  return new ForgekeyError('ERR_TOKEN_SIGNATURE', message, { parameter: 'token' });
}

/** The checks that follow a signature that holds: the claims. */
export function checkSignedToken(
  parts: UserTokenParts,
  keyId: string,
  { now, clockToleranceSec }: Pick<VerifySecuredUserTokenOptions, 'now' | 'clockToleranceSec'>,
): VerifiedUserToken {
  const payload = readClaims(parts);
  assertNoDuplicate(payload);
  const claims = payload.members;
  const { sub, exp, nbf, iat } = claims;
  if (typeof sub !== 'string' || sub === '') throw claimError('sub', 'must be a string that is not empty');
  // As UTF-8, two such user ids would be one.
  if (!sub.isWellFormed()) throw claimError('sub', 'holds a lone surrogate: it is not well-formed Unicode');
  if (exp === undefined) throw claimError('exp', 'is missing: the token would never expire');
  const expiresAt = dateOf(exp);
  if (expiresAt === undefined || (exp as number) >= FIRST_SECONDS_OUT_OF_RANGE) {
    throw claimError('exp', 'must be a Unix time in seconds, not milliseconds');
  }
  const notBefore = optionalDateOf('nbf', nbf);
  optionalDateOf('iat', iat);
  const toleranceMs = toleranceMilliseconds(clockToleranceSec);
  const nowMs = millisecondsOf(now);
  // RFC 7519 section 4.1.4: not accepted "on or after" exp, unlike a key, which is good at that very second.
  if (expiresAt.getTime() + toleranceMs <= nowMs) {
    const message = `The secured user token expired at ${expiresAt.toISOString()}. Forge a new one.`;
    throw new ForgekeyError('ERR_TOKEN_EXPIRED', message, { parameter: 'exp' });
  }
  if (notBefore !== undefined && notBefore.getTime() - toleranceMs > nowMs) {
    const message = `The secured user token is not valid before ${notBefore.toISOString()}. Compare the clocks.`;
    throw new ForgekeyError('ERR_TOKEN_NOT_YET_VALID', message, { parameter: 'nbf' });
  }
  return { userId: sub, keyId, expiresAt, claims: claims as UserTokenClaims };
}

/** The header must be one of ours before its key id is used. Returns the key id. */
export function assertHeader({ header }: UserTokenParts): string {
  assertNoDuplicate(header);
  const { alg, typ, kid } = header.members;
  if (alg !== 'HS256') {
    const message = 'The secured user token is not signed with HS256, the only algorithm that is accepted.';
    throw new ForgekeyError('ERR_TOKEN_ALGORITHM', message, { parameter: 'alg' });
  }
  if (typ !== undefined && typ !== 'JWT') throw malformed('has a "typ" that is not JWT.');
  if (Object.hasOwn(header.members, 'crit'))
    throw malformed('demands an extension ("crit") that nobody here knows.');
  if (typeof kid !== 'string' || kid === '') throw keyIdError('has no key id ("kid").');
  return kid;
}

/** @throws {ForgekeyError} `ERR_TOKEN_KEY_ID` · `ERR_TOKEN_INPUT` */
export function secretKeyOf(secretKeys: VerifySecuredUserTokenOptions['secretKeys'], keyId: string): string {
  const secretKey =
    typeof secretKeys === 'function'
      ? secretKeys(keyId)
      : Object.hasOwn(secretKeys, keyId)
        ? secretKeys[keyId]
        : undefined;
  if (secretKey === undefined || secretKey === null) {
    const name = isSecretKey(keyId) ? 'that is a secret key' : quoteName(keyId);
    throw keyIdError(`names the key id ${name}, of which no secret is known here. Is it in secretKeys?`);
  }
  if (typeof secretKey !== 'string' || secretKey === '') {
    const message = `The secret of the key id ${quoteName(keyId)} must be a string that is not empty.`;
    throw new ForgekeyError('ERR_TOKEN_INPUT', message, { parameter: 'secretKeys' });
  }
  return secretKey;
}

export function assertUserTokenOptions(
  options: VerifySecuredUserTokenOptions,
): VerifySecuredUserTokenOptions {
  const { secretKeys } = options ?? {};
  // Of a list or a Map no secret would ever be found.
  const isTable = isObject(secretKeys) && !(secretKeys instanceof Map);
  if (typeof secretKeys !== 'function' && !isTable) {
    throw new TypeError(
      'verifySecuredUserToken takes (token, { secretKeys }): secrets by key id, or a function',
    );
  }
  return options;
}

function optionalDateOf(claim: string, value: unknown): Date | undefined {
  if (value === undefined) return undefined;
  const date = dateOf(value);
  if (date === undefined) throw claimError(claim, 'must be a Unix time in seconds where it is present');
  return date;
}

function claimError(claim: string, what: string): ForgekeyError {
  return new ForgekeyError('ERR_TOKEN_CLAIM', `The claim "${claim}" of the secured user token ${what}.`, {
    parameter: claim,
  });
}

function keyIdError(what: string): ForgekeyError {
  return new ForgekeyError('ERR_TOKEN_KEY_ID', `The secured user token ${what}`, { parameter: 'kid' });
}
