import { ForgekeyError } from '../errors.ts';
import { constantTimeEqual } from '../lib/bytes.ts';
import { isSecretKey } from '../lib/credential-text.ts';
import { BoundedMap, type HmacSha256, nobleHmacSha256, withPreparedSecrets } from '../lib/hmac.ts';
import { assertOptionNames, givenOption } from '../lib/options.ts';
import { isObject } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import { FIRST_SECONDS_OUT_OF_RANGE, millisecondsOf, toleranceMilliseconds } from '../lib/time.ts';
import { isUsableSecret, type UserTokenClaims } from './claims.ts';
import {
  assertNoDuplicate,
  dateOf,
  FORGE_IT,
  malformedToken,
  readClaims,
  readHeader,
  splitUserToken,
  type UserTokenParts,
} from './decode.ts';

/** How to verify a secured user token. */
export interface VerifySecuredUserTokenOptions {
  /** The secrets by key id, or a function that looks one up and returns undefined or null for an unknown id. */
  secretKeys: Readonly<Record<string, string>> | ((keyId: string) => string | null | undefined);
  /** The time to check `exp` and `nbf` against; the current time by default. */
  now?: Date;
  /** How far the clocks of signer and verifier may differ, in seconds; 0 by default. */
  clockToleranceSec?: number;
}

/** A secured user token whose signature and claims have been checked. */
export interface VerifiedUserToken {
  /** The `sub` claim: the id of the user. */
  readonly userId: string;
  /** The id of the secret that signed it. */
  readonly keyId: string;
  /** The `exp` claim: from this moment on, the token is refused. */
  readonly expiresAt: Date;
  /** All claims, including those that forgekey does not read. */
  readonly claims: UserTokenClaims;
}

/** The type of `verifySecuredUserToken`. */
export interface VerifySecuredUserToken {
  /**
   * Verifies a secured user token: a known secret signed it, and its claims are valid. The checks run in this order, so that
   * no unsigned claim is used: form, header (`alg` is exactly HS256), key id, signature (in constant time), and then the
   * claims: `sub`, `exp`, and `nbf` and `iat` if present.
   *
   * It does not check that the user still exists, or that the vendor still accepts the secret.
   *
   * @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` the text is not a secured user token · `ERR_TOKEN_ALGORITHM` it is not signed
   *   with HS256 · `ERR_TOKEN_KEY_ID` no secret has its key id · `ERR_TOKEN_SIGNATURE` the signature does not match ·
   *   `ERR_TOKEN_CLAIM` a claim is missing or has the wrong type · `ERR_TOKEN_EXPIRED` it has expired ·
   *   `ERR_TOKEN_NOT_YET_VALID` its `nbf` is in the future · `ERR_TOKEN_INPUT` the secret of its key id is empty or unusable
   * @throws {TypeError} the options are not an object, an option is unknown, `now` is not a valid Date, or
   *   `clockToleranceSec` is not a number of seconds
   * @example
   * const { userId } = verifySecuredUserToken(token, { secretKeys: { [secretKeyId]: secretKey } });
   * @see RFC 7515 section 5.2, RFC 7519 section 7.2, RFC 8725 section 3.1
   */
  (token: string, options: VerifySecuredUserTokenOptions): VerifiedUserToken;
}

const optionNames: readonly string[] = ['secretKeys', 'now', 'clockToleranceSec'];

export function bindVerifySecuredUserToken(hmacSha256: HmacSha256): VerifySecuredUserToken {
  const hmacOf = withPreparedSecrets(hmacSha256);
  // The key ids of checked headers: a service has few. Only a token with a valid signature adds one, so an attacker cannot fill
  // this map.
  const knownHeaders = new BoundedMap<string>(16);
  return (token, options) => {
    const { secretKeys } = assertVerifyOptions(options);
    const parts = splitUserToken(token);
    const knownKeyId = knownHeaders.get(parts.header);
    const keyId = knownKeyId ?? keyIdOf(parts);
    // Looked up for every token, so that a secret stops working once the caller removes it.
    const secretKey = secretKeyOf(secretKeys, keyId);
    const expected = hmacOf(secretKey).base64url(parts.signingInput);
    if (!constantTimeEqual(expected, parts.signature)) throw tokenSignatureError();
    if (knownKeyId === undefined) knownHeaders.set(parts.header, keyId);
    return checkSignedToken(parts, keyId, options);
  };
}

/** Verifies that a known secret signed a secured user token, and that its claims are valid. */
export const verifySecuredUserToken: VerifySecuredUserToken =
  /* @__PURE__ */ bindVerifySecuredUserToken(nobleHmacSha256);

export function tokenSignatureError(): ForgekeyError {
  return new ForgekeyError('ERR_TOKEN_SIGNATURE', 'The signature of the secured user token does not match.', {
    parameter: 'token',
    hint: 'The token was modified, or signed with another secret.',
  });
}

