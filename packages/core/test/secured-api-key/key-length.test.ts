import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureSecuredApiKey } from '../../src/secured-api-key/key-length.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { signedKey } from '../support/credentials.ts';
import { errorOf } from '../support/error-of.ts';
import { randomCases } from '../support/random-numbers.ts';
import { restrictions } from '../support/restrictions-arbitrary.ts';

describe('measureSecuredApiKey', () => {
  it('says how long the key is, and which part takes how much of it', () => {
    const queryString = 'filters=_tags%3Auser_42&validUntil=1893456000';
    expect(measureSecuredApiKey(queryString)).toEqual({
      keyLength: signedKey(queryString).length,
      parts: [
        { name: 'signature', characters: 88 },
        { name: 'filters', characters: 28 },
        { name: 'validUntil', characters: 32 },
      ],
    });
  });

  it('a key without restrictions is its signature', () => {
    expect(measureSecuredApiKey('')).toEqual({
      keyLength: 88,
      parts: [{ name: 'signature', characters: 88 }],
    });
  });

  it('the parts add up to the length of the key, for any restrictions', () => {
    fc.assert(
      fc.property(restrictions, given => {
        const queryString = serializeRestrictions(given);
        const { keyLength, parts } = measureSecuredApiKey(queryString);
        expect(keyLength).toBe(signedKey(queryString).length);
        expect(parts.reduce((sum, { characters }) => sum + characters, 0)).toBe(keyLength);
        expect(parts.slice(1).map(({ name }) => name)).toEqual(Object.keys(given).sort());
      }),
      { numRuns: randomCases(200) },
    );
  });

  it('a key of another client that is not ASCII is measured by its bytes', () => {
    const queryString = 'filters=é鍵🔑';
    expect(measureSecuredApiKey(queryString).keyLength).toBe(signedKey(queryString).length);
  });

  it('refuses a text longer than a key can hold, before any work', () => {
    expect(errorOf(() => measureSecuredApiKey('&'.repeat(5_000_000))).code).toBe('ERR_RESTRICTION_VALUE');
  });

  it('takes text only', () => {
    for (const value of [undefined, null, 5, {}]) {
      expect(() => measureSecuredApiKey(value as never)).toThrow(TypeError);
    }
  });
});
