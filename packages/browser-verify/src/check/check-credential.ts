import { ForgekeyError } from '@forgekey/core';
import {
  checkSignedKey,
  checkSignedToken,
  isObject,
  isPlainObject,
  keyIdOf,
  matchesIndexPattern,
  quote,
  readSecuredApiKey,
  splitUserToken,
} from '@forgekey/core/internal';
import { assert } from '../lib/assert.ts';

/** What a credential has to be. It does not meet an expectation that does not apply to its kind. */
export interface CredentialExpectations {
  /** How many seconds from `now` it still has to be valid; 0 by default. */
  validForSec?: number;
  /** The time to compare the expiry with; the time of this device by default. */
  now?: Date;
  /** The `userToken` that a key has to be bound to. */
  userToken?: string;
  /** The index, or all the indices, that a key has to allow. */
  indexNames?: string | readonly string[];
  /** The user (`sub`) that a user token has to be for. */
  userId?: string;
  /** The key id (`kid`) of the secret that a user token has to be signed with. */
  keyId?: string;
}

/** A credential that meets the expectations. */
export interface CheckedCredential {
  /** `key` for a secured API key, `token` for a user token. */
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
 * Checks that a secured API key or a secured user token is the one that this page needs: well-formed, valid long enough,
 * for this user, these indices, this key id. It catches a credential that a cache delivered to the wrong user, or that
 * your own code mixed up.
 *
 * **It proves nothing.** The signature is not checked, and anyone can write a credential that passes. Use the result only to
 * decide whether to use the credential: the server that receives the credential verifies it.
 *
 * A key without `restrictIndices` allows every index that its parent key allows, so it meets any `indexNames`.
 *
 * @throws {ForgekeyError} `ERR_CREDENTIAL_MISMATCH` (`parameter` names the expectation) · `ERR_KEY_EXPIRED` or
 *   `ERR_TOKEN_EXPIRED` (expired, or not valid for `validForSec` more seconds) · `ERR_KEY_MALFORMED` · `ERR_KEY_AMBIGUOUS` ·
 *   `ERR_TOKEN_MALFORMED` · `ERR_TOKEN_ALGORITHM` · `ERR_TOKEN_KEY_ID` (it has none) · `ERR_TOKEN_CLAIM` ·
 *   `ERR_TOKEN_NOT_YET_VALID`
 * @throws {TypeError} `credential` is not a string, the expectations are not a plain object, or one of them is unknown or has the
 *   wrong type: an empty string, for example, or the undefined id of a user who is not signed in
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
  const expected = readExpectations(expectations);
  const { validForSec = 0, now = new Date(), indexNames = [] } = expected;
  // Standard base64 has no dot, a JWT has two.
  const isToken = typeof credential === 'string' && credential.includes('.');
  const reading = isToken ? readToken(credential, now) : readKey(credential, now);
  for (const name of ['userToken', 'userId', 'keyId'] as const) {
    if (Object.hasOwn(expected, name) && expected[name] !== reading[name]) throw mismatch(name);
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
  const parts = splitUserToken(token);
  return { ...checkSignedToken(parts, keyIdOf(parts), { now }), indexPatterns: [] };
}

function mismatch(parameter: keyof typeof MISMATCHES): ForgekeyError {
  const message = `The credential is not ${MISMATCHES[parameter]}. It may have been cached for another user.`;
  return new ForgekeyError('ERR_CREDENTIAL_MISMATCH', message, { parameter });
}

type Rule = readonly [isRight: (value: unknown) => boolean, kind: string];

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';
const name: Rule = [isName, 'a string that is not empty'];
const rules: Readonly<Record<string, Rule>> = {
  userToken: name,
  userId: name,
  keyId: name,
  indexNames: [value => isName(value) || isListOfNames(value), 'a name, or a list of names'],
  validForSec: [value => typeof value === 'number' && value >= 0, 'a number of seconds, 0 or more'],
  // The function that decodes the credential checks that `now` is a valid Date.
  now: [value => value !== undefined, 'a Date'],
};

/**
 * The expectations, each read once. Every credential would meet one that is misspelled, inherited, or undefined because its
 * user is not signed in.
 */
function readExpectations(given: CredentialExpectations): CredentialExpectations {
  assert(isObject(given) && isPlainObject(given), 'expectations', 'a plain object');
  const expected = { ...given };
  for (const [name, value] of Object.entries(expected)) {
    if (!Object.hasOwn(rules, name)) throw new TypeError(`Unknown expectation ${quote(name)}`);
    const [isRight, kind] = rules[name]!;
    assert(isRight(value), name, kind);
  }
  return expected;
}

/** A sparse array may have a length of billions. */
const MAX_INDEX_NAMES = 10_000;

function isListOfNames(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.length <= MAX_INDEX_NAMES && [...value].every(isName)
  );
}
