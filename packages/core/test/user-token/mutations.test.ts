import { describe, expect, it } from 'vitest';
import { verifySecuredUserToken } from '../../src/index.ts';
import { KEY_ID, NOW, NOW_SEC, SECRET, signedToken } from '../support/credentials.ts';
import { codeOf } from '../support/error-of.ts';

const options = { secretKeys: { [KEY_ID]: SECRET }, now: NOW };
const header = { alg: 'HS256', typ: 'JWT', kid: KEY_ID };
const claims = { sub: 'user-1', exp: NOW_SEC + 60 };
const codeOfToken = (token: string): string | undefined =>
  codeOf(() => verifySecuredUserToken(token, options));

describe('every mutation of a token is refused', () => {
  const token = signedToken({ sub: 'José', exp: NOW_SEC + 60 });
  const codes = /^ERR_TOKEN_(?:MALFORMED|ALGORITHM|KEY_ID|SIGNATURE)$/;

  it('the token itself is good', () => {
    expect(codeOfToken(token)).toBeUndefined();
  });

  it('of one bit of any part', () => {
    const parts = token.split('.').map(part => Buffer.from(part, 'base64url'));
    parts.forEach((bytes, index) => {
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const mutants = parts.map(part => Buffer.from(part));
        mutants[index]![bit >> 3]! ^= 1 << (bit & 7);
        expect(
          codeOfToken(mutants.map(part => part.toString('base64url')).join('.')),
          `${index}:${bit}`,
        ).toMatch(codes);
      }
    });
  });

  it('of one character, by one less, and by one more', () => {
    for (let at = 0; at < token.length; at++) {
      for (const character of 'AQgwz_-.=+ ') {
        if (token[at] === character) continue;
        expect(
          codeOfToken(token.slice(0, at) + character + token.slice(at + 1)),
          `${at} ${character}`,
        ).toMatch(codes);
      }
      expect(codeOfToken(token.slice(0, at) + token.slice(at + 1)), `without ${at}`).toMatch(codes);
      expect(codeOfToken(`${token.slice(0, at)}A${token.slice(at)}`), `more at ${at}`).toMatch(codes);
    }
  });

  it('by parts of other good tokens', () => {
    const [header1, payload1, signature1] = token.split('.');
    const [header2, payload2, signature2] = signedToken(
      { sub: 'admin', exp: NOW_SEC + 60 },
      { ...header, x: 1 },
    ).split('.');
    for (const mixed of [
      [header1, payload2, signature1],
      [header1, payload1, signature2],
      [header2, payload1, signature1],
    ]) {
      expect(codeOfToken(mixed.join('.'))).toBe('ERR_TOKEN_SIGNATURE');
    }
  });

  it('by a secret that is not quite the same', () => {
    for (const secret of [`${SECRET}\n`, SECRET.slice('sk-alg-'.length), SECRET.toUpperCase(), '']) {
      expect(codeOfToken(signedToken(claims, header, secret))).toBe('ERR_TOKEN_SIGNATURE');
    }
  });
});
