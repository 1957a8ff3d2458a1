import { describe, expect, it } from 'vitest';
import { verifySecuredUserToken } from '../../src/index.ts';
import { KEY_ID, NOW, NOW_SEC, SECRET, signedToken } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';

const options = { secretKeys: { [KEY_ID]: SECRET }, now: NOW };
const claims = { sub: 'user-1', exp: NOW_SEC + 60 };
const codeOfClaims = (payload: object | string, more: object = {}): string | undefined =>
  codeOf(() => verifySecuredUserToken(signedToken(payload), { ...options, ...more }));

const noTimes: [string, string][] = [
  ['a text', '"1893456000"'],
  ['an empty text', '""'],
  ['null', 'null'],
  ['true', 'true'],
  ['a list', '[1893456000]'],
  ['an object', '{}'],
  ['Infinity', '1e400'],
  ['beyond any date', '1e300'],
];

describe('ERR_TOKEN_CLAIM', () => {
  it.each(['{"exp":9999999999}', '{"sub":"","exp":9999999999}', '{"sub":null,"exp":9999999999}'])(
    'sub in %s',
    payload => {
      const error = errorOf(() => verifySecuredUserToken(signedToken(payload), options));
      expect(error).toMatchObject({ code: 'ERR_TOKEN_CLAIM', parameter: 'sub' });
      expect(error.message).toMatch(/"sub".*must be a non-empty string/);
    },
  );

  it('sub with a lone surrogate: as UTF-8, two such user ids are one', () => {
    expect(codeOfClaims('{"sub":"a\\ud800","exp":9999999999}')).toBe('ERR_TOKEN_CLAIM');
  });

  it.each([[5], [true], [['a']], [{ a: 1 }]])('sub %j', sub => {
    expect(codeOfClaims({ ...claims, sub })).toBe('ERR_TOKEN_CLAIM');
  });

  it('a token without exp does not live forever', () => {
    const error = errorOf(() => verifySecuredUserToken(signedToken({ sub: 'a' }), options));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_CLAIM', parameter: 'exp' });
  });

  it.each(noTimes)('exp that is %s', (_, exp) => {
    expect(codeOfClaims(`{"sub":"a","exp":${exp}}`)).toBe('ERR_TOKEN_CLAIM');
  });

  it.each(['nbf', 'iat'].flatMap(name => noTimes.map(([what, value]) => [name, what, value] as const)))(
    '%s that is %s',
    (name, _, value) => {
      const payload = `{"sub":"a","exp":${NOW_SEC + 60},"${name}":${value}}`;
      expect(errorOf(() => verifySecuredUserToken(signedToken(payload), options))).toMatchObject({
        code: 'ERR_TOKEN_CLAIM',
        parameter: name,
      });
    },
  );

  it('claims are own members: sub and exp of a __proto__ do not count', () => {
    expect(codeOfClaims(`{"__proto__":{"sub":"admin","exp":${NOW_SEC + 60}}}`)).toBe('ERR_TOKEN_CLAIM');
  });
});

describe('times', () => {
  const at = (milliseconds: number): { now: Date } => ({ now: new Date(NOW.getTime() + milliseconds) });

  it('a token is dead at exp itself (RFC 7519 section 4.1.4: on or after)', () => {
    const payload = { sub: 'a', exp: NOW_SEC };
    expect(codeOfClaims(payload, at(-1))).toBeUndefined();
    expect(codeOfClaims(payload, at(0))).toBe('ERR_TOKEN_EXPIRED');
    const error = errorOf(() => verifySecuredUserToken(signedToken(payload), options));
    expect(error.parameter).toBe('exp');
    expect(error.message).toContain(NOW.toISOString());
  });

  it('exp in milliseconds is refused: the token would live for centuries', () => {
    expect(codeOfClaims({ sub: 'a', exp: 99_999_999_999 })).toBeUndefined();
    for (const exp of [100_000_000_000, NOW.getTime() + 60_000]) {
      const error = errorOf(() => verifySecuredUserToken(signedToken({ sub: 'a', exp }), options));
      expect(error).toMatchObject({ code: 'ERR_TOKEN_CLAIM', parameter: 'exp' });
      expect(error.message).toMatch(/not milliseconds/);
    }
  });

  it('exp may have a fraction', () => {
    expect(codeOfClaims({ sub: 'a', exp: NOW_SEC + 0.5 }, at(499))).toBeUndefined();
    expect(codeOfClaims({ sub: 'a', exp: NOW_SEC + 0.5 }, at(500))).toBe('ERR_TOKEN_EXPIRED');
  });

  it.each([0, -1, -1e300])('exp %d does not count as absent', exp => {
    expect(codeOfClaims({ sub: 'a', exp })).toMatch(/^ERR_TOKEN_(?:EXPIRED|CLAIM)$/);
  });

  it('a token is good at nbf itself, and not before', () => {
    const payload = { ...claims, nbf: NOW_SEC };
    expect(codeOfClaims(payload, at(0))).toBeUndefined();
    expect(
      errorOf(() => verifySecuredUserToken(signedToken(payload), { ...options, ...at(-1) })),
    ).toMatchObject({
      code: 'ERR_TOKEN_NOT_YET_VALID',
      parameter: 'nbf',
    });
  });

  it('iat is only looked at, never judged by the clock', () => {
    expect(codeOfClaims({ ...claims, iat: NOW_SEC + 3600 })).toBeUndefined();
    expect(codeOfClaims({ ...claims, iat: -1 })).toBeUndefined();
  });

  it('clockToleranceSec widens both ends, by seconds', () => {
    const tolerant = { clockToleranceSec: 5 };
    expect(codeOfClaims({ sub: 'a', exp: NOW_SEC }, { ...tolerant, ...at(4999) })).toBeUndefined();
    expect(codeOfClaims({ sub: 'a', exp: NOW_SEC }, { ...tolerant, ...at(5000) })).toBe('ERR_TOKEN_EXPIRED');
    expect(codeOfClaims({ ...claims, nbf: NOW_SEC }, { ...tolerant, ...at(-5000) })).toBeUndefined();
    expect(codeOfClaims({ ...claims, nbf: NOW_SEC }, { ...tolerant, ...at(-5001) })).toBe(
      'ERR_TOKEN_NOT_YET_VALID',
    );
  });

  it.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY], ['5'], [null]])(
    'clockToleranceSec %s is a TypeError',
    clockToleranceSec => {
      expect(() =>
        verifySecuredUserToken(signedToken(), { ...options, clockToleranceSec: clockToleranceSec as number }),
      ).toThrow(TypeError);
    },
  );

  it.each([[new Date(Number.NaN)], [NOW_SEC], ['2026-01-01'], [null]])('now %s is a TypeError', now => {
    expect(() => verifySecuredUserToken(signedToken(), { ...options, now: now as Date })).toThrow(TypeError);
  });

  it('now is the clock by default', () => {
    const seconds = Math.floor(Date.now() / 1000);
    const { secretKeys } = options;
    expect(
      codeOf(() => verifySecuredUserToken(signedToken({ sub: 'a', exp: seconds + 600 }), { secretKeys })),
    ).toBeUndefined();
    expect(
      codeOf(() => verifySecuredUserToken(signedToken({ sub: 'a', exp: seconds - 600 }), { secretKeys })),
    ).toBe('ERR_TOKEN_EXPIRED');
  });
});

