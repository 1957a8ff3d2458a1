import { describe, expect, it } from 'vitest';
import { authorizeSearch, type ParentApiKey, type VerifiedSecuredApiKey } from '../../src/index.ts';
import { bestTimeMs } from '../support/growth.ts';
import { keyOf, keyOfText, now } from './keys.ts';

interface Call {
  parameters?: object;
  parent?: ParentApiKey;
  indexName?: string;
  ip?: string;
  referer?: string;
  at?: Date;
}

function authorize(key: VerifiedSecuredApiKey, call: Call = {}) {
  const { parameters = {}, parent, indexName = 'products', ip, referer, at = now } = call;
  return authorizeSearch({
    key,
    ...(parent && { parent }),
    request: { indexName, parameters, ip, referer },
    now: at,
  });
}

function parametersOf(key: VerifiedSecuredApiKey, call: Call = {}) {
  const answer = authorize(key, call);
  if (!answer.allowed) throw new Error(`refused: ${answer.message}`);
  return answer.parameters;
}

describe("the key's parameters and the request's", () => {
  it('reference page: group:admin and "groups:press OR groups:visitors" are combined as A AND (B)', () => {
    const key = keyOf({ filters: 'group:admin' });
    expect(parametersOf(key, { parameters: { filters: 'groups:press OR groups:visitors' } })).toEqual({
      filters: 'group:admin AND (groups:press OR groups:visitors)',
    });
  });

  it.each([
    ['facetFilters', ['a:1'], [['b:2', 'c:3']], ['a:1', ['b:2', 'c:3']]],
    ['facetFilters', ['a:1'], 'b:2,(c:3,d:4)', ['a:1', 'b:2', ['c:3', 'd:4']]],
    ['facetFilters', ['a:1'], '["b:2"]', ['a:1', 'b:2']],
    ['numericFilters', ['price<10'], ['price<100', 'stock>0'], ['price<10', 'price<100', 'stock>0']],
    ['optionalFilters', ['a:1'], ['b:2'], ['a:1', 'b:2']],
    ['tagFilters', ['published'], [['x', 'y']], ['published', ['x', 'y']]],
    ['analyticsTags', ['web'], ['mobile', 'web'], ['web', 'mobile']],
  ])('%s of both count', (name, ofKey, ofRequest, expected) => {
    expect(parametersOf(keyOf({ [name]: ofKey }), { parameters: { [name]: ofRequest } })).toEqual({
      [name]: expected,
    });
  });

  it('a request with whitespace-only filters is a syntax error, also beside a key with filters', () => {
    for (const key of [keyOf({ filters: 'a:1' }), keyOf({ hitsPerPage: 5 })]) {
      expect(authorize(key, { parameters: { filters: '  ' } })).toMatchObject({
        status: 400,
        code: 'ERR_FILTER_SYNTAX',
        message: expect.stringContaining('at col 3'),
      });
    }
  });

  it('default: the value of the key wins, and what only the request names stays', () => {
    const key = keyOf({ hitsPerPage: 5, attributesToRetrieve: ['name'] });
    const parameters = { hitsPerPage: 1000, attributesToRetrieve: ['*'], query: 'shoe', page: 2 };
    expect(parametersOf(key, { parameters })).toEqual({
      hitsPerPage: 5,
      attributesToRetrieve: ['name'],
      query: 'shoe',
      page: 2,
    });
  });

  it('a userToken of the request is overridden by that of the key, and counts where the key has none', () => {
    const parameters = { userToken: 'mallory' };
    expect(parametersOf(keyOf({ userToken: 'ann' }), { parameters })).toEqual({ userToken: 'ann' });
    expect(parametersOf(keyOf({ hitsPerPage: 5 }), { parameters })).toMatchObject({ userToken: 'mallory' });
  });

  it('a request cannot loosen restrictIndices, restrictSources or validUntil', () => {
    const key = keyOf({ restrictIndices: ['products'], restrictSources: '192.0.2.1', validUntil: now });
    const parameters = { restrictIndices: ['*'], restrictSources: '0.0.0.0/0', validUntil: 9_999_999_999 };
    const call = { parameters, ip: '192.0.2.1' };
    expect(parametersOf(key, call)).toEqual({});
    expect(authorize(key, { ...call, indexName: 'orders' })).toMatchObject({ code: 'ERR_INDEX_NOT_ALLOWED' });
    expect(authorize(key, { ...call, ip: '192.0.2.2' })).toMatchObject({ code: 'ERR_SOURCE_NOT_ALLOWED' });
    expect(authorize(key, { ...call, at: new Date(now.getTime() + 1000) })).toMatchObject({
      code: 'ERR_KEY_EXPIRED',
    });
  });

  it('text glued behind a filter cannot widen it: OR binds tighter than AND', () => {
    const key = keyOf({ filters: 'tenant:1' });
    const { filters } = parametersOf(key, { parameters: { filters: 'x:1 OR tenant:2' } });
    expect(filters).toBe('tenant:1 AND (x:1 OR tenant:2)');
  });

  it('empty filters of a request add nothing', () => {
    const parameters = { filters: '', facetFilters: [], tagFilters: '', numericFilters: null, query: '' };
    expect(parametersOf(keyOf({ filters: 'a:b' }), { parameters })).toEqual({ filters: 'a:b', query: '' });
  });

  it.each([
    [{ facetFilters: [[]] }, {}],
    [{ facetFilters: [['']] }, {}],
    [{ facetFilters: ['', 'b:2', ['', 'c:3'], []] }, { facetFilters: ['b:2', ['c:3']] }],
    [{ facetFilters: ',b:2' }, { facetFilters: ['b:2'] }],
    [{ numericFilters: [''] }, {}],
    [{ tagFilters: ['', []] }, {}],
    [{ optionalFilters: ['', 'b:2'] }, { optionalFilters: ['b:2'] }],
  ])('empty items of a request add nothing: %j', (parameters, expected) => {
    expect(parametersOf(keyOf({ filters: 'a:b' }), { parameters })).toEqual({ filters: 'a:b', ...expected });
  });

  it('a parameter without a value is not a parameter of the request', () => {
    const parameters = { query: undefined, facets: null, filters: '', tagFilters: [] };
    expect(parametersOf(keyOf({ page: 1 }), { parameters })).toEqual({ page: 1 });
  });

  it('empty items of a key or of its parent are refused as ever', () => {
    expect(authorize(keyOfText('facetFilters=%5B%5B%5D%5D'))).toMatchObject({
      code: 'ERR_RESTRICTIONS_EMPTY',
    });
    const parent = { queryParameters: 'facetFilters=%5B%5B%5D%5D' };
    expect(authorize(keyOf({ filters: 'a:b' }), { parent })).toMatchObject({
      code: 'ERR_RESTRICTIONS_EMPTY',
      status: 403,
    });
  });

  it('the caller and the key are never modified', () => {
    const key = keyOf({ facetFilters: ['a:1'] });
    const parameters = Object.freeze({ facetFilters: Object.freeze(['b:2']) });
    parametersOf(key, { parameters });
    expect(key.restrictions.facetFilters).toEqual(['a:1']);
  });
});

