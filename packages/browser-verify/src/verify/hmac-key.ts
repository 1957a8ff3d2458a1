/**
 * A key that can only verify: it cannot be exported, and cannot sign.
 *
 * @throws {TypeError} there is no WebCrypto: browsers have it only on pages that are served over https, or from localhost
 */
export function importVerifyKey(secret: string): Promise<CryptoKey> {
  if (!globalThis.crypto?.subtle) {
    throw new TypeError('Verifying needs WebCrypto. Serve the page over https, or from localhost.');
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['verify']);
}
