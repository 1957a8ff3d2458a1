import { describe, expect, it } from 'vitest';
import { generateSecuredApiKey } from '../../src/index.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { PARENT, queryStringOf, signedKey } from '../support/credentials.ts';

// The published answers of the official common test suite.
const published: [name: string, restrictions: object, key: string][] = [
  [
    'cts-basic',
    { validUntil: 2524604400, restrictIndices: ['Movies'] },
    'NjFhZmE0OGEyMTI3OThiODc0OTlkOGM0YjcxYzljY2M2NmU2NDE5ZWY0NDZjMWJhNjA2NzBkMjAwOTI2YWQyZnJlc3RyaWN0SW5kaWNlcz1Nb3ZpZXMmdmFsaWRVbnRpbD0yNTI0NjA0NDAw',
  ],
];

describe('the bytes of a secured API key', () => {
  it.each(published)('%s: the published key', (_, restrictions, key) => {
    expect(generateSecuredApiKey({ parentApiKey: PARENT, restrictions })).toBe(key);
  });

  it('are base64 of the lowercase hex HMAC-SHA256 of the query string, and the query string', () => {
    const key = generateSecuredApiKey({ parentApiKey: PARENT, restrictions: { filters: '_tags:user_42' } });
    expect(key).toBe(signedKey('filters=_tags%3Auser_42'));
    expect(key).toMatch(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
  });

  it.each(['clé', '鍵', '🔑', 'a b', 'p'.repeat(63), 'p'.repeat(64), 'p'.repeat(65), 'p'.repeat(1000)])(
    'the HMAC key is the UTF-8 of the parent key %s',
    parentApiKey => {
      const key = generateSecuredApiKey({ parentApiKey, restrictions: { query: 'é 🔑' } });
      expect(key).toBe(signedKey('query=%C3%A9%20%F0%9F%94%91', parentApiKey));
    },
  );

  it('encodeURIComponent leaves only its own characters: a space is %20, a plus is %2B', () => {
    const ascii = String.fromCharCode(...Array.from({ length: 127 }, (_, code) => code + 1));
    const queryString = serializeRestrictions({ query: ascii });
    expect(queryString).toBe(`query=${encodeURIComponent(ascii)}`);
    expect(queryString.slice('query='.length).replaceAll(/%[0-9A-F]{2}/g, '')).toMatch(
      /^[A-Za-z0-9_.!~*'()-]+$/,
    );
    expect(serializeRestrictions({ query: 'a b+c' })).toBe('query=a%20b%2Bc');
  });

  it('parameters are sorted by code unit, not by the locale of the host', () => {
    const restrictions = {
      aroundRadius: 1,
      advancedSyntax: true,
      a: 'x',
      B: 'x',
      _: 'x',
      é: 'x',
      z: 'x',
      9: 'x',
      10: 'x',
    };
    const names = serializeRestrictions(restrictions, { allowUnknownParameters: true })
      .split('&')
      .map(entry => decodeURIComponent(entry.slice(0, entry.indexOf('='))));
    expect(names).toEqual(['10', '9', 'B', '_', 'a', 'advancedSyntax', 'aroundRadius', 'z', 'é']);
  });

  it('searchParams is flattened into the same list', () => {
    expect(
      serializeRestrictions({
        filters: 'a:1',
        restrictIndices: ['x', 'y'],
        searchParams: { hitsPerPage: 5, analytics: false, query: 'q' },
      }),
    ).toBe('analytics=false&filters=a%3A1&hitsPerPage=5&query=q&restrictIndices=x%2Cy');
  });

  it('a name is encoded, so it cannot carry a parameter of its own', () => {
    const key = generateSecuredApiKey({
      parentApiKey: PARENT,
      restrictions: { 'x&filters=a&y': '1' } as object,
      allowUnknownParameters: true,
    });
    expect(queryStringOf(key)).toBe('x%26filters%3Da%26y=1');
  });

  it('the same restrictions always make the same key', () => {
    const restrictions = { filters: 'a:1', facetFilters: [['b:1', 'b:2']], hitsPerPage: 2 };
    const keys = Array.from({ length: 3 }, () =>
      generateSecuredApiKey({ parentApiKey: PARENT, restrictions }),
    );
    expect(new Set(keys).size).toBe(1);
  });
});
