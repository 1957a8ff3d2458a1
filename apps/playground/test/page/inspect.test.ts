import { createHmac } from 'node:crypto';
import { decodeSecuredUserToken, generateSecuredApiKey } from '@forgekey/core';
import { forgeSecuredUserToken } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { endOfKey, endOfToken } from '../../page/src/inspect/credential-end.ts';
import { explainMilliseconds } from '../../page/src/inspect/explain-milliseconds.ts';
import { readCredentials } from '../../page/src/inspect/read-credential.ts';
import { readTruncatedKey } from '../../page/src/inspect/read-truncated-key.ts';
import { keySigner, tokenSigner } from '../../page/src/inspect/signers.ts';
import { tokenFaults } from '../../page/src/inspect/token-faults.ts';
import { textOfPart } from '../../page/src/lib/text-of-part.ts';

const nowSec = 1_800_000_000;
const now = new Date(nowSec * 1000);
const parentApiKey = 'ab'.repeat(16);
const secretKey = 'sk-alg-0123';
const make = (restrictions: object): string => generateSecuredApiKey({ parentApiKey, restrictions });
const key = make({ filters: 'owner:ann', validUntil: nowSec + 60 });
const otherKey = make({ filters: 'owner:bob', validUntil: nowSec + 60 });
const token = forgeSecuredUserToken({ secretKey, secretKeyId: 'id', userId: 'ann', now });

/** A key that says `queryString`, signed by the parent. */
function keyOf(queryString: string): string {
  const signature = createHmac('sha256', parentApiKey).update(queryString).digest('hex');
  return Buffer.from(signature + queryString).toString('base64');
}

/** A token of these texts, signed with the secret whatever its header says. */
function tokenOf(header: object | string, claims: object | string): string {
  const encode = (part: object | string): string =>
    Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', secretKey).update(input).digest('base64url')}`;
}
const goodHeader = { alg: 'HS256', typ: 'JWT', kid: 'id' };
const goodClaims = { sub: 'ann', exp: nowSec + 60 };

describe('the end of a credential', () => {
  it.each([
    ['filters=a%3A1&validUntil=1800000000', now],
    ['filters=a%3A1', 'never'],
    ['filters=a%3A1&validUntil=abc', 'unreadable'],
    ['filters=a%3A1&validUntil=1800000000000', 'unreadable'],
    ['filters=a%3A1&validUntil=', 'unreadable'],
    ['filters=a%3A1&validUntil=.5', 'unreadable'],
    ['validUntil=1800000000&validUntil=1900000000', 'unreadable'],
  ])('of a key that says %s', (queryString, end) => {
    expect(endOfKey(keyOf(queryString))).toEqual(end);
  });

  it.each([
    [{ exp: nowSec }, now],
    [{}, 'unreadable'],
    [{ exp: String(nowSec) }, 'unreadable'],
    [{ exp: nowSec * 1000 }, 'unreadable'],
    [{ exp: null }, 'unreadable'],
  ])('of a token with %j', (claims, end) => {
    expect(endOfToken(decodeSecuredUserToken(tokenOf(goodHeader, { sub: 'ann', ...claims })))).toEqual(end);
  });
});

