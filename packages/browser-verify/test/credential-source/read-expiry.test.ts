import { decodeSecuredUserToken, getSecuredApiKeyRemainingValidity } from '@forgekey/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExpiry } from '../../src/credential-source/read-expiry.ts';

const EPOCH = new Date(0);

/** Core's reading of the same key: a number of seconds, or the code of its refusal. */
function expected(securedApiKey: string): number | string {
  try {
    return getSecuredApiKeyRemainingValidity({ securedApiKey, now: EPOCH }) * 1000;
  } catch (error) {
    const { code } = error as { code: string };
    return code === 'ERR_KEY_NO_EXPIRY' ? Number.POSITIVE_INFINITY : code;
  }
}

function actual(credential: string): number | string {
  try {
    return readExpiry(credential);
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const keyOf = (queryString: string): string => btoa('0'.repeat(64) + queryString);

describe('the short reader of an expiry agrees with core', () => {
  test.each([
    '',
    'filters=a',
    'validUntil=1893456000',
    'validUntil=1893456000.0',
    'validUntil=1893456000.5',
    'validUntil=0',
    'validUntil=00012',
    'validUntil=000000000000012',
    'validUntil=-1',
    'validUntil=+1',
    'validUntil=1e9',
    'validUntil=',
    'validUntil',
    'validUntil=null',
    'validUntil=99999999999',
    'validUntil=100000000000',
    'validUntil=1893456000000',
    'validUntil=%31%32',
    'v%61lidUntil=12',
    '&&validUntil=12&',
    'validUntil=12&validUntil=12',
    'validUntil=12&validUntil=13',
    'xvalidUntil=12',
    'filters=validUntil%3D12',
    'filters=%26validUntil=12',
    'validUntil=1%2',
    'validUntil=%ff',
    'validuntil=12',
    'validUntil= 12',
    'validUntil=12+',
    'validUntil=١٢',
  ])('%j', queryString => {
    const key = btoa(String.fromCharCode(...new TextEncoder().encode('0'.repeat(64) + queryString)));
    expect(actual(key)).toBe(expected(key));
  });

  test('for any content of a key', () => {
    const piece = fc.oneof(
      fc.constantFrom('validUntil', 'filters', '=', '&', '%', '+', '1893456000', '.0', '%3D', '%26', '-'),
      fc.string({ maxLength: 3, unit: fc.constantFrom(...'aU=&%1029.+- ') }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const key = keyOf(pieces.join(''));
        expect(actual(key)).toBe(expected(key));
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['', 'x', '====', 'AAAA', btoa('no hmac'), `${keyOf('a=1')}\n`, `${keyOf('a=1')}=`])(
    '%j',
    key => {
      expect(actual(key)).toBe(expected(key));
    },
  );
});

test.each([65_536, 65_540])('a key of %d characters as core reads it', length => {
  const key = keyOf(`filters=${'x'.repeat(0.75 * length - 72)}`);
  expect(key).toHaveLength(length);
  expect(actual(key)).toBe(expected(key));
});

describe('the expiry of a token', () => {
  const tokenOf = (claims: string): string => `e30.${Buffer.from(claims).toString('base64url')}.c2ln`;

  test.each(['{"sub":"ü?>","exp":1893456000}', '{"exp":1893456000.5}', '{"exp":0}'])(
    '%s as core reads it',
    claims => {
      const token = tokenOf(claims);
      expect(actual(token)).toBe(decodeSecuredUserToken(token).expiresAt?.getTime());
    },
  );

  test.each([
    'e30.e30',
    'e30.e30.c2ln',
    `e30.${btoa('{"exp":1}')}.c2ln.more`,
    'e30.%%%.c2ln',
    '..',
    tokenOf('null'),
    tokenOf('{"exp":"1893456000"}'),
    tokenOf('{"exp":null}'),
    tokenOf('{"exp":1e400}'),
    tokenOf('{"exp":1893456000000}'),
  ])('%s is a malformed token', token => {
    expect(actual(token)).toBe('ERR_TOKEN_MALFORMED');
  });
});
