import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_USER_TOKEN_LENGTH } from '../../src/lib/limits.ts';
import { decodeSecuredUserToken } from '../../src/user-token/decode.ts';
import { KEY_ID, NOW_SEC, signedToken } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import { growthFactor, LINEAR_GROWTH_LIMIT } from '../support/growth.ts';
import { randomCases } from '../support/random-numbers.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('decoding proves nothing', () => {
  it('reads a token that was signed with any secret', () => {
    expect(decodeSecuredUserToken(signedToken(undefined, undefined, 'another secret'))).toEqual({
      userId: 'user-1',
      keyId: KEY_ID,
      expiresAt: new Date((NOW_SEC + 60) * 1000),
      header: { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
      claims: { sub: 'user-1', exp: NOW_SEC + 60 },
      duplicates: [],
    });
  });

  it('reads a token without a signature, of another algorithm, expired', () => {
    const token = signedToken({ sub: 'a', exp: 1 }, { alg: 'none' }).replace(/[^.]+$/, '');
    expect(decodeSecuredUserToken(token)).toMatchObject({
      userId: 'a',
      keyId: undefined,
      header: { alg: 'none' },
    });
  });

  it.each([
    [{}, undefined, undefined],
    [{ sub: 5, exp: '1' }, undefined, undefined],
    [{ sub: null, exp: null }, undefined, undefined],
    [{ sub: '', exp: 0 }, '', new Date(0)],
    [{ exp: 1.5 }, undefined, new Date(1500)],
    [{ exp: -1 }, undefined, new Date(-1000)],
    [{ exp: 1e300 }, undefined, undefined],
  ])('a member that is missing or of another type is undefined: %j', (payload, userId, expiresAt) => {
    const decoded = decodeSecuredUserToken(signedToken(payload));
    expect(decoded.userId).toBe(userId);
    expect(decoded.expiresAt).toEqual(expiresAt);
    expect(decoded.claims).toEqual(payload);
  });

  it('the names __proto__ and constructor are members like any other', () => {
    const { claims } = decodeSecuredUserToken(signedToken('{"__proto__":{"sub":"admin"},"constructor":1}'));
    expect(Object.keys(claims)).toEqual(['__proto__', 'constructor']);
    expect(claims.sub).toBeUndefined();
  });

  it('reports members that occur twice, in header and payload', () => {
    expect(
      decodeSecuredUserToken(signedToken('{"sub":"a","sub":"b"}', '{"kid":"a","kid":"b"}')),
    ).toMatchObject({
      userId: 'b',
      keyId: 'b',
      duplicates: ['kid', 'sub'],
    });
  });
});

const good = signedToken();
const [header, payload, signature] = good.split('.') as [string, string, string];
const base64Url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');

const malformed: [what: string, token: string][] = [
  ['nothing', ''],
  ['one part', header],
  ['two parts', `${header}.${payload}`],
  ['four parts', `${good}.`],
  ['five parts, as an encrypted token has', `${header}.a.b.c.d`],
  ['no header', `.${payload}.${signature}`],
  ['no payload', `${header}..${signature}`],
  ['padding', `${header}=.${payload}.${signature}`],
  ['padding of the signature', `${good}=`],
  ['base64 instead of base64url', signedToken({ sub: '??>>~~ÿ' }).replaceAll('-', '+').replaceAll('_', '/')],
  ['a leading space', ` ${good}`],
  ['a line break at the end', `${good}\n`],
  ['a line break inside', good.replace(/^.{20}/, '$&\n')],
  ['a scheme in front', `Bearer ${good}`],
  ['percent-encoding', good.replace('.', '%2E')],
  ['a length that no bytes have', `${header}a.${payload}.${signature}`],
  ['characters beyond ASCII', `${header}.é${payload}.${signature}`],
  ['stray bits behind the last byte', `${header}.${payload}.${'A'.repeat(42)}B`],
  ['a header that is no JSON', `${base64Url('alg')}.${payload}.${signature}`],
  ['a header that is a list', `${base64Url('[]')}.${payload}.${signature}`],
  ['a header that is null', `${base64Url('null')}.${payload}.${signature}`],
  ['a header that is text', `${base64Url('"HS256"')}.${payload}.${signature}`],
  [
    'a header that is no UTF-8',
    `${base64Url(Buffer.from('{"alg":"\xff"}', 'latin1'))}.${payload}.${signature}`,
  ],
  ['a header with a byte order mark', `${base64Url('\ufeff{"alg":"HS256"}')}.${payload}.${signature}`],
  ['a header with a comment', `${base64Url('{"alg":"HS256"/**/}')}.${payload}.${signature}`],
  ['a payload that is no JSON', `${header}.${base64Url('{"sub":"a"')}.${signature}`],
  ['a payload that is a list', `${header}.${base64Url('["sub"]')}.${signature}`],
  ['a payload that is a number', `${header}.${base64Url('5')}.${signature}`],
  [
    'a payload that is no UTF-8',
    `${header}.${base64Url(Buffer.from('{"sub":"jos\xe9"}', 'latin1'))}.${signature}`,
  ],
  ['two objects', `${header}.${base64Url('{"sub":"a"}{"sub":"b"}')}.${signature}`],
];

