import { ForgekeyError } from '@forgekey/core';
import {
  checkSignedKey,
  checkSignedToken,
  keyIdOf,
  matchesIndexPattern,
  readSecuredApiKey,
  shown,
  splitUserToken,
} from '@forgekey/core/internal';
import { assert } from '../lib/assert.ts';

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

/** A credential that is the expected one. */
export interface CheckedCredential {
  /** Whether it is a secured API key or a user token. */
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
 * **It proves nothing.** The signature is not checked, and anyone can write a credential that passes. Decide nothing
 * by the result but whether to use the credential: the server that receives it is the one that verifies.
 *
 * Absent `restrictIndices` open every index that the parent key does, so any index is met by a key without them.
 *
 * @throws {ForgekeyError} `ERR_CREDENTIAL_MISMATCH` (`parameter` names the expectation) · `ERR_KEY_EXPIRED` ·
 *   `ERR_TOKEN_EXPIRED` expired, or not valid for `validForSec` more seconds · `ERR_KEY_MALFORMED` · `ERR_KEY_AMBIGUOUS` ·
 *   `ERR_TOKEN_MALFORMED` · `ERR_TOKEN_ALGORITHM` · `ERR_TOKEN_KEY_ID` it names none · `ERR_TOKEN_CLAIM` ·
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
  // The function that decodes the credential checks that it is a valid Date.
  now: [value => value !== undefined, 'a Date'],
};

/**
 * What was given, each expectation read once: one that is misspelled, inherited, or undefined because its user is not
 * signed in, would be met by every credential.
 */
function readExpectations(given: CredentialExpectations): CredentialExpectations {
  assert(isPlainObject(given), 'expectations', 'a plain object');
  const expected = { ...given };
  for (const [name, value] of Object.entries(expected)) {
    assert(Object.hasOwn(rules, name), shown(name), 'a known expectation');
    const [isRight, kind] = rules[name]!;
    assert(isRight(value), name, kind);
  }
  return expected;
}

/** A sparse array can claim to have billions of elements. */
const MAX_INDEX_NAMES = 10_000;

function isListOfNames(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.length <= MAX_INDEX_NAMES && [...value].every(isName)
  );
}

/** As a literal makes one, of any realm: no Map, no class instance, nothing that inherits. */
function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
