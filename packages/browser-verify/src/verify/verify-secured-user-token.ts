import { ForgekeyError, type VerifiedUserToken, type VerifySecuredUserTokenOptions } from '@forgekey/core';
import {
  assertVerifyOptions,
  checkSignedToken,
  keyIdOf,
  secretKeyOf,
  splitUserToken,
  tokenSignatureError,
} from '@forgekey/core/internal';
import { importVerifyKey } from './hmac-key.ts';

/**
 * Proves that a known secret signed a secured user token, and that its claims are valid. It is `verifySecuredUserToken` of
 * `@forgekey/core` with jose and WebCrypto: same answers, same errors. A token passes only if jose and core accept it.
 *
 * For internal tools only. Anyone who can open the page can read the secret that it verifies with.
 *
 * @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` · `ERR_TOKEN_ALGORITHM` · `ERR_TOKEN_KEY_ID` · `ERR_TOKEN_SIGNATURE` ·
 *   `ERR_TOKEN_CLAIM` · `ERR_TOKEN_EXPIRED` · `ERR_TOKEN_NOT_YET_VALID` · `ERR_TOKEN_INPUT`, each as a rejection
 * @throws {TypeError} the options are missing, one of them is unknown, the page has no WebCrypto, or `now` or `clockToleranceSec` is
 *   invalid
 * @example
 * const { userId } = await verifySecuredUserToken(token, { secretKeys: { [secretKeyId]: typedInByTheOperator } });
 * @see RFC 7515 section 5.2, RFC 7519 section 7.2
 */
export async function verifySecuredUserToken(
  token: string,
  options: VerifySecuredUserTokenOptions,
): Promise<VerifiedUserToken> {
  const { secretKeys, now = new Date(), clockToleranceSec = 0 } = assertVerifyOptions(options);
  const parts = splitUserToken(token);
  const keyId = keyIdOf(parts);
  // Loaded only when it is needed: jose creates a TextEncoder when it loads, and Jest's jsdom has none.
  const { jwtVerify } = await import('jose/jwt/verify');
  const key = await importVerifyKey(secretKeyOf(secretKeys, keyId));
  const refusal = await jwtVerify(token, key, {
    algorithms: ['HS256'],
    requiredClaims: ['sub', 'exp'],
    currentDate: now,
    // jose counts whole seconds. The exact moment is checked below.
    clockTolerance: clockToleranceSec + 1,
  }).then(
    () => undefined,
    (error: { code?: string }) => error,
  );
  if (refusal?.code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') throw tokenSignatureError();
  const verified = checkSignedToken(parts, keyId, options);
  if (refusal === undefined) return verified;
  const error = new ForgekeyError(
    'ERR_TOKEN_CLAIM',
    'jose does not accept the secured user token. See the cause.',
  );
  error.cause = refusal;
  throw error;
}