describe('ERR_TOKEN_MALFORMED', () => {
  it.each(malformed)('%s', (_, token) => {
    const error = errorOf(() => decodeSecuredUserToken(token));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_MALFORMED', parameter: 'token' });
    expect(error.message).toMatch(/^"token" .*(?:is empty|three parts|base64url|not a JSON object)/);
  });

  it.each([[undefined], [null], [5], [{}], [[good]], [new String(good)], [Buffer.from(good)]])(
    'a value that is not a string (row %#) is also a TypeError',
    token => {
      expect(() => decodeSecuredUserToken(token as string)).toThrow(TypeError);
      expect(codeOf(() => decodeSecuredUserToken(token as string))).toBe('ERR_TOKEN_MALFORMED');
    },
  );

  it('whatever the input, decode answers or throws it', () => {
    const parts = fc.constantFrom(header, payload, signature, '', 'e30', base64Url('{"a":[{}]}'), '!', 'A');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts, { maxLength: 4 }).map(list => list.join('.')),
        ),
        token => {
          expect([undefined, 'ERR_TOKEN_MALFORMED']).toContain(codeOf(() => decodeSecuredUserToken(token)));
        },
      ),
      { numRuns: randomCases(500) },
    );
  });
});

describe('limits', () => {
  it('a token over the limit is refused before anything is split or decoded', () => {
    const atob = vi.spyOn(globalThis, 'atob');
    const parse = vi.spyOn(JSON, 'parse');
    const tooLong = `${header}.${payload}.${'A'.repeat(MAX_USER_TOKEN_LENGTH)}`;
    const error = errorOf(() => decodeSecuredUserToken(tooLong));
    expect(error.code).toBe('ERR_TOKEN_MALFORMED');
    expect(error.message).toContain(`${MAX_USER_TOKEN_LENGTH}`);
    expect(atob).not.toHaveBeenCalled();
    expect(parse).not.toHaveBeenCalled();
  });

  it('a token of exactly the limit is read', () => {
    const rest = `${header}.${payload}.`;
    const length = MAX_USER_TOKEN_LENGTH - rest.length;
    // No base64url text has one character over a multiple of four.
    expect(length % 4).not.toBe(1);
    expect(codeOf(() => decodeSecuredUserToken(rest + 'A'.repeat(length)))).toBeUndefined();
  });

  it('nesting up to the limit is read without recursion of ours', () => {
    const depth = 5000;
    for (const json of [
      `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`,
      '{"a":'.repeat(depth / 3) + 1 + '}'.repeat(depth / 3),
    ]) {
      expect([undefined, 'ERR_TOKEN_MALFORMED']).toContain(
        codeOf(() => decodeSecuredUserToken(signedToken(json))),
      );
    }
  });

  it.each<[string, (size: number) => string]>([
    [
      'members',
      size => JSON.stringify(Object.fromEntries(Array.from({ length: size }, (_, index) => [index, 1]))),
    ],
    ['duplicate members', size => `{${'"a":1,'.repeat(size)}"b":1}`],
    ['nested objects', size => '{"a":'.repeat(size) + 1 + '}'.repeat(size)],
    ['quotes inside a text', size => JSON.stringify({ a: '"'.repeat(size) })],
    ['white space', size => `{${' '.repeat(size * 4)}}`],
  ])('decoding grows with the number of %s, not with its square', (_, jsonOf) => {
    const factor = growthFactor(
      size => signedToken(jsonOf(size)),
      token => codeOf(() => decodeSecuredUserToken(token)),
      100,
    );
    expect(factor).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });
});
