import { describe, expect, it } from 'vitest';
import { forgeSecuredUserToken, verifySecuredUserToken } from '../../src/index.ts';
import { KEY_ID, NOW, NOW_SEC, SECRET, signedToken } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';

const secretKeys = { [KEY_ID]: SECRET, 'key-id-2': 'sk-alg-the-other' };
const options = { secretKeys, now: NOW };
const header = { alg: 'HS256', typ: 'JWT', kid: KEY_ID };
const claims = { sub: 'user-1', exp: NOW_SEC + 60 };
const codeOfToken = (token: string): string | undefined =>
  codeOf(() => verifySecuredUserToken(token, options));

describe('what verifying proves', () => {
  it('answers with the user, the key id, the expiry and all claims', () => {
    expect(verifySecuredUserToken(signedToken({ ...claims, iat: NOW_SEC, role: 'admin' }), options)).toEqual({
      userId: 'user-1',
      keyId: KEY_ID,
      expiresAt: new Date((NOW_SEC + 60) * 1000),
      claims: { sub: 'user-1', exp: NOW_SEC + 60, iat: NOW_SEC, role: 'admin' },
    });
  });

  it('takes a header in any order, spaced, with members of its own, and without typ', () => {
    for (const text of [
      `{ "kid": "${KEY_ID}", "alg": "HS256" }`,
      `{"kid":"${KEY_ID}","typ":"JWT","alg":"HS256","x5t":"a","jku":"https://example.org","jwk":{"k":"a"}}`,
      `{"\\u0061lg":"HS256","kid":"${KEY_ID}"}`,
    ]) {
      expect(codeOfToken(signedToken(claims, text))).toBeUndefined();
    }
  });
});

describe('ERR_TOKEN_ALGORITHM: HS256, exactly, and nothing else', () => {
  it.each([
    'none',
    'None',
    'NONE',
    'hs256',
    'Hs256',
    'HS256 ',
    'HS384',
    'HS512',
    'RS256',
    'ES256',
    'EdDSA',
    'HS256\u0000',
    '',
    undefined,
    null,
    256,
    true,
    ['HS256'],
    { alg: 'HS256' },
  ])('alg %j', alg => {
    const error = errorOf(() => verifySecuredUserToken(signedToken(claims, { ...header, alg }), options));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_ALGORITHM', parameter: 'alg' });
  });

  it('an unsigned token', () => {
    const unsigned = signedToken(claims, { ...header, alg: 'none' }).replace(/[^.]+$/, '');
    expect(codeOfToken(unsigned)).toBe('ERR_TOKEN_ALGORITHM');
    expect(codeOfToken(signedToken().replace(/[^.]+$/, ''))).toBe('ERR_TOKEN_SIGNATURE');
  });
});

describe('ERR_TOKEN_MALFORMED: a header that is not one of ours', () => {
  it.each(['jwt', 'JWS', 'at+jwt', '', null, 1, ['JWT'], {}])('typ %j', typ => {
    expect(codeOfToken(signedToken(claims, { ...header, typ }))).toBe('ERR_TOKEN_MALFORMED');
  });

  it.each([['exp'], ['b64'], [], null, '', false])('crit %j, even an empty one', crit => {
    expect(codeOfToken(signedToken(claims, { ...header, crit }))).toBe('ERR_TOKEN_MALFORMED');
  });
});

describe('ERR_TOKEN_KEY_ID', () => {
  it.each([
    'unknown',
    'KEY-ID-1',
    `${KEY_ID} `,
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '0',
    '../../secret',
    undefined,
    null,
    1,
    true,
    [KEY_ID],
    { toString: KEY_ID },
  ])('kid %j', kid => {
    const error = errorOf(() => verifySecuredUserToken(signedToken(claims, { ...header, kid }), options));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_KEY_ID', parameter: 'kid' });
  });

  it('a secret that is only inherited is unknown', () => {
    const inherited = Object.create({ [KEY_ID]: SECRET }) as Record<string, string>;
    expect(codeOf(() => verifySecuredUserToken(signedToken(), { secretKeys: inherited, now: NOW }))).toBe(
      'ERR_TOKEN_KEY_ID',
    );
  });

  it('a key id may be named __proto__, as long as it is an own one', () => {
    const own = JSON.parse(`{"__proto__":"${SECRET}"}`) as Record<string, string>;
    const token = forgeSecuredUserToken({
      secretKey: SECRET,
      secretKeyId: '__proto__',
      userId: 'u',
      now: NOW,
    });
    expect(verifySecuredUserToken(token, { secretKeys: own, now: NOW }).keyId).toBe('__proto__');
  });

  it('the message cannot end the line of a log, and clips a long key id', () => {
    const kid = `a\nERROR ${'x'.repeat(2000)}`;
    const { message } = errorOf(() =>
      verifySecuredUserToken(signedToken(claims, { ...header, kid }), options),
    );
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(300);
  });
});

