import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  FilterSyntaxError,
  ForgekeyError,
  type ForgekeyErrorCode,
  ForgekeyTypeError,
  isForgekeyError,
} from '../src/errors.ts';
import {
  createSecuredApiKeyGenerator,
  decodeSecuredApiKey,
  forgeSecuredUserToken,
  generateSecuredApiKey,
  getSecuredApiKeyRemainingValidity,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from '../src/index.ts';
import { KEY_ID, NOW, NOW_SEC, PARENT, SECRET, signedKey, signedToken } from './support/credentials.ts';
import { errorOf } from './support/error-of.ts';

/** The codes of the two credentials; those of filters, enforcement and sources have tests of their own. */
type CredentialCode = Extract<
  ForgekeyErrorCode,
  `ERR_PARENT_${string}` | `ERR_RESTRICTION${string}` | `ERR_KEY_${string}` | `ERR_TOKEN_${string}`
>;
type Reach = [parameter: string, message: RegExp, run: () => unknown];

const generate = (restrictions: object): string => generateSecuredApiKey(PARENT, restrictions);
const verifyKey = (key: string): unknown => verifySecuredApiKey(key, { parentApiKeys: PARENT, now: NOW });
const verifyToken = (token: string): unknown =>
  verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET }, now: NOW });
const forge = (more: object): unknown =>
  forgeSecuredUserToken({ secretKey: SECRET, secretKeyId: KEY_ID, userId: 'u', ...more });
const header = { alg: 'HS256', typ: 'JWT', kid: KEY_ID };
const claims = { sub: 'user-1', exp: NOW_SEC + 60 };

// The compiler demands a row for every code of the union.
const reach: Record<CredentialCode, Reach[]> = {
  ERR_PARENT_KEY: [
    ['parentApiKey', /environment variable is set/, () => generateSecuredApiKey('', { filters: 'a' })],
    [
      'parentApiKey',
      /environment variable is set/,
      () => createSecuredApiKeyGenerator({ parentApiKey: undefined as never }),
    ],
    ['parentApiKey', /Trim it/, () => generateSecuredApiKey(`${PARENT}\n`, { filters: 'a' })],
    ['parentApiKey', /Use its parent/, () => generateSecuredApiKey(signedKey('filters=a'), { filters: 'a' })],
    ['parentApiKeys', /Use its parent/, () => verifySecuredApiKey('', { parentApiKeys: [signedKey('a')] })],
  ],
  ERR_RESTRICTIONS_EMPTY: [['restrictions', /Set at least one/, () => generate({})]],
  ERR_RESTRICTION_EMPTY: [
    ['filters', /"filters" is empty.*generate no key/, () => generate({ filters: '' })],
  ],
  ERR_RESTRICTION_UNKNOWN: [['filter', /"filter".*Did you mean "filters"/, () => generate({ filter: 'a' })]],
  ERR_RESTRICTION_CONFLICT: [
    ['filters', /combineFilters/, () => generate({ filters: 'a', searchParams: { filters: 'b' } })],
    ['page', /"page".*Set it once/, () => generate({ page: 1, searchParams: { page: 2 } })],
  ],
  ERR_RESTRICTION_VALUE: [
    [
      'validUntil',
      /"validUntil" must be a positive Unix time in whole seconds/,
      () => generate({ validUntil: -1 }),
    ],
    ['query', /"query".*lone surrogate.*Use strings/, () => generate({ query: '\ud800' })],
    ['restrictions', /plain object/, () => generate(new Map())],
    ['searchParams', /plain object/, () => generate({ searchParams: new Map() })],
  ],
  ERR_KEY_MALFORMED: [
    ['securedApiKey', /be truncated/, () => verifyKey('x')],
    ['securedApiKey', /plain API key/, () => decodeSecuredApiKey(PARENT)],
    ['securedApiKey', /must be a string/, () => decodeSecuredApiKey(5 as never)],
  ],
  ERR_KEY_SIGNATURE: [
    ['securedApiKey', /modified, or signed with another/, () => verifyKey(signedKey('filters=a', 'x'))],
  ],
  ERR_KEY_EXPIRED: [['validUntil', /Generate a new one/, () => verifyKey(signedKey('validUntil=1'))]],
  ERR_KEY_NO_EXPIRY: [
    ['validUntil', /"validUntil"/, () => getSecuredApiKeyRemainingValidity(signedKey('filters=a'))],
  ],
  ERR_KEY_AMBIGUOUS: [
    [
      'filters',
      /"filters" occurs more than once.*Generate it again/,
      () => verifyKey(signedKey('filters=a&filters=b')),
    ],
    [
      'validUntil',
      /"validUntil" must have the type "seconds"/,
      () => getSecuredApiKeyRemainingValidity(signedKey('validUntil=x')),
    ],
  ],
  ERR_TOKEN_INPUT: [
    ['userId', /"userId" is empty\. Check where it is set/, () => forge({ userId: '' })],
    [
      'secretKey',
      /"secretKey" has leading or trailing whitespace\. Trim it/,
      () => forge({ secretKey: `${SECRET}\n` }),
    ],
    ['secretKeyId', /"secretKeyId" must be a string/, () => forge({ secretKeyId: 5 })],
    ['expiresIn', /"expiresIn" must be whole seconds/, () => forge({ expiresIn: 0 })],
    [
      'secretKeys',
      /must be a non-empty string/,
      () => verifySecuredUserToken(signedToken(), { secretKeys: () => '' }),
    ],
  ],
  ERR_TOKEN_MALFORMED: [
    ['token', /three parts/, () => verifyToken('x')],
    ['token', /must be a string/, () => verifyToken(5 as never)],
    ['token', /"sub" twice/, () => verifyToken(signedToken('{"sub":"a","sub":"b"}'))],
  ],
  ERR_TOKEN_ALGORITHM: [['alg', /HS256/, () => verifyToken(signedToken(claims, { ...header, alg: 'none' }))]],
  ERR_TOKEN_KEY_ID: [
    ['kid', /"other".*"secretKeys"/, () => verifyToken(signedToken(claims, { ...header, kid: 'other' }))],
  ],
  ERR_TOKEN_SIGNATURE: [
    ['token', /modified, or signed with another/, () => verifyToken(signedToken(claims, header, 'x'))],
  ],
  ERR_TOKEN_CLAIM: [
    [
      'exp',
      /"exp".*is missing, so the token would never expire/,
      () => verifyToken(signedToken({ sub: 'a' })),
    ],
    [
      'exp',
      /"exp".*must be a Unix time in seconds/,
      () => verifyToken(signedToken({ sub: 'a', exp: 'soon' })),
    ],
  ],
  ERR_TOKEN_EXPIRED: [
    ['exp', /expired.*Forge a new token/, () => verifyToken(signedToken({ sub: 'a', exp: 1 }))],
  ],
  ERR_TOKEN_NOT_YET_VALID: [
    ['nbf', /Compare the clocks/, () => verifyToken(signedToken({ ...claims, nbf: NOW_SEC + 60 }))],
  ],
};
const rows = Object.entries(reach).flatMap(([code, reaches]) => reaches.map(row => [code, ...row] as const));

