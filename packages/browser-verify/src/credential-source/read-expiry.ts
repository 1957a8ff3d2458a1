import { ForgekeyError } from '@forgekey/core';
import { FIRST_SECONDS_OUT_OF_RANGE, readSeconds, readSecuredApiKey } from '@forgekey/core/internal';

/**
 * When a key or token says that it expires, in milliseconds; infinite for a key without an expiry. It reads no more
 * than that, because a page that only keeps a key fresh should not carry the reader of every search parameter.
 *
 * @throws {ForgekeyError} `ERR_KEY_MALFORMED`, `ERR_KEY_AMBIGUOUS`, `ERR_TOKEN_MALFORMED`
 */
export function readExpiry(credential: string): number {
  return credential.includes('.') ? readTokenExpiry(credential) : readKeyExpiry(credential);
}

function readKeyExpiry(securedApiKey: string): number {
  const values = new URLSearchParams(readSecuredApiKey(securedApiKey).queryString).getAll('validUntil');
  const [value] = values;
  if (value === undefined) return Number.POSITIVE_INFINITY;
  const seconds = readSeconds(value);
  if (values.length > 1 || seconds === undefined) {
    throw new ForgekeyError('ERR_KEY_AMBIGUOUS', 'It has no one readable validUntil.');
  }
  return seconds * 1000;
}

function readTokenExpiry(token: string): number {
  const [, payload, ...rest] = token.split('.');
  try {
    const { exp } = JSON.parse(atob(payload!.replaceAll('-', '+').replaceAll('_', '/')));
    if (rest.length === 1 && Number.isFinite(exp) && exp < FIRST_SECONDS_OUT_OF_RANGE) return exp * 1000;
  } catch {
    // Not a token at all: same answer.
  }
  throw new ForgekeyError('ERR_TOKEN_MALFORMED', 'It is no JWT with an "exp" in seconds.');
}