describe('what is wrong with a token', () => {
  it.each([
    ['nothing', goodHeader, goodClaims, []],
    ['no algorithm', { ...goodHeader, alg: 'none' }, goodClaims, ['ERR_TOKEN_ALGORITHM']],
    ['another algorithm', { ...goodHeader, alg: 'RS256' }, goodClaims, ['ERR_TOKEN_ALGORITHM']],
    ['another type', { ...goodHeader, typ: 'at+jwt' }, goodClaims, ['ERR_TOKEN_MALFORMED']],
    ['an extension', { ...goodHeader, crit: ['b64'] }, goodClaims, ['ERR_TOKEN_MALFORMED']],
    ['no key id', { alg: 'HS256' }, goodClaims, ['ERR_TOKEN_KEY_ID']],
    ['no user', goodHeader, { exp: nowSec + 60 }, ['ERR_TOKEN_CLAIM']],
    ['no end', goodHeader, { sub: 'ann' }, ['ERR_TOKEN_CLAIM']],
    ['an end as text', goodHeader, { ...goodClaims, exp: '1900000000' }, ['ERR_TOKEN_CLAIM']],
    ['an end in milliseconds', goodHeader, { ...goodClaims, exp: nowSec * 1000 }, ['ERR_TOKEN_CLAIM']],
    ['an end that has passed', goodHeader, { ...goodClaims, exp: nowSec }, ['ERR_TOKEN_EXPIRED']],
    ['a beginning ahead', goodHeader, { ...goodClaims, nbf: nowSec + 30 }, ['ERR_TOKEN_NOT_YET_VALID']],
    ['an unreadable iat', goodHeader, { ...goodClaims, iat: 'x' }, ['ERR_TOKEN_CLAIM']],
    [
      'a user named twice',
      goodHeader,
      '{"sub":"guest","sub":"admin","exp":1900000000}',
      ['ERR_TOKEN_MALFORMED'],
    ],
    ['both parts', { alg: 'none' }, { sub: 'ann' }, ['ERR_TOKEN_ALGORITHM', 'ERR_TOKEN_CLAIM']],
  ])('%s', (_, header, claims, codes) => {
    const faults = tokenFaults(tokenOf(header, claims), now);
    expect(faults.map(({ code }) => code)).toEqual(codes);
    for (const { severity, message } of faults)
      expect([severity, message]).toEqual(['error', expect.any(String)]);
  });

  it('is shown as written', () => {
    const claims = '{"sub":"gäst","sub":"admin"}';
    expect(textOfPart(tokenOf(goodHeader, claims).split('.')[1]!)).toBe(claims);
  });
});

describe('who signed it', () => {
  it.each([
    ['the parent', key, parentApiKey, 'signed it'],
    ['the parent of an expired key', keyOf('filters=a&validUntil=1500000000'), parentApiKey, 'signed it'],
    ['the parent of a key of two meanings', keyOf('filters=a&filters=b'), parentApiKey, 'signed it'],
    ['another parent', key, 'cd'.repeat(16), 'did not sign it'],
    ['a parent that is itself secured', key, otherKey, 'not checked'],
  ])('a key: %s', async (_, credential, secret, outcome) => {
    expect(await keySigner(credential, secret)).toEqual({ outcome, message: expect.any(String) });
  });

  it.each([
    ['the secret', tokenOf(goodHeader, { sub: 'ann', exp: 4e9 }), secretKey, 'signed it'],
    ['the secret of an expired token', tokenOf(goodHeader, { sub: 'ann', exp: 1 }), secretKey, 'signed it'],
    [
      'the secret of a user named twice',
      tokenOf(goodHeader, '{"sub":"a","sub":"b"}'),
      secretKey,
      'signed it',
    ],
    ['another secret', token, 'sk-alg-other', 'did not sign it'],
    [
      'a header that is refused',
      tokenOf({ ...goodHeader, alg: 'none' }, goodClaims),
      secretKey,
      'not checked',
    ],
    [
      'a header named twice',
      tokenOf('{"alg":"HS256","alg":"HS256","kid":"id"}', {}),
      secretKey,
      'not checked',
    ],
    ['no key id', tokenOf({ alg: 'HS256' }, goodClaims), secretKey, 'not checked'],
  ])('a token: %s', async (_, credential, secret, outcome) => {
    expect(await tokenSigner(credential, secret)).toEqual({ outcome, message: expect.any(String) });
  });
});