describe('every code can be reached, names the parameter, and says what to do', () => {
  it.each(rows)('%s of %s', (code, parameter, message, run) => {
    const error = errorOf(run);
    expect(error.code).toBe(code);
    expect(error.parameter).toBe(parameter);
    expect([error.message, error.hint].join(' ')).toMatch(message);
    expect(error.message).toMatch(/[.?]$/);
  });
});

describe('ForgekeyError', () => {
  it('carries code, message and, where there are any, parameter and column', () => {
    const error = new ForgekeyError('ERR_FILTER_SYNTAX', 'no', { parameter: 'filters', column: 3 });
    expect(error).toMatchObject({
      name: 'ForgekeyError',
      code: 'ERR_FILTER_SYNTAX',
      message: 'no',
      parameter: 'filters',
      column: 3,
    });
    const plain = new ForgekeyError('ERR_KEY_EXPIRED', 'no');
    expect([plain.parameter, plain.column]).toEqual([undefined, undefined]);
    expect(String(error)).toBe('ForgekeyError: no');
  });

  it('FilterSyntaxError is one, with a column; ForgekeyTypeError is one and a TypeError', () => {
    const syntax = new FilterSyntaxError('no', 3);
    expect(syntax).toMatchObject({
      name: 'FilterSyntaxError',
      code: 'ERR_FILTER_SYNTAX',
      parameter: 'filters',
      column: 3,
    });
    expect(syntax instanceof ForgekeyError).toBe(true);
    const type = new ForgekeyTypeError('ERR_KEY_MALFORMED', 'no', 'securedApiKey');
    expect([type instanceof ForgekeyError, type instanceof TypeError, isForgekeyError(type)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(type instanceof FilterSyntaxError).toBe(false);
    expect(new ForgekeyError('ERR_KEY_EXPIRED', 'no') instanceof FilterSyntaxError).toBe(false);
  });

  it('is recognised across copies of the package', async () => {
    const copy: typeof import('../src/errors.ts') = await import(
      '../src/errors.ts?copy' as '../src/errors.ts'
    );
    expect(copy.ForgekeyError).not.toBe(ForgekeyError);
    const foreign = new copy.ForgekeyError('ERR_KEY_EXPIRED', 'no');
    expect(foreign instanceof ForgekeyError).toBe(true);
    expect(isForgekeyError(foreign)).toBe(true);
    expect(foreign instanceof FilterSyntaxError).toBe(false);
  });

  it('nothing else is recognised', () => {
    const marked = { [Symbol.for('forgekey.error')]: true };
    for (const other of [
      new Error('x'),
      new TypeError('x'),
      marked,
      null,
      undefined,
      'x',
      vm.runInNewContext('new Error("x")'),
    ]) {
      expect(other instanceof ForgekeyError).toBe(false);
      expect(isForgekeyError(other)).toBe(false);
    }
  });
});
