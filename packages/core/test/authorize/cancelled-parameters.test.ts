import { describe, expect, it } from 'vitest';
import {
  authorizeSearch,
  type ParentApiKey,
  type SecuredApiKeyRestrictions,
  searchParameters,
} from '../../src/index.ts';
import { keyOf, now } from './keys.ts';

const box = [[47.3, 4.9, 47.2, 5.0]];
const polygon = [[47.3, 4.9, 47.2, 5.0, 47.1, 4.8]];

function authorize(restrictions: SecuredApiKeyRestrictions, parameters: object, parent: ParentApiKey = {}) {
  return authorizeSearch({ key: keyOf(restrictions), parent, request: { indexName: 'a', parameters }, now });
}

describe('a request cannot cancel a parameter of the key', () => {
  it.each<[SecuredApiKeyRestrictions, object, object]>([
    [{ insidePolygon: polygon }, { insideBoundingBox: box }, { insidePolygon: polygon }],
    [
      { aroundLatLng: '1,2', aroundRadius: 9 },
      { insideBoundingBox: box },
      { aroundLatLng: '1,2', aroundRadius: 9 },
    ],
    [{ aroundLatLng: '1,2' }, { insidePolygon: polygon }, { aroundLatLng: '1,2' }],
    [
      { aroundRadius: 9 },
      { aroundLatLng: '1,2', insideBoundingBox: box },
      { aroundRadius: 9, aroundLatLng: '1,2' },
    ],
    [{ aroundLatLngViaIP: true }, { insideBoundingBox: box }, { aroundLatLngViaIP: true }],
    [{ aroundLatLngViaIP: true }, { insidePolygon: polygon }, { aroundLatLngViaIP: true }],
    [
      { aroundLatLngViaIP: false },
      { insideBoundingBox: box },
      { aroundLatLngViaIP: false, insideBoundingBox: box },
    ],
    [{ aroundPrecision: 9 }, { insidePolygon: polygon }, { aroundPrecision: 9 }],
    [{ query: 'shoe' }, { similarQuery: 'anything' }, { query: 'shoe' }],
    [{ query: 'shoe' }, { similarQuery: 'anything', query: 'hat', page: 1 }, { query: 'shoe', page: 1 }],
  ])('%j with a request %j', (restrictions, parameters, expected) => {
    expect(authorize(restrictions, parameters)).toEqual({ allowed: true, parameters: expected });
  });

  it.each([
    ['insidePolygon=%5B%5B1,2,3,4,5,6%5D%5D', { insideBoundingBox: box }, 'insideBoundingBox'],
    ['aroundLatLng=1,2', { insidePolygon: polygon }, 'insidePolygon'],
    ['query=shoe', { similarQuery: 'anything' }, 'similarQuery'],
  ])('nor one of its parent: %s', (queryParameters, parameters, dropped) => {
    const answer = authorize({ filters: 'a:b' }, parameters, { queryParameters });
    expect(answer).toMatchObject({ allowed: true });
    expect(answer).not.toHaveProperty(['parameters', dropped]);
  });

  it('every row of the table that names a cancelling parameter holds', () => {
    const values: Record<string, unknown> = {
      query: 'shoe',
      similarQuery: 'hat',
      aroundLatLng: '1,2',
      aroundLatLngViaIP: true,
      aroundRadius: 9,
      aroundPrecision: 9,
      insidePolygon: polygon,
      insideBoundingBox: box,
    };
    const rows = Object.entries(searchParameters).flatMap(([name, row]) =>
      'cancelledBy' in row ? row.cancelledBy.map(by => [name, by] as const) : [],
    );
    expect(rows.length).toBeGreaterThanOrEqual(8);
    for (const [name, by] of rows) {
      expect(authorize({ [name]: values[name] }, { [by]: values[by] })).toEqual({
        allowed: true,
        parameters: { [name]: values[name] },
      });
    }
  });

  it('a request may combine such parameters itself, where the key sets none', () => {
    const parameters = { aroundLatLng: '1,2', insideBoundingBox: box };
    expect(authorize({ filters: 'a:b' }, parameters)).toMatchObject({ parameters });
  });
});

describe('a key and its parent cannot cancel each other', () => {
  it.each<[SecuredApiKeyRestrictions, string, string]>([
    [{ similarQuery: 'anything' }, 'query=shoe', 'similarQuery'],
    [{ insideBoundingBox: box }, 'aroundLatLng=1,2', 'insideBoundingBox'],
    [{ insidePolygon: polygon }, 'insideBoundingBox=1,2,3,4', 'insidePolygon'],
  ])('%j and %s', (restrictions, queryParameters, parameter) => {
    expect(authorize(restrictions, {}, { queryParameters })).toMatchObject({
      status: 403,
      code: 'ERR_RESTRICTION_CONFLICT',
      parameter,
    });
  });

  it('a parameter that its own side cancels already had no effect', () => {
    const queryParameters = 'query=shoe&similarQuery=hat';
    expect(authorize({ similarQuery: 'hat' }, {}, { queryParameters })).toMatchObject({ allowed: true });
  });
});