/** Checks the whole header, and then returns its key id. */
export function keyIdOf(parts: UserTokenParts): string {
  const header = readHeader(parts);
  assertNoDuplicate(header);
  const { alg, typ, kid } = header.members;
  if (alg !== 'HS256') {
    const message = 'The secured user token is not signed with HS256, the only algorithm that is accepted.';
    throw new ForgekeyError('ERR_TOKEN_ALGORITHM', message, { parameter: 'alg', hint: FORGE_IT });
  }
  if (typ !== undefined && typ !== 'JWT') {
    throw malformedToken('has a "typ" other than JWT in its header.', FORGE_IT);
  }
  if (Object.hasOwn(header.members, 'crit')) {
    throw malformedToken('requires extensions ("crit") in its header.', FORGE_IT);
  }
  if (typeof kid !== 'string' || kid === '') {
    throw keyIdError('The secured user token has no key id ("kid").', FORGE_IT);
  }
  return kid;
}

/** The checks after the signature: the claims. */
export function checkSignedToken(
  parts: UserTokenParts,
  keyId: string,
  options: Pick<VerifySecuredUserTokenOptions, 'now' | 'clockToleranceSec'>,
): VerifiedUserToken {
  const payload = readClaims(parts);
  assertNoDuplicate(payload);
  const claims = payload.members;
  const { sub, exp, nbf, iat } = claims;
  if (typeof sub !== 'string' || sub === '') throw claimError('sub', 'must be a non-empty string.');
  // In UTF-8, two different ids with lone surrogates can become the same text.
  if (!sub.isWellFormed()) throw claimError('sub', 'contains a lone surrogate.');
  if (exp === undefined) throw claimError('exp', 'is missing, so the token would never expire.');
  const expiresAt = dateOf(exp);
  if (expiresAt === undefined || (exp as number) >= FIRST_SECONDS_OUT_OF_RANGE) {
    throw claimError('exp', 'must be a Unix time in seconds, not milliseconds.');
  }
  const notBefore = optionalDateOf('nbf', nbf);
  optionalDateOf('iat', iat);
  const toleranceMs = toleranceMilliseconds(
    givenOption(options, 'clockToleranceSec', options.clockToleranceSec),
  );
  const nowMs = millisecondsOf(options.now);
  // RFC 7519 section 4.1.4: a token is refused "on or after" exp. A key is still valid at its validUntil.
  if (expiresAt.getTime() + toleranceMs <= nowMs) {
    const message = `The secured user token expired at ${expiresAt.toISOString()}.`;
    throw new ForgekeyError('ERR_TOKEN_EXPIRED', message, { parameter: 'exp', hint: 'Forge a new token.' });
  }
  if (notBefore !== undefined && notBefore.getTime() - toleranceMs > nowMs) {
    const message = `The secured user token is not valid before ${notBefore.toISOString()}.`;
    const hint = 'Compare the clocks of the signer and the verifier.';
    throw new ForgekeyError('ERR_TOKEN_NOT_YET_VALID', message, { parameter: 'nbf', hint });
  }
  return { userId: sub, keyId, expiresAt, claims: claims as UserTokenClaims };
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
    const message = `No secret is known for the key id ${shownKeyId(keyId)} of the secured user token.`;
    throw keyIdError(message, 'Add its secret to "secretKeys" if the key is yours.');
  }
  if (!isUsableSecret(secretKey)) {
    const message = `The secret of the key id ${shownKeyId(keyId)} must be a non-empty string without control characters.`;
    throw new ForgekeyError('ERR_TOKEN_INPUT', message, {
      parameter: 'secretKeys',
      hint: 'Check where it is set. A lookup must return the secret itself, not a promise.',
    });
  }
  return secretKey;
}

/** A secret can be passed as a key id by mistake. */
function shownKeyId(keyId: string): string {
  return isSecretKey(keyId) ? '(hidden: it is a secret key)' : quoteName(keyId);
}

/** Refuses unusable options of a verification, and an unknown one. */
export function assertVerifyOptions(options: VerifySecuredUserTokenOptions): VerifySecuredUserTokenOptions {
  assertUserTokenOptions(options);
  assertOptionNames(options, optionNames);
  return options;
}

export function assertUserTokenOptions(
  options: VerifySecuredUserTokenOptions,
): VerifySecuredUserTokenOptions {
  const { secretKeys } = options ?? {};
  // A lookup by key id finds nothing in a list or a Map.
  const isTable = isObject(secretKeys) && !(secretKeys instanceof Map);
  if (typeof secretKeys !== 'function' && !isTable) {
    throw new TypeError(
      'verifySecuredUserToken takes (token, { secretKeys }), with the secrets by key id or a function that returns them.',
    );
  }
  return options;
}

function optionalDateOf(claim: string, value: unknown): Date | undefined {
  if (value === undefined) return undefined;
  const date = dateOf(value);
  if (date === undefined) throw claimError(claim, 'must be a Unix time in seconds.');
  return date;
}

function claimError(claim: string, what: string): ForgekeyError {
  const message = `The claim "${claim}" of the secured user token ${what}`;
  return new ForgekeyError('ERR_TOKEN_CLAIM', message, { parameter: claim, hint: FORGE_IT });
}

function keyIdError(message: string, hint: string): ForgekeyError {
  return new ForgekeyError('ERR_TOKEN_KEY_ID', message, { parameter: 'kid', hint });
}
