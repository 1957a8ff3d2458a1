import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createSecuredApiKeyGenerator, generateSecuredApiKey } from '../../src/index.ts';
import { MAX_JSON_NODES } from '../../src/lib/limits.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { PARENT, queryStringOf } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import { faithfulContainers, falseLists, lossyContainers } from '../support/hostile-shapes.ts';

describe('a container whose contents would be left out is refused', () => {
  it.each(lossyContainers)('%s as restrictions', (_, container) => {
    const error = errorOf(() => generateSecuredApiKey({ parentApiKey: PARENT, restrictions: container }));
    expect(error.code).toBe('ERR_RESTRICTION_VALUE');
    expect(error.parameter).toBe('restrictions');
    expect(error.message).toMatch(/plain object/);
  });

  it.each(lossyContainers)('%s as searchParams, beside another restriction', (_, searchParams) => {
    const error = errorOf(() => serializeRestrictions({ validUntil: 1893456000, searchParams }));
    expect(error.code).toBe('ERR_RESTRICTION_VALUE');
    expect(error.parameter).toBe('searchParams');
  });

  it.each(lossyContainers)('%s as common and as own restrictions of a generator', (_, container) => {
    const make = (restrictions: object): unknown =>
      createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions });
    expect(codeOf(() => make(container))).toBe('ERR_RESTRICTION_VALUE');
    const keyFor = createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: { query: 'q' } });
    expect(codeOf(() => keyFor(container))).toBe('ERR_RESTRICTION_VALUE');
  });

  it.each(lossyContainers.filter(([what]) => !what.includes('array')))(
    '%s inside an object value',
    (_, container) => {
      const restrictions = { filters: 'a:1', renderingContent: { redirect: container } };
      const error = errorOf(() => serializeRestrictions(restrictions));
      expect(error.code).toBe('ERR_RESTRICTION_VALUE');
      expect(error.parameter).toBe('renderingContent');
    },
  );
});

describe('a container that says all it holds is signed as a plain object is', () => {
  it.each(faithfulContainers)('%s', (_, container) => {
    expect(serializeRestrictions(container)).toBe('filters=a%3A1&query=q');
    expect(serializeRestrictions({ searchParams: container })).toBe('filters=a%3A1&query=q');
  });
});

describe('a false list is refused', () => {
  it.each(falseLists)('%s', (_, list) => {
    for (const name of [
      'restrictIndices',
      'facetFilters',
      'facets',
      'insidePolygon',
      'ignorePlurals',
      'aroundPrecision',
    ]) {
      expect(
        codeOf(() => serializeRestrictions({ query: 'q', [name]: list })),
        name,
      ).toBe('ERR_RESTRICTION_VALUE');
    }
    expect(codeOf(() => serializeRestrictions({ facetFilters: ['a:1', list] } as object))).toBe(
      'ERR_RESTRICTION_VALUE',
    );
  });

  it('an array is read by position, whatever its iterator shows', () => {
    const list = ['a:1', 'b:1'];
    list[Symbol.iterator] = () => ['a:1'].values();
    expect(serializeRestrictions({ facetFilters: list })).toBe('facetFilters=a%3A1%2Cb%3A1');
    expect(serializeRestrictions({ facetFilters: [list, 'c:1'] })).toBe(
      `facetFilters=${encodeURIComponent('[["a:1","b:1"],"c:1"]')}`,
    );
  });

  it('an array of another realm, and a proxy of an array, are lists', () => {
    const foreign = vm.runInNewContext('["a:1", ["b:1"]]');
    const expected = `facetFilters=${encodeURIComponent('["a:1",["b:1"]]')}`;
    expect(serializeRestrictions({ facetFilters: foreign })).toBe(expected);
    expect(serializeRestrictions({ facetFilters: new Proxy(['a:1', ['b:1']], {}) })).toBe(expected);
  });

  it('a Date of another realm is a Date, a proxy of one is not', () => {
    const foreign = vm.runInNewContext('new Date(1893456000000)');
    expect(serializeRestrictions({ validUntil: foreign })).toBe('validUntil=1893456000');
    const proxy = new Proxy(new Date(1893456000000), {});
    expect(codeOf(() => serializeRestrictions({ validUntil: proxy }))).toBe('ERR_RESTRICTION_VALUE');
  });
});