describe('what is pasted', () => {
  it.each([
    ['a header', `X-Algolia-API-Key: ${key}`],
    ['a cookie-like header', `x-algolia-api-key=${key};`],
    ['quotes', `"${key}"`],
    ['a URL', `https://x/1/indexes/a?x-algolia-api-key=${encodeURIComponent(key)}&b=1`],
    ['a curl line', `curl -H 'X-Algolia-API-Key: ${key}' -H "authorization: Basic dXNlcjpwYXNz" https://x/`],
    [
      'a curl line that begins with another',
      `curl -H "authorization: Basic dXNlcjpw" -H "x-algolia-api-key: ${key}"`,
    ],
    ['a line of an .env file', `ALGOLIA_KEY=${key}`],
    ['a JSON answer', `{ "securedApiKey": "${key}" }`],
    ['a line of code', `const key = '${key}';`],
    ['a mail', key.replace(/.{76}/g, '$&\r\n')],
    ['lines of a hundred', key.replace(/.{100}/g, '$&\n')],
  ])('a key in %s', (_, pasted) => {
    expect(readCredentials(pasted)).toMatchObject([{ kind: 'key', text: key }]);
  });

  it.each([
    ['a header', `Authorization: Bearer ${token}`],
    ['the header of its own', `X-Algolia-Secure-User-Token: ${token}`],
    ['a JSON answer', JSON.stringify({ userToken: token })],
    ['two lines', `${token.slice(0, 60)}\n${token.slice(60)}`],
  ])('a token in %s', (_, pasted) => {
    expect(readCredentials(pasted)).toMatchObject([{ kind: 'token', text: token }]);
  });

  it.each([
    ['two keys', `${key}\n${otherKey}`, ['key', 'key']],
    ['a list of keys', `"${key}",\n"${otherKey}",\n"${key}"`, ['key', 'key', 'key']],
    ['two tokens', `${token} ${token}`, ['token', 'token']],
    ['two keys that are not secured', `${parentApiKey}\n${'cd'.repeat(16)}`, ['plain', 'plain']],
    [
      'both headers of one request',
      `curl -H 'X-Algolia-Secure-User-Token: ${token}' -H 'x-algolia-api-key: ${key}'`,
      ['key', 'token'],
    ],
    ['whitespace', ' \n', []],
  ])('holds %s', (_, pasted, kinds) => {
    expect(readCredentials(pasted).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('a truncated key', () => {
  const longKey = make({ filters: 'owner:ann', restrictIndices: ['products'], validUntil: nowSec + 60 });

  it('shows the complete restrictions, and the one in which it was cut, at every length', () => {
    const whole = atob(longKey).slice(64);
    for (let length = 90; length < longKey.length; length++) {
      const { restrictions, cut } = readTruncatedKey(longKey.slice(0, length))!;
      expect(whole).toContain(cut);
      expect(Object.keys(restrictions)).toEqual(
        ['filters', 'restrictIndices', 'validUntil'].slice(0, Object.keys(restrictions).length),
      );
    }
    const { restrictions } = readTruncatedKey(longKey.slice(0, -3))!;
    expect(restrictions).toEqual({ filters: 'owner:ann', restrictIndices: ['products'] });
  });

  it('without its padding loses nothing', () => {
    const padded = [key, otherKey, longKey, keyOf('filters=a'), keyOf('filters=ab')].find(text =>
      text.endsWith('='),
    )!;
    const { cut } = readTruncatedKey(padded.replace(/=+$/, ''))!;
    expect(atob(padded).endsWith(cut)).toBe(true);
  });

  it.each(['', 'hello', 'A'.repeat(300), longKey.slice(0, 60), '\u0000'.repeat(90)])(
    'that does not begin with a signature is not read: %#',
    text => {
      expect(readTruncatedKey(text)).toBeUndefined();
    },
  );
});

describe('an expiry in milliseconds', () => {
  it('is named, with the seconds to write instead', () => {
    expect(explainMilliseconds('1800000000999')).toContain('Write 1800000000.');
    expect(explainMilliseconds(1_800_000_000_000)).toContain('2027-01-15 08:00:00 UTC');
  });

  it.each([1_800_000_000, '1800000000', 'soon', undefined, 1e300, Number.NaN])('%s is not one', value => {
    expect(explainMilliseconds(value)).toBeUndefined();
  });
});
