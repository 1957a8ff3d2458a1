import { forgeSecuredUserToken, generateSecuredApiKey } from '@forgekey/core';
import { describe, expect, test } from 'vitest';
import { type CredentialExpectations, checkCredential } from '../../src/index.ts';

const now = new Date('2027-01-15T12:00:00Z');
const nowSec = now.getTime() / 1000;
const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';

const key: string = generateSecuredApiKey(parentApiKey, {
  filters: 'owner:1',
  restrictIndices: ['products', 'dev_*', '*_archive'],
  userToken: 'user-1',
  validUntil: nowSec + 600,
});
const openKey: string = generateSecuredApiKey(parentApiKey, { filters: 'owner:1' });
const token: string = forgeSecuredUserToken({
  secretKey: 'sk-alg-1',
  secretKeyId: 'kid-1',
  userId: 'user-1',
  expiresIn: 600,
  now,
});

/** The code and parameter of the refusal, or undefined where the credential passes. */
function refusal(credential: unknown, expectations: CredentialExpectations): string | undefined {
  try {
    checkCredential(credential as string, { now, ...expectations });
    return undefined;
  } catch (error) {
    const { code, parameter, name } = error as { code?: string; parameter?: string; name: string };
    return [code ?? name, ...(code === 'ERR_CREDENTIAL_MISMATCH' ? [parameter] : [])].join(' ');
  }
}

describe('what it sees', () => {
  test('the kind and the expiry', () => {
    const expiresAt = new Date(now.getTime() + 600_000);
    expect(checkCredential(key, { now })).toEqual({ kind: 'key', expiresAt });
    expect(checkCredential(token, { now })).toEqual({ kind: 'token', expiresAt });
    expect(checkCredential(openKey)).toEqual({ kind: 'key' });
  });
});

describe('expectations that are met', () => {
  test.each<[string, CredentialExpectations]>([
    [key, { userToken: 'user-1' }],
    [key, { indexNames: 'products' }],
    [key, { indexNames: ['products', 'dev_products', 'orders_archive'] }],
    [key, { validForSec: 600 }],
    [key, { userToken: 'user-1', indexNames: 'products', validForSec: 60 }],
    [openKey, { indexNames: 'whatever' }],
    [openKey, { validForSec: 1e9 }],
    [token, { userId: 'user-1' }],
    [token, { keyId: 'kid-1' }],
    [token, { userId: 'user-1', keyId: 'kid-1', validForSec: 600 }],
  ])('%# %j', (credential, expectations) => {
    expect(refusal(credential, expectations)).toBeUndefined();
  });
});

describe('a credential for another user or index', () => {
  test.each<[string, CredentialExpectations, string]>([
    [key, { userToken: 'user-2' }, 'userToken'],
    [key, { userToken: 'USER-1' }, 'userToken'],
    [openKey, { userToken: 'user-1' }, 'userToken'],
    [key, { indexNames: 'salaries' }, 'indexNames'],
    [key, { indexNames: ['products', 'salaries'] }, 'indexNames'],
    [key, { indexNames: 'products_price_asc' }, 'indexNames'],
    [token, { userId: 'user-2' }, 'userId'],
    [token, { keyId: 'kid-2' }, 'keyId'],
  ])('%# %j', (credential, expectations, parameter) => {
    expect(refusal(credential, expectations)).toBe(`ERR_CREDENTIAL_MISMATCH ${parameter}`);
  });
});

test.each<[string, CredentialExpectations, string]>([
  [key, { userId: 'user-1' }, 'userId'],
  [key, { keyId: 'kid-1' }, 'keyId'],
  [token, { userToken: 'user-1' }, 'userToken'],
  [token, { indexNames: 'products' }, 'indexNames'],
])(
  'an expectation that the kind of credential cannot meet is not met: %# %j',
  (credential, expectations, parameter) => {
    expect(refusal(credential, expectations)).toBe(`ERR_CREDENTIAL_MISMATCH ${parameter}`);
  },
);

test('a key whose restrictIndices are an empty list opens no index', () => {
  const closed = btoa(`${'0'.repeat(64)}restrictIndices=&filters=a`);
  expect(refusal(closed, { indexNames: 'products' })).toBe('ERR_CREDENTIAL_MISMATCH indexNames');
});

describe('validity', () => {
  test.each<[string, CredentialExpectations, string | undefined]>([
    [key, { validForSec: 601 }, 'ERR_KEY_EXPIRED'],
    [token, { validForSec: 601 }, 'ERR_TOKEN_EXPIRED'],
    [key, { now: new Date(now.getTime() + 601_000) }, 'ERR_KEY_EXPIRED'],
    [token, { now: new Date(now.getTime() + 601_000) }, 'ERR_TOKEN_EXPIRED'],
    [key, { now: new Date(now.getTime() + 599_000) }, undefined],
  ])('%# %j', (credential, expectations, code) => {
    expect(refusal(credential, expectations)).toBe(code);
  });
});