describe('secretKeys', () => {
  it('holds several secrets, each for its own key id alone', () => {
    const other = signedToken(claims, { ...header, kid: 'key-id-2' }, 'sk-alg-the-other');
    expect(verifySecuredUserToken(other, options).keyId).toBe('key-id-2');
    expect(codeOfToken(signedToken(claims, { ...header, kid: 'key-id-2' }, SECRET))).toBe(
      'ERR_TOKEN_SIGNATURE',
    );
  });

  it('may be a function, which is asked once, for the key id of the token', () => {
    const asked: unknown[][] = [];
    const lookUp = (...ask: unknown[]): string | undefined => {
      asked.push(ask);
      return ask[0] === KEY_ID ? SECRET : undefined;
    };
    expect(verifySecuredUserToken(signedToken(), { secretKeys: lookUp, now: NOW }).userId).toBe('user-1');
    expect(
      codeOf(() =>
        verifySecuredUserToken(signedToken(claims, { ...header, kid: 'x' }), {
          secretKeys: lookUp,
          now: NOW,
        }),
      ),
    ).toBe('ERR_TOKEN_KEY_ID');
    expect(asked).toEqual([[KEY_ID], ['x']]);
  });

  it('is not asked about a token whose header does not hold', () => {
    const lookUp = (): string => {
      throw new Error('asked');
    };
    for (const token of [
      signedToken(claims, { ...header, kid: '' }),
      'a.b.c',
      signedToken(claims, { ...header, alg: 'none' }),
      signedToken(claims, { ...header, crit: [] }),
      signedToken(claims, { alg: 'HS256' }),
      signedToken(claims, `{"alg":"HS256","kid":"a","kid":"${KEY_ID}"}`),
    ]) {
      expect(codeOf(() => verifySecuredUserToken(token, { secretKeys: lookUp, now: NOW }))).toMatch(
        /^ERR_TOKEN_/,
      );
    }
  });

  it('an error of the function reaches the caller as it is', () => {
    const failure = new Error('vault unreachable');
    const lookUp = (): string => {
      throw failure;
    };
    expect(() => verifySecuredUserToken(signedToken(), { secretKeys: lookUp, now: NOW })).toThrow(failure);
  });

  it.each([[undefined], [null]])('a lookup that answers %s knows no such key id', secret => {
    const verify = (): unknown =>
      verifySecuredUserToken(signedToken(), { secretKeys: () => secret, now: NOW });
    expect(errorOf(verify)).toMatchObject({ code: 'ERR_TOKEN_KEY_ID', parameter: 'kid' });
  });

  it.each([[''], [5], [{}], [Promise.resolve(SECRET)]])(
    'a secret that is %s is ERR_TOKEN_INPUT, never an empty key',
    secret => {
      for (const keys of [{ [KEY_ID]: secret as string }, () => secret as string]) {
        const token = signedToken(claims, header, '');
        const error = errorOf(() => verifySecuredUserToken(token, { secretKeys: keys, now: NOW }));
        expect(error).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'secretKeys' });
      }
    },
  );

  it.each([[undefined], [null], [SECRET], [5]])('%s instead of secrets is a TypeError', keys => {
    expect(() => verifySecuredUserToken(signedToken(), { secretKeys: keys as never, now: NOW })).toThrow(
      TypeError,
    );
    expect(() => verifySecuredUserToken(signedToken(), keys as never)).toThrow(TypeError);
    expect(() => verifySecuredUserToken(signedToken(), keys as never)).toThrow(
      /takes \(token, \{ secretKeys \}\)/,
    );
  });
});

describe('secretKeys of a shape in which no secret is found', () => {
  it.each([[new Map([['key-1', 'secret']])], [['secret']], [null], ['secret'], [undefined]])(
    '%o is a TypeError',
    shape => {
      expect(() => verifySecuredUserToken('a.b.c', { secretKeys: shape as never })).toThrow(TypeError);
    },
  );
});
