import { describe, expect, it } from 'vitest';
import { authorizeSearch, type VerifiedSecuredApiKey } from '../../src/index.ts';
import { keyOf, now } from './keys.ts';

function authorize(key: VerifiedSecuredApiKey, parameters: object) {
  return authorizeSearch({ key, request: { indexName: 'products', parameters }, now });
}

describe('the size of a list of the request', () => {
  const conditions = (count: number, from = 0): string[] =>
    Array.from({ length: count }, (_, index) => `a:${from + index}`);
  const refused = { allowed: false, code: 'ERR_RESTRICTION_VALUE', parameter: 'optionalFilters' };

  it('is at most 5,000 conditions, also in groups and as text', () => {
    const key = keyOf({ query: 'q' });
    const allowed = [conditions(5_000), [conditions(2_500), conditions(2_500)], conditions(5_000).join(',')];
    for (const optionalFilters of allowed) {
      expect(authorize(key, { optionalFilters })).toMatchObject({ allowed: true });
    }
    const tooMany = [conditions(5_001), [conditions(2_500), conditions(2_501)], conditions(5_001).join(',')];
    for (const optionalFilters of tooMany) {
      expect(authorize(key, { optionalFilters })).toMatchObject(refused);
    }
  });

  it('counts what the key adds to it', () => {
    const key = keyOf({ optionalFilters: conditions(2_500) });
    const count = (more: number) => authorize(key, { optionalFilters: conditions(more, 2_500) });
    expect(count(2_500)).toMatchObject({ allowed: true });
    expect(count(2_501)).toMatchObject(refused);
  });

  it('is at most 65,536 characters, also together with those of the key', () => {
    const key = keyOf({ optionalFilters: ['k'.repeat(40_000)] });
    const withLength = (length: number) => authorize(key, { optionalFilters: ['r'.repeat(length)] });
    expect(withLength(25_536)).toMatchObject({ allowed: true });
    expect(withLength(25_537)).toMatchObject(refused);
  });

  it('and a text has as many characters at most', () => {
    const withLength = (length: number) => authorize(keyOf({ page: 1 }), { query: 'q'.repeat(length) });
    expect(withLength(65_536)).toMatchObject({ allowed: true });
    expect(withLength(65_537)).toMatchObject({ allowed: false, code: 'ERR_RESTRICTION_VALUE' });
  });
});
