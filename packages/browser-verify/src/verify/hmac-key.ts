/**
 * A key that can do nothing but verify: it can neither be read again nor sign.
 *
 * @throws {TypeError} the page was not served over https, and browsers have no WebCrypto there
 */
export function importVerifyKey(secret: string): Promise<CryptoKey> {
  if (!globalThis.crypto?.subtle) {
    throw new TypeError('Verifying needs WebCrypto, which a page only has over https or on localhost.');
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['verify']);
}