describe('a text that is not a credential', () => {
  test.each([
    ['', 'ERR_KEY_MALFORMED'],
    ['plain', 'ERR_KEY_MALFORMED'],
    [parentApiKey, 'ERR_KEY_MALFORMED'],
    ['a.b.c', 'ERR_TOKEN_MALFORMED'],
    ['<!doctype html> <p>Sign in.</p>', 'ERR_TOKEN_MALFORMED'],
    [btoa(`${'0'.repeat(64)}userToken=user-1&userToken=user-2`), 'ERR_KEY_AMBIGUOUS'],
    [btoa(`${'0'.repeat(64)}validUntil=never`), 'ERR_KEY_AMBIGUOUS'],
    [`${btoa('{"alg":"none","kid":"kid-1"}').replaceAll('=', '')}.e30.`, 'ERR_TOKEN_ALGORITHM'],
    [`${btoa('{"alg":"HS256"}').replaceAll('=', '')}.e30.c2ln`, 'ERR_TOKEN_KEY_ID'],
  ])('%j', (credential, code) => {
    expect(refusal(credential, { userToken: 'user-1' })).toBe(code);
  });

  test.each([undefined, null, 42, {}, [key]])('%j is a TypeError', credential => {
    expect(() => checkCredential(credential as never)).toThrow(TypeError);
  });
});

class Expected {
  get userToken(): string {
    return 'user-2';
  }
}

test.each<[string, unknown, string]>([
  ['null', null, 'expectations must be a plain object'],
  ['a number', 5, 'expectations must be a plain object'],
  ['a text', 'user-1', 'expectations must be a plain object'],
  ['a list', ['user-1'], 'expectations must be a plain object'],
  ['a Map', new Map([['userToken', 'user-2']]), 'expectations must be a plain object'],
  ['what inherits', Object.create({ userToken: 'user-2' }), 'expectations must be a plain object'],
  ['an instance of a class', new Expected(), 'expectations must be a plain object'],
  ['a misspelled expectation', { usertoken: 'user-1' }, 'Unknown expectation "usertoken"'],
  [
    'a list of billions of holes',
    { indexNames: new Array(2 ** 32 - 1) },
    'indexNames must be a name, or a list of names',
  ],
  ['a name with a line break', { 'user\nid': 'u' }, 'Unknown expectation "user\\nid"'],
  ['a name of every object', { toString: 'user-1' }, 'Unknown expectation "toString"'],
  [
    'the id of a user who is not signed in',
    { userToken: undefined },
    'userToken must be a string that is not empty',
  ],
  ['the same for a token', { userId: undefined }, 'userId must be a string that is not empty'],
  ['an empty user token', { userToken: '' }, 'userToken must be a string that is not empty'],
  ['an id that is a number', { userId: 5 }, 'userId must be a string that is not empty'],
  ['a key id that is null', { keyId: null }, 'keyId must be a string that is not empty'],
  [
    'a validity that is not a number',
    { validForSec: '60' },
    'validForSec must be a number of seconds, 0 or more',
  ],
  ['a negative validity', { validForSec: -1 }, 'validForSec must be a number of seconds, 0 or more'],
  ['NaN', { validForSec: Number.NaN }, 'validForSec must be a number of seconds, 0 or more'],
  ['no index at all', { indexNames: [] }, 'indexNames must be a name, or a list of names'],
  ['an index without a name', { indexNames: '' }, 'indexNames must be a name, or a list of names'],
  [
    'a list with such an index',
    { indexNames: ['products', ''] },
    'indexNames must be a name, or a list of names',
  ],
  ['a list of nothing', { indexNames: [undefined] }, 'indexNames must be a name, or a list of names'],
  ['a list with holes', { indexNames: new Array(2) }, 'indexNames must be a name, or a list of names'],
  ['a list of lists', { indexNames: [['products']] }, 'indexNames must be a name, or a list of names'],
  ['a Set', { indexNames: new Set(['products']) }, 'indexNames must be a name, or a list of names'],
  ['an index that is a number', { indexNames: 5 }, 'indexNames must be a name, or a list of names'],
  ['an undefined now', { now: undefined }, 'now must be a Date'],
])('%s is a TypeError, never an expectation that every credential meets', (_, expectations, message) => {
  for (const credential of [key, openKey, token]) {
    expect(() => checkCredential(credential, expectations as never)).toThrow(new TypeError(message));
  }
});

test.each([5, '2027-01-15', new Date(Number.NaN), null])('%j as now is a TypeError', moment => {
  for (const credential of [key, token]) {
    expect(() => checkCredential(credential, { now: moment as never })).toThrow(TypeError);
  }
});

test('an object without a prototype is plain, and each expectation is read once', () => {
  expect(refusal(key, Object.assign(Object.create(null), { userToken: 'user-1' }))).toBeUndefined();
  const tokens = ['user-2', 'user-1'];
  const fickle = {
    get userToken(): string {
      return tokens.shift() ?? 'user-1';
    },
    now,
  };
  expect(() => checkCredential(key, fickle)).toThrow(
    expect.objectContaining({ code: 'ERR_CREDENTIAL_MISMATCH' }),
  );
});

test('no message holds the credential, or whom it is for', () => {
  const wrong: CredentialExpectations[] = [
    { userToken: 'user-2' },
    { indexNames: 'salaries' },
    { validForSec: 1e6 },
  ];
  for (const expectations of wrong) {
    try {
      checkCredential(key, { now, ...expectations });
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).not.toMatch(/user-[12]|salaries|[A-Za-z0-9+/]{20}/);
    }
  }
});
