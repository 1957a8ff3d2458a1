import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorizeSearch, type ParentApiKey, type SecuredApiKeyRestrictions } from '../../src/index.ts';
import { keyOf, keyOfText, now } from './keys.ts';

const counts = ['hitsPerPage', 'length', 'offset', 'page'] as const;

function authorize(key: ReturnType<typeof keyOf>, parameters: object, parent: ParentApiKey = {}) {
  return authorizeSearch({ key, parent, request: { indexName: 'a', parameters }, now });
}

describe('a count is never negative', () => {
  it.each(counts)('a negative %s of a request: 400', name => {
    for (const value of [-1, '-1', -1e9]) {
      expect(authorize(keyOf({ filters: 'a:b' }), { [name]: value }, { maxHitsPerQuery: 10 })).toMatchObject({
        allowed: false,
        status: 400,
        code: 'ERR_RESTRICTION_VALUE',
        hint: 'Send 0 or a positive number.',
        parameter: name,
      });
    }
    expect(authorize(keyOf({ filters: 'a:b' }), { [name]: 0 })).toMatchObject({ allowed: true });
  });

  it.each(counts)('a negative %s of a key or of its parent lets nothing through', name => {
    expect(authorize(keyOfText(`filters=a%3Ab&${name}=-1`), {})).toMatchObject({ allowed: false });
    const parent = { queryParameters: `${name}=-1` };
    expect(authorize(keyOf({ filters: 'a:b' }), {}, parent)).toMatchObject({ allowed: false });
  });
});

describe('every limit bounds both hitsPerPage and length', () => {
  it.each<[SecuredApiKeyRestrictions, ParentApiKey, object, object]>([
    [{ length: 5 }, {}, { hitsPerPage: 1000 }, { hitsPerPage: 5, length: 5 }],
    [{ length: 5 }, {}, {}, { hitsPerPage: 5, length: 5 }],
    [{ hitsPerPage: 5 }, {}, { offset: 10, length: 1000 }, { hitsPerPage: 5, offset: 10, length: 5 }],
    [{ hitsPerPage: 5 }, {}, { length: 2 }, { hitsPerPage: 5, length: 2 }],
    [{ query: 'q' }, { maxHitsPerQuery: 7 }, { hitsPerPage: 90, length: 90 }, { hitsPerPage: 7, length: 7 }],
    [{ query: 'q' }, { queryParameters: 'length=3' }, { hitsPerPage: 90 }, { hitsPerPage: 3, length: 3 }],
    [{ length: 9 }, { queryParameters: 'length=3' }, { hitsPerPage: 90 }, { hitsPerPage: 3, length: 3 }],
    [{ length: 9 }, { maxHitsPerQuery: 3 }, {}, { hitsPerPage: 3, length: 3 }],
    [
      { query: 'q' },
      { maxHitsPerQuery: 0 },
      { hitsPerPage: 90, length: 90 },
      { hitsPerPage: 90, length: 90 },
    ],
  ])('%j, %j and a request %j', (restrictions, parent, parameters, expected) => {
    const answer = authorize(keyOf(restrictions), parameters, parent);
    expect(answer).toMatchObject({ allowed: true, parameters: expected });
  });

  it('no request gets more hits than the lowest limit', () => {
    const count = fc.integer({ min: 0, max: 50 });
    const some = fc.record({ hitsPerPage: count, length: count }, { requiredKeys: [] });
    fc.assert(
      fc.property(some, some, fc.integer({ min: 0, max: 50 }), (ofKey, ofRequest, maxHitsPerQuery) => {
        const answer = authorize(keyOf({ query: 'q', ...ofKey }), ofRequest, { maxHitsPerQuery });
        if (!answer.allowed) throw new Error(answer.message);
        const { hitsPerPage = 20, length = 0 } = answer.parameters as {
          hitsPerPage?: number;
          length?: number;
        };
        for (const limit of [ofKey.hitsPerPage, ofKey.length, maxHitsPerQuery || undefined]) {
          if (limit === undefined) continue;
          expect(hitsPerPage).toBeLessThanOrEqual(limit);
          expect(length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});