describe('duplicate members are refused (RFC 7519 section 4 allows it)', () => {
  const exp = `"exp":${NOW_SEC + 60}`;

  it.each([
    ['a claim', `{"sub":"guest","sub":"admin",${exp}}`],
    ['a claim with the same value', `{"sub":"a","sub":"a",${exp}}`],
    ['a claim, one spelling escaped', `{"sub":"guest","s\\u0075b":"admin",${exp}}`],
    ['a claim, both spellings escaped', `{"\\u0073ub":"guest","s\\u0075b":"admin",${exp}}`],
    ['a claim far away', `{"sub":"guest","a":{"b":[1,"sub",{}]},${exp},"sub":"admin"}`],
    ['a nested member', `{"sub":"a",${exp},"roles":{"admin":false,"admin":true}}`],
    ['a member nested in a list', `{"sub":"a",${exp},"roles":[1,[{"x":1,"x":2}]]}`],
    ['exp', `{"sub":"a",${exp},"exp":1}`],
    ['an empty name', `{"sub":"a",${exp},"":1,"":2}`],
    ['__proto__', `{"sub":"a",${exp},"__proto__":1,"__proto__":2}`],
    ['a name with quotes', `{"sub":"a",${exp},"\\"":1,"\\"":2}`],
  ])('%s', (_, payload) => {
    expect(errorOf(() => verifySecuredUserToken(signedToken(payload), options))).toMatchObject({
      code: 'ERR_TOKEN_MALFORMED',
    });
  });

  it.each([
    [`{"alg":"none","alg":"HS256","kid":"${KEY_ID}"}`],
    [`{"alg":"HS256","kid":"other","kid":"${KEY_ID}"}`],
    [`{"alg":"HS256","\\u006bid":"other","kid":"${KEY_ID}"}`],
    [`{"alg":"HS256","kid":"${KEY_ID}","jwk":{"k":1,"k":2}}`],
  ])('in the header: %s', header => {
    expect(codeOf(() => verifySecuredUserToken(signedToken(claims, header), options))).toBe(
      'ERR_TOKEN_MALFORMED',
    );
  });

  it.each([
    ['a name that is also a value', `{"sub":"sub",${exp}}`],
    ['one name in sibling objects', `{"sub":"a",${exp},"a":{"x":1},"b":{"x":1}}`],
    ['one name in an object and the one inside it', `{"sub":"a",${exp},"c":{"sub":"b"}}`],
    ['one name in the elements of a list', `{"sub":"a",${exp},"c":[{"x":1},{"x":1}]}`],
    ['texts in a list', `{"sub":"a",${exp},"c":["x","x"]}`],
    ['a value that looks like a member', `{"sub":"a\\",\\"sub\\":\\"b",${exp}}`],
    ['names that differ in case', `{"sub":"a",${exp},"Sub":"b"}`],
    ['a name behind a nested object', `{"c":{"x":[]},"sub":"a",${exp}}`],
  ])('but not %s', (_, payload) => {
    expect(codeOfClaims(payload)).toBeUndefined();
  });
});
