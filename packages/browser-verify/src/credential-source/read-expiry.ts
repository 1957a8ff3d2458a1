import { ForgekeyError } from '@forgekey/core';
import {
  beginsWithSignature,
  FIRST_SECONDS_OUT_OF_RANGE,
  MAX_SECURED_API_KEY_LENGTH,
  readSeconds,
} from '@forgekey/core/internal';

/**
 * When a key or token expires, in milliseconds; infinite for a key without an expiry. It reads nothing else: a page that only keeps
 * a key fresh should not load the reader of every search parameter.
 *
 * @throws {ForgekeyError} `ERR_KEY_MALFORMED`, `ERR_KEY_AMBIGUOUS`, `ERR_TOKEN_MALFORMED`
 * @throws {TypeError} `credential` is not a string
 */
export function readExpiry(credential: string): number {
  if (typeof credential !== 'string') throw new TypeError('Not a string');
  return credential.includes('.') ? readTokenExpiry(credential) : readKeyExpiry(credential);
}

function readKeyExpiry(securedApiKey: string): number {
  const binary = securedApiKey.length > MAX_SECURED_API_KEY_LENGTH ? '' : decodeBase64(securedApiKey);
  const [, queryString] = binary.split(beginsWithSignature);
  // `atob` accepts more texts than the one that a server makes of these bytes.
  if (queryString === undefined || btoa(binary) !== securedApiKey) {
    throw new ForgekeyError('ERR_KEY_MALFORMED', 'Not a secured API key');
  }
  const values = new URLSearchParams(queryString).getAll('validUntil');
  // Two values, joined, are not a number.
  const seconds = values.length ? readSeconds(values.join()) : Infinity;
  if (seconds === undefined) throw new ForgekeyError('ERR_KEY_AMBIGUOUS', 'Ambiguous "validUntil"');
  return seconds * 1000;
}

/** Smaller than the decoder of core. That one is strict; here, the result is encoded again and compared. */
function decodeBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

function readTokenExpiry(token: string): number {
  const parts = token.split('.');
  try {
    const { exp } = JSON.parse(atob(parts[1]!.replaceAll('-', '+').replaceAll('_', '/')));
    if (parts.length === 3 && Number.isFinite(exp) && exp < FIRST_SECONDS_OUT_OF_RANGE) return exp * 1000;
  } catch {
    // Not a token at all: the same error.
  }
  throw new ForgekeyError('ERR_TOKEN_MALFORMED', 'Not a JWT with "exp" in seconds');
}