it('the hitsPerPage of a key bounds a length of the request, the other way to page', () => {
  const key = keyOf({ hitsPerPage: 5 });
  expect(parametersOf(key, { parameters: { offset: 10, length: 100 } })).toMatchObject({ length: 5 });
  expect(parametersOf(key, { parameters: { offset: 10, length: 2 } })).toMatchObject({ length: 2 });
  const parent = { queryParameters: 'hitsPerPage=3' };
  expect(parametersOf(keyOf({ query: 'q' }), { parent, parameters: { length: 100 } })).toMatchObject({
    length: 3,
  });
});

describe("the parent's own limits", () => {
  it('the lower of maxHitsPerQuery and hitsPerPage applies; 0 means no limit', () => {
    const key = keyOf({ filters: 'a:b' });
    const hits = (maxHitsPerQuery: number, parameters: object) =>
      parametersOf(key, { parent: { maxHitsPerQuery }, parameters });
    expect(hits(10, { hitsPerPage: 50 })).toMatchObject({ hitsPerPage: 10 });
    expect(hits(10, { hitsPerPage: 5 })).toMatchObject({ hitsPerPage: 5 });
    expect(hits(10, {})).toMatchObject({ hitsPerPage: 10 });
    expect(hits(10, { offset: 0, length: 1000 })).toMatchObject({ length: 10 });
    expect(hits(0, { hitsPerPage: 50 })).toMatchObject({ hitsPerPage: 50 });
  });

  it('queryParameters of the parent hold above those of the key', () => {
    const key = keyOf({ filters: 'owner:ann', hitsPerPage: 50 });
    const parent = { queryParameters: 'filters=public%3Atrue&hitsPerPage=5&restrictSources=192.0.2.0/24' };
    expect(authorize(key, { parent })).toMatchObject({ allowed: false, code: 'ERR_SOURCE_NOT_ALLOWED' });
    expect(parametersOf(key, { parent, ip: '192.0.2.7', parameters: { filters: 'x:1' } })).toEqual({
      filters: 'public:true AND owner:ann AND x:1',
      hitsPerPage: 5,
    });
  });

  it.each([
    ['userToken of the key', { userToken: 'ann' }, 'userToken=parent', { userToken: 'ann' }],
    ['lower hitsPerPage, of the key', { hitsPerPage: 5 }, 'hitsPerPage=100', { hitsPerPage: 5 }],
    ['lower hitsPerPage, of the parent', { hitsPerPage: 100 }, 'hitsPerPage=5', { hitsPerPage: 5 }],
    ['facetFilters of both', { facetFilters: ['a:1'] }, 'facetFilters=b:2', { facetFilters: ['b:2', 'a:1'] }],
    ['tagFilters of both', { tagFilters: ['a'] }, 'tagFilters=b', { tagFilters: ['b', 'a'] }],
    [
      'same value, written in another way',
      { facets: ['a', 'b'] },
      'facets=%5B%22a%22%2C%22b%22%5D',
      { facets: ['a', 'b'] },
    ],
    [
      'same object',
      { semanticSearch: { a: 1 } },
      'semanticSearch=%7B%22a%22%3A1%7D',
      { semanticSearch: { a: 1 } },
    ],
  ])(
    'queryParameters of the parent never make a key wider: the %s',
    (_, restrictions, queryParameters, expected) => {
      const parameters = {
        userToken: 'mallory',
        hitsPerPage: 1000,
        attributesToRetrieve: ['*'],
        facets: ['*'],
      };
      expect(parametersOf(keyOf(restrictions), { parent: { queryParameters }, parameters })).toEqual({
        ...parameters,
        ...expected,
      });
    },
  );

  it.each([
    [{ attributesToRetrieve: ['name'] }, 'attributesToRetrieve=*', 'attributesToRetrieve'],
    [{ attributesToRetrieve: ['name'] }, 'attributesToRetrieve=price', 'attributesToRetrieve'],
    [{ query: 'a' }, 'query=b', 'query'],
    [{ maxValuesPerFacet: 5 }, 'maxValuesPerFacet=6', 'maxValuesPerFacet'],
  ])(
    'a key that differs from its parent is refused: %j and %s',
    (restrictions, queryParameters, parameter) => {
      expect(authorize(keyOf(restrictions), { parent: { queryParameters } })).toEqual({
        allowed: false,
        status: 403,
        code: 'ERR_RESTRICTION_CONFLICT',
        message: `Invalid API key: "${parameter}" conflicts with its parent`,
        hint: 'Remove the parameter from the key, or give it the value of the parent.',
        parameter,
      });
    },
  );

  it('filters of the key and the request are joined where the parent sets other parameters', () => {
    const parent = { queryParameters: 'hitsPerPage=5' };
    expect(parametersOf(keyOf({ filters: 'a:1' }), { parent, parameters: { filters: 'b:2' } })).toEqual({
      filters: 'a:1 AND b:2',
      hitsPerPage: 5,
    });
  });

  it('queryParameters of the parent win over the request, where the key says nothing', () => {
    const parent = { queryParameters: 'userToken=shared&hitsPerPage=5&attributesToRetrieve=name' };
    const parameters = { userToken: 'mallory', hitsPerPage: 1000, attributesToRetrieve: ['*'] };
    expect(parametersOf(keyOf({ filters: 'a:b' }), { parent, parameters })).toEqual({
      filters: 'a:b',
      userToken: 'shared',
      hitsPerPage: 5,
      attributesToRetrieve: ['name'],
    });
  });

  it('a parent whose queryParameters have expired, or cannot be read, refuses every request', () => {
    const key = keyOf({ filters: 'a:b' });
    for (const [queryParameters, code] of [
      ['validUntil=1', 'ERR_KEY_EXPIRED'],
      ['validUntil=tomorrow', 'ERR_KEY_AMBIGUOUS'],
      ['filters=a&filters=b', 'ERR_KEY_AMBIGUOUS'],
      ['filter=a', 'ERR_RESTRICTION_UNKNOWN'],
    ] as const) {
      expect(authorize(key, { parent: { queryParameters } })).toMatchObject({ allowed: false, code });
    }
  });

  it('the index limit of the parent still holds', () => {
    const key = keyOf({ restrictIndices: ['products', 'orders'] });
    expect(authorize(key, { parent: { indexes: ['products*'] }, indexName: 'orders' })).toMatchObject({
      code: 'ERR_INDEX_NOT_ALLOWED',
    });
    expect(authorize(key, { parent: { indexes: [] }, indexName: 'orders' })).toMatchObject({ allowed: true });
  });

  it('a secured key inherits the ACL', () => {
    const key = keyOf({ filters: 'a:b' });
    expect(authorize(key, { parent: { acl: ['browse'] } })).toEqual({
      allowed: false,
      status: 403,
      code: 'ERR_METHOD_NOT_ALLOWED',
      message: 'Method not allowed with this API key',
      hint: expect.stringContaining('"search" ACL'),
    });
    expect(authorize(key, { parent: { acl: ['search'] } })).toMatchObject({ allowed: true });
  });

  it('referers: one of the patterns must fit, and a missing referer fits none', () => {
    const key = keyOf({ filters: 'a:b' });
    const parent = { referers: ['https://*.example.com/*'] };
    expect(authorize(key, { parent, referer: 'https://shop.example.com/cart' })).toMatchObject({
      allowed: true,
    });
    const several = { referers: ['https://example.net/*', ...parent.referers] };
    expect(authorize(key, { parent: several, referer: 'https://shop.example.com/cart' })).toMatchObject({
      allowed: true,
    });
    for (const referer of ['https://example.org/', 'https://evil.com/?x.example.com', undefined]) {
      const answer = authorize(key, { parent, ...(referer && { referer }) });
      expect(answer).toMatchObject({ status: 403, message: 'Method not allowed with this referer' });
    }
  });

  it('a parent whose validity has ended takes its keys with it', () => {
    const key = keyOf({ filters: 'a:b' });
    const parent = { validity: 60, createdAt: now.getTime() };
    expect(authorize(key, { parent })).toMatchObject({ allowed: true });
    expect(authorize(key, { parent, at: new Date(now.getTime() + 60_000) })).toMatchObject({ allowed: true });
    expect(authorize(key, { parent, at: new Date(now.getTime() + 61_000) })).toMatchObject({
      status: 403,
      message: 'Invalid Application-ID or API key',
    });
  });

  it.each([{ validity: 0, createdAt: 0 }, { validity: 60 }, { createdAt: 0 }])(
    'a parent without an end of its validity is never expired: %j',
    parent => {
      expect(authorize(keyOf({ filters: 'a:b' }), { parent })).toMatchObject({ allowed: true });
    },
  );
});