describe('a value that changes while it is looked at', () => {
  it('is read once: what was checked is what is signed', () => {
    const answers = ['a:1', '', 'b:1'];
    let reads = 0;
    const restrictions = new Proxy({ filters: '' }, { get: () => answers[reads++] });
    expect(serializeRestrictions(restrictions)).toBe('filters=a%3A1');
    expect(reads).toBe(1);
  });

  it('is read once as an accessor', () => {
    let reads = 0;
    const counting = {
      get filters(): string {
        return ++reads === 1 ? 'a:1' : '';
      },
    };
    expect(serializeRestrictions(counting)).toBe('filters=a%3A1');
    expect(reads).toBe(1);
    reads = 0;
    expect(serializeRestrictions({ searchParams: counting })).toBe('filters=a%3A1');
    expect(reads).toBe(1);
    reads = 0;
    expect(serializeRestrictions({ renderingContent: counting })).toContain(encodeURIComponent('"a:1"'));
    expect(reads).toBe(1);
    const list = Object.defineProperty(['', 'b:1'], 0, { get: () => (++reads === 2 ? 'a:1' : '') });
    expect(serializeRestrictions({ facetFilters: list })).toBe('facetFilters=a%3A1%2Cb%3A1');
    expect(reads).toBe(2);
  });

  it('is refused where an accessor removes another property of its object, or an element of its list', () => {
    const deleting = (): object => {
      const object = {
        get query(): string {
          delete (object as { filters?: string }).filters;
          return 'q';
        },
        filters: 'a:1',
      };
      return object;
    };
    const shrinking = (): string[] => {
      const list: string[] = Object.defineProperty(['a:1', 'b:1'], 0, {
        get: () => {
          list.length = 1;
          return 'a:1';
        },
      });
      return list;
    };
    for (const restrictions of [
      deleting(),
      { renderingContent: deleting() },
      { searchParams: deleting() },
      { facetFilters: shrinking() },
    ]) {
      expect(codeOf(() => serializeRestrictions(restrictions))).toBe('ERR_RESTRICTION_VALUE');
    }
  });

  it('as the length of a list, is read once', () => {
    let length = 1;
    const list = new Proxy(['a:1', 'b:1'], {
      get: (target, name) => (name === 'length' ? length++ : Reflect.get(target, name)),
    });
    expect(codeOf(() => serializeRestrictions({ facetFilters: list }))).toBe('ERR_RESTRICTION_VALUE');
    expect(length).toBe(2);
  });

  it('is read once inside a list', () => {
    const reads = [0, 0];
    const list = new Proxy(['a:1', 'b:1'], {
      get(target, name, receiver) {
        if (name === '0' || name === '1') return reads[Number(name)]!++ === 0 ? target[Number(name)] : '';
        return Reflect.get(target, name, receiver);
      },
    });
    expect(serializeRestrictions({ facetFilters: list })).toBe('facetFilters=a%3A1%2Cb%3A1');
    expect(reads).toEqual([1, 1]);
  });

  it('is read once inside number lists, too', () => {
    let reads = 0;
    const insidePolygon = new Proxy([[1]], {
      get: (target, name) => (name === '0' && reads++ > 0 ? [Number.NaN] : Reflect.get(target, name)),
    });
    expect(serializeRestrictions({ insidePolygon })).toBe(`insidePolygon=${encodeURIComponent('[[1]]')}`);
    expect(reads).toBe(1);
  });
});

describe('an error of the caller’s own', () => {
  const fail = (): never => {
    throw new Error('no session for sk-alg-secret');
  };
  const failing = new Proxy({ filters: 'a:1' }, { get: fail });
  const revoked = Proxy.revocable([], {});
  revoked.revoke();

  it.each<[what: string, parameter: string, restrictions: object]>([
    ['a proxy', 'restrictions', failing],
    ['a proxy as searchParams', 'searchParams', { searchParams: failing }],
    ['a proxy as an object', 'renderingContent', { renderingContent: failing }],
    ['a proxy as a list', 'facetFilters', { facetFilters: new Proxy(['a'], { get: fail }) }],
    ['a proxy that lists no names', 'restrictions', new Proxy({}, { ownKeys: fail })],
    ['a proxy without a prototype', 'restrictions', new Proxy({}, { getPrototypeOf: fail })],
    ['a revoked proxy', 'facetFilters', { facetFilters: revoked.proxy }],
    ['a revoked proxy as restrictions', 'restrictions', revoked.proxy],
    ['an accessor', 'restrictions', Object.defineProperty({}, 'filters', { get: fail, enumerable: true })],
    [
      'an accessor in a list',
      'facetFilters',
      { facetFilters: Object.defineProperty(['a'], 0, { get: fail }) },
    ],
  ])('of %s becomes a typed refusal that quotes nothing of it', (_, parameter, restrictions) => {
    const error = errorOf(() => serializeRestrictions(restrictions));
    expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter });
    expect(`${error.message}${error.hint}`).not.toContain('session');
  });

  it('does not hide the refusal of a value of another type', () => {
    let reads = 0;
    const list = Object.defineProperty(['a', {}], 0, { get: () => (++reads === 1 ? 'a' : fail()) });
    expect(codeOf(() => serializeRestrictions({ facets: list } as object))).toBe('ERR_RESTRICTION_VALUE');
  });
});

