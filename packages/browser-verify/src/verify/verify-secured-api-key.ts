import type { VerifiedSecuredApiKey, VerifySecuredApiKeyOptions } from '@forgekey/core';
import {
  checkSignedKey,
  readSecuredApiKey,
  signatureError,
  verifyingParentsOf,
} from '@forgekey/core/internal';
import { importVerifyKey } from './hmac-key.ts';

/**
 * Proves that one of the parent keys signed a secured API key, that the signed text is not ambiguous, and that the key has
 * not expired. It is `verifySecuredApiKey` of `@forgekey/core` with WebCrypto: same answers, same errors.
 *
 * For internal tools only. Anyone who can open the page can read the parent key that it verifies with.
 *
 * @throws {ForgekeyError} `ERR_KEY_MALFORMED` · `ERR_KEY_SIGNATURE` · `ERR_KEY_AMBIGUOUS` · `ERR_KEY_EXPIRED` ·
 *   `ERR_PARENT_KEY`, each as a rejection
 * @throws {TypeError} the options or the parent keys are missing, an option is unknown, the page has no WebCrypto, or `now` or
 *   `clockToleranceSec` is invalid
 * @example
 * const { restrictions } = await verifySecuredApiKey(key, { parentApiKeys: typedInByTheOperator });
 */
export async function verifySecuredApiKey(
  securedApiKey: string,
  options: VerifySecuredApiKeyOptions,
): Promise<VerifiedSecuredApiKey> {
  const parents = verifyingParentsOf(options);
  const parts = readSecuredApiKey(securedApiKey);
  const message =
    typeof parts.message === 'string'
      ? new TextEncoder().encode(parts.message)
      : new Uint8Array(parts.message);
  const signature = bytesOfHex(parts.signature);
  // Every parent key is tried, even after a match: the time must not tell which one signed.
  const matches = await Promise.all(
    parents.map(async parent =>
      crypto.subtle.verify('HMAC', await importVerifyKey(parent), signature, message),
    ),
  );
  const parentKeyIndex = matches.indexOf(true);
  if (parentKeyIndex < 0) throw signatureError(parents);
  return checkSignedKey(parts, parentKeyIndex, options);
}

function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g)!, pair => Number.parseInt(pair, 16));
}
