import { describe, expect, it } from 'vitest';
import { filterGroupsOf } from '../../src/filters/of-parameters.ts';
import { compileFilters, parseFilters } from '../../src/index.ts';
import { errorOf } from '../support/error-of.ts';

const record = { owner: 'bob', price: 5 };
const notAnObject = [undefined, null, 'filters=a', 5, []];
const notPlain = [
  new Map([['filters', 'a:1']]),
  new URLSearchParams('filters=a:1'),
  Object.create({ filters: 'a:1' }),
];

describe('compileFilters', () => {
  it.each([
    [{}, true],
    [{ filters: undefined, facetFilters: undefined }, true],
    [{ filters: '', facetFilters: [], tagFilters: '' }, true],
    [{ filters: 'owner:ann' }, false],
    [{ filters: 'owner:bob', numericFilters: ['price>5'] }, false],
    [{ facetFilters: 'owner:bob,owner:-ann', tagFilters: ['-a'], optionalFilters: ['owner:ann'] }, true],
  ])('a record must pass all filters of %j: %s', (parameters, expected) => {
    expect(compileFilters(parameters)(record)).toBe(expected);
  });

  it.each([[['owner:ann']], [5], [null], [true], [{}], [parseFilters('owner:ann')], [new Map()]])(
    'refuses filters of another type: %j',
    filters => {
      expect(errorOf(() => compileFilters({ filters }))).toMatchObject({
        code: 'ERR_RESTRICTION_VALUE',
        parameter: 'filters',
      });
    },
  );

  it.each([[5], [null], [{}], [[5]], [[[]]], ['(a:1'], [true], [new Set(['a:1'])]])(
    'refuses a filter list of another type, or that cannot be read: %j',
    list => {
      for (const parameter of ['facetFilters', 'numericFilters', 'tagFilters']) {
        const { code, parameter: named } = errorOf(() => compileFilters({ [parameter]: list }));
        expect(['ERR_RESTRICTION_VALUE', 'ERR_RESTRICTION_EMPTY']).toContain(code);
        expect(named).toBe(parameter);
      }
    },
  );

  it.each([...notAnObject, ...notPlain])(
    'takes a plain object, never something that seems to hold no filters: %o',
    parameters => {
      expect(() => compileFilters(parameters as never)).toThrow(TypeError);
    },
  );

  it.each([undefined, null, 'bob', 5])('refuses a record that is not an object: %o', nothing => {
    expect(() => compileFilters({})(nothing as never)).toThrow(TypeError);
  });

  it('reads each parameter once', () => {
    let reads = 0;
    const parameters = new Proxy({ filters: '' }, { get: () => (reads++ === 0 ? 'owner:ann' : 'owner:bob') });
    expect(compileFilters(parameters)(record)).toBe(false);
    expect(reads).toBe(1);
  });
});

describe('filterGroupsOf', () => {
  it('returns every group with its parameter and its position within it', () => {
    const parameters = {
      tagFilters: 'sale',
      filters: 'a:1 OR a:2 AND b:3',
      optionalFilters: ['z:1'],
      numericFilters: [['n>1', 'n<0']],
    };
    const groups = filterGroupsOf(parameters);
    expect(groups.map(({ parameter, index, group }) => [parameter, index, group.length])).toEqual([
      ['filters', 0, 2],
      ['filters', 1, 1],
      ['numericFilters', 0, 2],
      ['tagFilters', 0, 1],
    ]);
  });
});