describe('what would take forever to read is refused after a bounded number of reads', () => {
  const tower = (levels: number): unknown => {
    let value: unknown = ['x'];
    for (let level = 0; level < levels; level++) value = [value, value];
    return value;
  };

  it.each([
    ['a list that shares its branches', { facetFilters: tower(40) }],
    ['an object that shares its branches', { renderingContent: { a: tower(12) } }],
    ['an object that shares too many branches', { renderingContent: { a: tower(60) } }],
    [
      'a group shared by all elements of a list',
      { facetFilters: Array(MAX_JSON_NODES).fill(Array(MAX_JSON_NODES).fill('a')) },
    ],
    ['a list too long', { facets: Array(MAX_JSON_NODES + 1).fill('a') }],
    [
      'an object with too many members',
      {
        renderingContent: Object.fromEntries(Array.from({ length: MAX_JSON_NODES }, (_, i) => [`n${i}`, 1])),
      },
    ],
    ['a list of the greatest length', { insidePolygon: new Array(2 ** 32 - 1) }],
    ['a newer parameter of the greatest length', { newThing: new Array(2 ** 32 - 1) }],
  ])('%s', (_, restrictions) => {
    const options = { allowUnknownParameters: true };
    expect(codeOf(() => serializeRestrictions(restrictions as object, options))).toBe(
      'ERR_RESTRICTION_VALUE',
    );
  });

  it('up to the limit, a list is signed', () => {
    const facets = Array<string>(MAX_JSON_NODES - 1).fill('a');
    expect(serializeRestrictions({ facets })).toBe(`facets=${facets.join('%2C')}`);
    const groups = [facets.slice(0, 4000), 'b'];
    expect(decodeURIComponent(serializeRestrictions({ facetFilters: groups }))).toBe(
      `facetFilters=${JSON.stringify(groups)}`,
    );
    const insidePolygon = [Array<number>(MAX_JSON_NODES - 2).fill(1)];
    expect(decodeURIComponent(serializeRestrictions({ insidePolygon }))).toBe(
      `insidePolygon=${JSON.stringify(insidePolygon)}`,
    );
  });

  it('counts the reads', () => {
    let reads = 0;
    const counting = (value: object): object =>
      new Proxy(value, {
        get(target, name) {
          reads++;
          const member = Reflect.get(target, name);
          return typeof member === 'object' && member !== null ? counting(member) : member;
        },
      });
    let dag: object = { leaf: 1 };
    for (let level = 0; level < 15; level++) dag = { a: dag, b: dag, c: dag, d: dag };
    expect(codeOf(() => serializeRestrictions({ renderingContent: counting(dag) }))).toBe(
      'ERR_RESTRICTION_VALUE',
    );
    expect(reads).toBeLessThan(4 * MAX_JSON_NODES);
  });
});

describe('what the caller gave is never modified', () => {
  const deepFreeze = <Value>(value: Value): Value => {
    if (typeof value === 'object' && value !== null) {
      Object.freeze(value);
      for (const member of Object.values(value)) deepFreeze(member);
    }
    return value;
  };
  const given = (): Record<string, unknown> => ({
    validUntil: new Date('2030-01-01T00:00:00.500Z'),
    facetFilters: [['b:2', 'a:1'], 'c,d'],
    restrictIndices: ['b', 'a'],
    query: undefined,
    searchParams: {
      renderingContent: { b: [2, 1], a: { c: undefined } },
      analyticsTags: ['b', 'a'],
      page: undefined,
    },
  });

  it('frozen all the way down, it is signed as it is unfrozen', () => {
    expect(serializeRestrictions(deepFreeze(given()))).toBe(serializeRestrictions(given()));
  });

  it('it looks the same before and after every function, order of names included', () => {
    const restrictions = given();
    const before = given();
    const text = (value: object): string =>
      JSON.stringify(value, (_, member) => (member === undefined ? '(undefined)' : member));
    serializeRestrictions(restrictions);
    generateSecuredApiKey({ parentApiKey: PARENT, restrictions });
    createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions })(restrictions);
    codeOf(() => serializeRestrictions({ ...restrictions, filters: '' }));
    expect(restrictions).toStrictEqual(before);
    expect(text(restrictions)).toBe(text(before));
  });

  it('options are not modified either', () => {
    const options = deepFreeze({ parentApiKey: PARENT, restrictions: { filters: 'a:1' } });
    expect(queryStringOf(generateSecuredApiKey(options))).toBe('filters=a%3A1');
    expect(createSecuredApiKeyGenerator(options)()).toBe(generateSecuredApiKey(options));
  });
});
