import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createSecuredApiKeyGenerator,
  decodeSecuredApiKey,
  generateSecuredApiKey,
  getSecuredApiKeyRemainingValidity,
  measureSecuredApiKey,
  parseRestrictions,
  verifySecuredApiKey,
} from '../../src/index.ts';
import { NOW, NOW_SEC, PARENT, signedKey, signedToken } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';

const restrictions = { filters: 'a:1' };

describe('what is said of a parent key', () => {
  const CHECK = 'Check that the environment variable is set.';
  const TRIM = 'Trim it where it is read.';

  it.each<[parent: unknown, message: string, hint?: string]>([
    [undefined, '"parentApiKey" must be a string; it is undefined.', CHECK],
    ['', '"parentApiKey" is empty: anyone could sign with it.', CHECK],
    [
      signedKey('filters=a'),
      '"parentApiKey" is itself a secured API key, which cannot sign another one.',
      'Use its parent.',
    ],
    ['k'.repeat(4_097), '"parentApiKey" is longer than 4096 characters.'],
    [
      'a\ud800b',
      '"parentApiKey" contains a lone surrogate: it is not well-formed Unicode.',
      'Copy it again.',
    ],
    ['a\0b', '"parentApiKey" contains a control character or line break.', TRIM],
    [` ${PARENT}`, '"parentApiKey" has leading or trailing whitespace.', TRIM],
  ])('row %#', (parentApiKey, message, hint) => {
    const error = errorOf(() =>
      generateSecuredApiKey({ parentApiKey: parentApiKey as string, restrictions }),
    );
    expect([error.code, error.parameter, error.message, error.hint]).toEqual([
      'ERR_PARENT_KEY',
      'parentApiKey',
      message,
      hint,
    ]);
  });

  it('nothing, of one with 4,096 characters', () => {
    expect(codeOf(() => generateSecuredApiKey('k'.repeat(4_096), restrictions))).toBeUndefined();
  });
});

describe('what is said of a key', () => {
  const UNWRAP = 'Remove "Bearer", quotes and spaces.';
  const options = { parentApiKeys: PARENT, now: NOW };

  it.each<[key: string, code: string, parameter: string, message: string, hint: string]>([
    [
      signedKey('filters=a', 'another'),
      'ERR_KEY_SIGNATURE',
      'securedApiKey',
      'The secured API key was not signed with the parent API key.',
      'The key was modified, or signed with another parent key.',
    ],
    [
      signedKey('filters=a&filters=b'),
      'ERR_KEY_AMBIGUOUS',
      'filters',
      'The secured API key is ambiguous: "filters" occurs more than once.',
      'Generate it again, with each restriction once.',
    ],
    [
      signedKey('validUntil=soon'),
      'ERR_KEY_AMBIGUOUS',
      'validUntil',
      'The secured API key is ambiguous: "validUntil" must have the type "seconds".',
      'Generate it again, with each restriction once.',
    ],
    [
      signedKey('filters=%E9'),
      'ERR_KEY_AMBIGUOUS',
      'filters',
      'The secured API key is ambiguous: "filters" has a broken encoding.',
      'Generate it again, with each restriction once.',
    ],
    [
      signedKey(`validUntil=${NOW_SEC - 1}`),
      'ERR_KEY_EXPIRED',
      'validUntil',
      'The secured API key expired at 2026-03-01T11:59:59.000Z.',
      'Generate a new one with a later validUntil.',
    ],
  ])('that cannot be verified: row %#', (key, ...expected) => {
    const { code, parameter, message, hint } = errorOf(() => verifySecuredApiKey(key, options));
    expect([code, parameter, message, hint]).toEqual(expected);
  });

  it('that does not expire', () => {
    expect(errorOf(() => getSecuredApiKeyRemainingValidity(signedKey('filters=a')))).toMatchObject({
      message: 'The secured API key has no "validUntil".',
      hint: 'Generate keys with a validUntil.',
    });
  });

  it.each([
    ['', '"securedApiKey" is empty.', undefined],
    ['!', '"securedApiKey" is not base64.', 'It may be truncated.'],
    [PARENT, '"securedApiKey" has no signature.', 'It may be a plain API key.'],
    [signedToken(), '"securedApiKey" is not base64.', 'It may be a user token.'],
    [`Bearer ${signedKey('filters=a')}`, '"securedApiKey" is not base64.', UNWRAP],
    [`"${signedKey('filters=a')}"`, '"securedApiKey" is not base64.', UNWRAP],
    [`'${signedKey('filters=a')}'`, '"securedApiKey" is not base64.', UNWRAP],
    [`${signedKey('filters=a')}\n`, '"securedApiKey" is not base64.', UNWRAP],
    ['A'.repeat(65_537), '"securedApiKey" is longer than 65536 characters.', undefined],
  ])('that is none: %s', (key, message, hint) => {
    const error = errorOf(() => decodeSecuredApiKey(key));
    expect([error.message, error.hint]).toEqual([message, hint]);
  });
});

