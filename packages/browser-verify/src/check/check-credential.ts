import { ForgekeyError } from '@forgekey/core';
import {
  assertHeader,
  checkSignedKey,
  checkSignedToken,
  matchesIndexPattern,
  readSecuredApiKey,
  readSecuredUserToken,
} from '@forgekey/core/bind';

/** What a credential has to be. An expectation that does not apply to its kind is one that it does not meet. */
export interface CredentialExpectations {
  /** For how many seconds from `now` it still has to be valid; 0 by default. */
  validForSec?: number;
  /** The moment to judge the expiry by; this device's clock by default. */
  now?: Date;
  /** The `userToken` that a key has to be bound to. */
  userToken?: string;
  /** The index, or all the indices, that a key has to open. */
  indexNames?: string | readonly string[];
  /** The user (`sub`) that a user token has to be for. */
  userId?: string;
  /** The key id (`kid`) that a user token has to be made with. */
  keyId?: string;
}

export interface CheckedCredential {
  readonly kind: 'key' | 'token';
  /** Absent for a key that does not expire. */
  readonly expiresAt?: Date;
}

const MISMATCHES = {
  userToken: 'bound to the expected userToken',
  userId: 'a token of the expected user',
  keyId: 'made with the expected key id',
  indexNames: 'a key for the expected indices',
} as const;

/**
 * Whether a secured API key or a secured user token is the one that this page needs: well-formed, valid long enough,
 * for this user, these indices, this key id. For catching a credential that a cache delivered to the wrong user, or
 * that a loader mixed up.
 *
 * **It proves nothing.** The signature is not checked, and anybody can write a credential that passes. Decide nothing
 * by the result but whether to use the credential: the server that receives it is the one that verifies.
 *
 * Absent `restrictIndices` open every index that the parent key does, so any index is met by a key without them.
 *
 * @throws {ForgekeyError} `ERR_CREDENTIAL_MISMATCH` (`parameter` names the expectation) · `ERR_KEY_EXPIRED` ·
 *   `ERR_TOKEN_EXPIRED` expired, or not valid for `validForSec` more seconds · `ERR_KEY_MALFORMED` · `ERR_KEY_AMBIGUOUS` ·
 *   `ERR_TOKEN_MALFORMED` · `ERR_TOKEN_ALGORITHM` · `ERR_TOKEN_KEY_ID` it names none · `ERR_TOKEN_CLAIM` ·
 *   `ERR_TOKEN_NOT_YET_VALID`
 * @throws {TypeError} `credential` is no string, an expectation is not known, or undefined (as the id of a user who is not
 *   signed in would be)
 * @example
 * const keys = createCredentialSource({
 *   load,
 *   check: (key, now) => checkCredential(key, { userToken: user.id, indexNames: 'products', now }),
 * });
 */
export function checkCredential(
  credential: string,
  expectations: CredentialExpectations = {},
): CheckedCredential {
  assertExpectations(expectations);
  const { validForSec = 0, now = new Date(), indexNames = [] } = expectations;
  // Standard base64 has no dot, a JWT has two.
  const isToken = typeof credential === 'string' && credential.includes('.');
  const reading = isToken ? readToken(credential, now) : readKey(credential, now);
  for (const name of ['userToken', 'userId', 'keyId'] as const) {
    if (Object.hasOwn(expectations, name) && expectations[name] !== reading[name]) throw mismatch(name);
  }
  for (const indexName of [indexNames].flat()) {
    const opens = (pattern: string): boolean => matchesIndexPattern(pattern, indexName);
    if (!reading.indexPatterns.some(opens)) throw mismatch('indexNames');
  }
  const { expiresAt } = reading;
  if (expiresAt && expiresAt.getTime() - now.getTime() < validForSec * 1000) {
    const message = `The credential expires at ${expiresAt.toISOString()}, in less than ${validForSec} seconds.`;
    throw new ForgekeyError(isToken ? 'ERR_TOKEN_EXPIRED' : 'ERR_KEY_EXPIRED', message);
  }
  return { kind: isToken ? 'token' : 'key', ...(expiresAt && { expiresAt }) };
}

interface Reading {
  expiresAt?: Date;
  userToken?: unknown;
  userId?: string;
  keyId?: string;
  indexPatterns: readonly string[];
}

function readKey(securedApiKey: string, now: Date): Reading {
  const { restrictions, ...key } = checkSignedKey(readSecuredApiKey(securedApiKey), 0, { now });
  const { userToken, restrictIndices = '*' } = restrictions;
  return { ...key, userToken, indexPatterns: [restrictIndices].flat() };
}

function readToken(token: string, now: Date): Reading {
  const parts = readSecuredUserToken(token);
  return { ...checkSignedToken(parts, assertHeader(parts), { now }), indexPatterns: [] };
}

function mismatch(parameter: keyof typeof MISMATCHES): ForgekeyError {
  const message = `The credential is not ${MISMATCHES[parameter]}. Was it cached for somebody else?`;
  return new ForgekeyError('ERR_CREDENTIAL_MISMATCH', message, { parameter });
}

/** An expectation that is misspelled, or undefined because its user is not signed in, would be met by everybody. */
function assertExpectations(expectations: CredentialExpectations): void {
  for (const [name, value] of Object.entries(expectations)) {
    const isKnown = Object.hasOwn(MISMATCHES, name) || name === 'validForSec' || name === 'now';
    if (!isKnown) throw new TypeError(`checkCredential knows no expectation "${name}"`);
    if (value === undefined) throw new TypeError(`The expectation "${name}" is undefined`);
  }
  const { validForSec = 0, indexNames = '*' } = expectations;
  if (!(typeof validForSec === 'number' && validForSec >= 0)) {
    throw new TypeError('validForSec must be a number of seconds, 0 or more');
  }
  if (indexNames.length === 0) throw new TypeError('indexNames must name at least one index');
}