describe("refusals in the server's words", () => {
  it.each([
    [
      'an index outside',
      keyOf({ restrictIndices: ['orders'] }),
      {},
      403,
      'Index not allowed with this API key',
    ],
    [
      'an unknown parameter of the request',
      keyOf({ filters: 'a:b' }),
      { parameters: { filter: 'x' } },
      400,
      'Unknown parameter: filter',
    ],
    [
      'an unknown parameter of the key',
      keyOfText('restrictIndex=a&filters=a%3Ab'),
      {},
      400,
      'Unknown parameter: restrictIndex',
    ],
    ['a key without restrictions', keyOfText(''), {}, 403, 'Invalid API key'],
    ['a key with an empty filter', keyOfText('filters='), {}, 403, 'Invalid API key'],
    ['a key with an empty list', keyOfText('filters=a%3Ab&restrictIndices='), {}, 403, 'Invalid API key'],
    [
      'a source that is not IPv4',
      keyOf({ restrictSources: '192.0.2.0/24' }),
      { ip: '2001:db8::1' },
      403,
      'Source not allowed with this API key',
    ],
    [
      'a source that is not told',
      keyOf({ restrictSources: '192.0.2.0/24' }),
      {},
      403,
      'Source not allowed with this API key',
    ],
    [
      'two sources in one',
      keyOfText('restrictSources=10.0.0.0%2F8%2C192.168.0.0%2F16'),
      { ip: '10.0.0.1' },
      403,
      'Source not allowed with this API key',
    ],
  ] as const)('%s', (_, key, call, status, message) => {
    expect(authorize(key, call)).toMatchObject({ allowed: false, status, message });
  });

  it.each(['', '-5', 'soon'])(
    'a validUntil=%s in the queryParameters of a parent never counts as expired or endless',
    validUntil => {
      const parent = { queryParameters: `validUntil=${validUntil}` };
      expect(authorize(keyOf({ query: 'q' }), { parent })).toMatchObject({
        allowed: false,
        code: 'ERR_KEY_AMBIGUOUS',
      });
    },
  );

  it('an expired key: 400', () => {
    const key = keyOf({ validUntil: now });
    expect(authorize(key, { at: new Date(now.getTime() + 1) })).toEqual({
      allowed: false,
      status: 400,
      code: 'ERR_KEY_EXPIRED',
      message: '"validUntil" parameter expired (less than current date)',
      hint: expect.stringContaining('later validUntil'),
      parameter: 'validUntil',
    });
    expect(authorize(key, { at: now })).toMatchObject({ allowed: true });
  });

  it.each([
    ['of the request', keyOf({ filters: 'a:b' }), { filters: 'a:1 OR (b:2 AND c:3)' }],
    ['of the key', keyOf({ filters: 'a:1 OR (b:2 AND c:3)' }), {}],
  ])('filter syntax %s: 400 with the text of the engine', (_, key, parameters) => {
    const answer = authorize(key, { parameters });
    expect(answer).toMatchObject({ allowed: false, status: 400, code: 'ERR_FILTER_SYNTAX' });
    expect(answer).toHaveProperty(
      'message',
      expect.stringMatching(/^filters: filter \(X AND Y\) OR Z is not allowed/),
    );
  });

  it('a filter list that the engine refuses is named once', () => {
    expect(authorize(keyOf({ filters: 'a:b' }), { parameters: { facetFilters: ['red'] } })).toMatchObject({
      status: 400,
      message: '"facetFilters" has an invalid item "red": expected attribute:value.',
    });
  });

  it.each([
    [{ filters: ['a:1'] }],
    [{ hitsPerPage: 'many' }],
    [{ facetFilters: { a: 1 } }],
    [{ facetFilters: [[['a:1']]] }],
    [{ facetFilters: 'a,(b' }],
    [{ analytics: 'perhaps' }],
  ])('a request with a value of another type: 400 (%j)', parameters => {
    expect(authorize(keyOf({ filters: 'a:b' }), { parameters })).toMatchObject({
      allowed: false,
      status: 400,
    });
  });

  it.each([
    ['facetFilters', 'a:1,'.repeat(25_000_000)],
    ['facetFilters', `["${'a:1","'.repeat(20_000_000)}b:2"]`],
    ['facetFilters', [`a:${'x'.repeat(10_000_000)}`]],
    ['optionalFilters', [[`a:${'x'.repeat(10_000_000)}`]]],
    ['reRankingApplyFilter', 'a:1,'.repeat(25_000_000)],
    ['numericFilters', Array(1e9)],
  ])('%s over the length limit is refused before it is read', (name, value) => {
    const started = performance.now();
    expect(authorize(keyOf({ filters: 'a:b' }), { parameters: { [name]: value } })).toMatchObject({
      status: 400,
      message: `Invalid value for "${name}" parameter`,
    });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each<[string, object]>([
    ['a text of brackets never closed', { renderingContent: '['.repeat(5_000_000) }],
    ['a text that nests deep', { renderingContent: `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}` }],
    ['a text within the limit that nests deep', { renderingContent: '['.repeat(65_000) }],
    ['ten thousand long conditions', { facetFilters: Array(10_000).fill(`a:${'x'.repeat(10_000)}`) }],
    ['ten thousand short conditions', { facetFilters: Array(10_000).fill('a:1') }],
    ['a hundred thousand conditions in groups', { tagFilters: Array(1_000).fill(Array(100).fill('a')) }],
    ['filters of five million characters', { filters: 'a:1 OR '.repeat(700_000) }],
    ['a query of five million characters', { query: 'x'.repeat(5_000_000) }],
    ['fifty thousand names', Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`n${i}`, 1]))],
  ])('%s is refused within 100 ms', (_, parameters) => {
    const key = keyOf({ filters: 'a:b', facetFilters: ['c:d'] });
    expect(authorize(key, { parameters })).toMatchObject({ allowed: false, status: 400 });
    expect(bestTimeMs(() => authorize(key, { parameters }))).toBeLessThan(100);
  });

  it('a name like __proto__ in a request is an unknown parameter', () => {
    const parameters = JSON.parse('{"__proto__":{"filters":"x"}}');
    expect(authorize(keyOf({ filters: 'a:b' }), { parameters })).toMatchObject({ status: 400 });
  });
});