it('a text too long to be read in time is refused by its length', () => {
  const longest = `query=${'q'.repeat(65_530)}`;
  for (const read of [parseRestrictions, measureSecuredApiKey]) {
    expect(codeOf(() => read(longest))).toBeUndefined();
    expect(errorOf(() => read(`${longest}q`))).toMatchObject({
      code: 'ERR_RESTRICTION_VALUE',
      parameter: 'queryString',
      message: '"queryString" is longer than 65536 characters.',
    });
    expect(() => read(5 as never)).toThrow(new TypeError('"queryString" must be a string.'));
  }
});

it('a verifier takes 1 to 1,000 parent keys', () => {
  const verify = (count: number): unknown =>
    verifySecuredApiKey(signedKey('filters=a'), { parentApiKeys: Array<string>(count).fill(PARENT) });
  expect(verify(1_000)).toMatchObject({ parentKeyIndex: 0, isVerified: true });
  const message = '"parentApiKeys" must contain 1 to 1000 parent API keys.';
  for (const count of [0, 1_001]) expect(() => verify(count)).toThrow(new TypeError(message));
});

it.each([
  ['%41+%zz%4G%E9', 'A %zz%4G\ufffd'],
  ['%C3%A9x%E9', '\u00e9x\ufffd'],
  ['%C3%A9%E9', '\ufffd\ufffd\ufffd'],
])('of the broken encoding %s, what can be decoded is shown', (encoded, text) => {
  const { problems } = decodeSecuredApiKey(signedKey(`filters=${encoded}`));
  expect(problems).toMatchObject([{ kind: 'unreadable', parameter: 'filters', text }]);
});

it('an empty text is an empty list, and a bracket inside a text begins none', () => {
  expect(parseRestrictions('aroundPrecision=&insidePolygon=&facets=a[b')).toEqual({
    aroundPrecision: [],
    insidePolygon: [],
    facets: ['a[b'],
  });
});

it('an unreadable parameter that occurs again stays unreadable', () => {
  expect(decodeSecuredApiKey(signedKey('validUntil=soon&validUntil=1'))).toMatchObject({
    restrictions: {},
    problems: [
      { kind: 'unreadable', parameter: 'validUntil', text: 'soon' },
      { kind: 'repeated', parameter: 'validUntil', text: '1' },
    ],
  });
});

describe('a call without what it needs says what it takes', () => {
  it.each<[string, () => unknown]>([
    [
      'generateSecuredApiKey takes an object { parentApiKey, restrictions }.',
      () => generateSecuredApiKey(undefined as never),
    ],
    [
      'generateSecuredApiKey takes (parentApiKey, restrictions). Put userToken into the restrictions.',
      () => (generateSecuredApiKey as (...call: unknown[]) => string)(PARENT, restrictions, 'user'),
    ],
    [
      'createSecuredApiKeyGenerator takes an object { parentApiKey, restrictions? }.',
      () => createSecuredApiKeyGenerator(PARENT as never),
    ],
    [
      'Unknown option "filters". The options are parentApiKey and restrictions. Restrictions belong in { restrictions: { … } }.',
      () => generateSecuredApiKey({ parentApiKey: PARENT, filters: 'a' } as never),
    ],
    [
      'verifySecuredApiKey takes (securedApiKey, { parentApiKeys }).',
      () => verifySecuredApiKey('a', undefined as never),
    ],
    [
      'verifySecuredApiKey takes (securedApiKey, { parentApiKeys }).',
      () => verifySecuredApiKey('a', PARENT as never),
    ],
    [
      'Unknown option "parentApiKey". The options are parentApiKeys, now, clockToleranceSec.',
      () => verifySecuredApiKey('a', { parentApiKey: PARENT } as never),
    ],
    [
      'Unknown option "clockTolerance". The options are parentApiKeys, now, clockToleranceSec.',
      () => verifySecuredApiKey('a', { parentApiKeys: PARENT, clockTolerance: 5 } as never),
    ],
  ])('%s', (message, call) => {
    expect(call).toThrow(new TypeError(message));
  });
});

describe('in a browser page', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('no key is generated unless the caller allows it in so many words', () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    const options = { parentApiKey: PARENT, restrictions };
    expect(codeOf(() => generateSecuredApiKey(options))).toBe('ERR_BROWSER_MINTING');
    expect(codeOf(() => createSecuredApiKeyGenerator(options))).toBe('ERR_BROWSER_MINTING');
    const allowed = { ...options, dangerouslyAllowBrowser: true };
    expect(createSecuredApiKeyGenerator(allowed)()).toBe(generateSecuredApiKey(allowed));
  });
});
