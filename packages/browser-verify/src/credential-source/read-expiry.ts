import { ForgekeyError } from '@forgekey/core';
import { FIRST_SECONDS_OUT_OF_RANGE, MAX_SECURED_API_KEY_LENGTH, readSeconds } from '@forgekey/core/internal';

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
  let queryString: string | undefined;
  try {
    const binary = atob(securedApiKey.slice(0, MAX_SECURED_API_KEY_LENGTH));
    // `atob` accepts more texts than the one that a server makes of these bytes.
    if (btoa(binary) === securedApiKey) [, queryString] = binary.split(/^[0-9a-f]{64}/);
  } catch {
    // Not base64: the same error.
  }
  if (queryString === undefined) throw new ForgekeyError('ERR_KEY_MALFORMED', 'Not a secured API key');
  const values = new URLSearchParams(queryString).getAll('validUntil');
  // Two values, joined, are not a number.
  const seconds = values.length ? readSeconds(values.join()) : Infinity;
  if (seconds === undefined) throw new ForgekeyError('ERR_KEY_AMBIGUOUS', 'Ambiguous "validUntil"');
  return seconds * 1000;
}

function readTokenExpiry(token: string): number {
  const parts = token.split('.');
  try {
    const { exp } = JSON.parse(atob(parts[1]!.replaceAll('-', '+').replaceAll('_', '/')));
    if (parts.length === 3 && typeof exp === 'number' && exp < FIRST_SECONDS_OUT_OF_RANGE) return exp * 1000;
  } catch {
    // Not a token at all: the same error.
  }
  throw new ForgekeyError('ERR_TOKEN_MALFORMED', 'Not a JWT with "exp" in seconds');
}