describe('misuse', () => {
  it('a decoded key is not accepted: it proves nothing', () => {
    const { parentKeyIndex: _, ...decoded } = keyOf({ filters: 'a:b' });
    expect(() => authorize(decoded as VerifiedSecuredApiKey)).toThrow(TypeError);
  });

  it.each<[string, (key: VerifiedSecuredApiKey) => unknown]>([
    ['a spread', key => ({ ...key })],
    [
      'a decoded key with a parentKeyIndex',
      key => ({ restrictions: key.restrictions, problems: [], parentKeyIndex: 0 }),
    ],
    ['a structured clone', key => structuredClone(key)],
    ['an object that inherits from one', key => Object.create(key)],
    ['a proxy of one', key => new Proxy(key, {})],
    [
      'what the constructor makes',
      key => Reflect.construct(key.constructor, ['hitsPerPage=9', { restrictions: {}, problems: [] }, 0]),
    ],
  ])('%s of a verified key is not verified', (_, copy) => {
    expect(() => authorize(copy(keyOf({ filters: 'a:b' })) as VerifiedSecuredApiKey)).toThrow(TypeError);
  });

  it('the key is read once, so that an accessor cannot show another one after the check', () => {
    const shown = [
      keyOf({ restrictIndices: ['products'] }),
      { restrictions: { query: 'any' }, problems: [] },
    ];
    const options = {
      get key() {
        return shown.shift() as VerifiedSecuredApiKey;
      },
      request: { indexName: 'orders', parameters: {} },
      now,
    };
    expect(authorizeSearch(options)).toMatchObject({ allowed: false, code: 'ERR_INDEX_NOT_ALLOWED' });
  });

  it('nothing that a verified key leads to can be changed, so that others pass for one', () => {
    const prototype = Object.getPrototypeOf(keyOf({ filters: 'a:b' }));
    expect(Object.isFrozen(prototype)).toBe(true);
    expect(prototype.constructor).toBe(Object);
  });

  it('a verified key is judged by validUntil, which is frozen, whatever happens to expiresAt', () => {
    const key = keyOf({ validUntil: now });
    key.expiresAt!.setTime(9e15);
    expect(authorize(key, { at: new Date(now.getTime() + 1000) })).toMatchObject({
      code: 'ERR_KEY_EXPIRED',
    });
  });

  it.each([
    ['URLSearchParams', new URLSearchParams('filters=b:2')],
    ['Map', new Map([['filters', 'b:2']])],
    [
      'instance of a class',
      new (class {
        readonly filters = 'b:2';
      })(),
    ],
    ['inherited properties', Object.create({ filters: 'b:2' })],
    ['hidden property', Object.defineProperty({}, 'filters', { value: 'b:2' })],
  ])('parameters in a %s are not taken for none', (_, parameters) => {
    const request = { indexName: 'products', parameters };
    expect(() => authorizeSearch({ key: keyOf({ filters: 'a:b' }), request })).toThrow(
      /^"request.parameters" must be a plain object/,
    );
  });

  it.each([[5], ['2026'], [new Date(Number.NaN)], [null]])('a now that is not a valid Date: %s', at => {
    expect(() => authorize(keyOf({ filters: 'a:b' }), { at: at as never })).toThrow(
      /^"now" must be a valid Date/,
    );
  });

  it.each([
    [null, 'it must be an object'],
    ['search', 'it must be an object'],
    [{ acl: null }, '"acl" must be an array of strings'],
    [{ acl: 'search' }, '"acl" must be an array of strings'],
    [{ indexes: [5] }, '"indexes" must be an array of strings'],
    [{ queryParameters: {} }, '"queryParameters" must be a string'],
    [{ maxHitsPerQuery: '10' }, '"maxHitsPerQuery" must be an integer, 0 or more'],
    [{ maxHitsPerQuery: -5 }, '"maxHitsPerQuery" must be an integer, 0 or more'],
    [{ maxHitsPerQuery: 2.5 }, '"maxHitsPerQuery" must be an integer, 0 or more'],
    [{ validity: Number.NaN }, '"validity" must be a number'],
  ])('a parent that cannot be one: %j', (parent, problem) => {
    const request = { indexName: 'products', parameters: {} };
    const options = { key: keyOf({ filters: 'a:b' }), parent: parent as ParentApiKey, request };
    expect(() => authorizeSearch(options)).toThrow(new TypeError(`Invalid "parent": ${problem}.`));
  });

  it('a key that is not an object is a TypeError of forgekey', () => {
    for (const key of [
      undefined,
      null,
      'key',
      { parentKeyIndex: 0 },
      { parentKeyIndex: 0, restrictions: null },
    ]) {
      expect(() => authorize(key as never)).toThrow(/^"key" must be the result of verifySecuredApiKey/);
    }
  });

  it('no options object says what belongs there', () => {
    expect(() => authorizeSearch(undefined as never)).toThrow(
      /^"key" must be the result of verifySecuredApiKey/,
    );
  });

  it.each([
    ['ip', ['192.0.2.1']],
    ['ip', 5],
    ['ip', null],
    ['referer', ['https://shop.example/']],
    ['referer', { toString: () => 'https://shop.example/' }],
  ])('a %s that is not a string: %j', (name, value) => {
    const request = { indexName: 'products', parameters: {}, [name]: value };
    const key = keyOf({ restrictSources: '192.0.2.0/24' });
    expect(() => authorizeSearch({ key, request: request as never, now })).toThrow(
      new TypeError(`"request.${name}" must be a string.`),
    );
  });

  it.each([[undefined], [null], ['filters=a'], [[]]])('parameters that are not an object: %j', parameters => {
    const request = { indexName: 'products', parameters: parameters as unknown as object };
    expect(() => authorizeSearch({ key: keyOf({ filters: 'a:b' }), request })).toThrow(TypeError);
  });
});
