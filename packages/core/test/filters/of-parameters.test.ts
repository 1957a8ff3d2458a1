import { describe, expect, it } from 'vitest';
import { filterGroupsOf } from '../../src/filters/of-parameters.ts';
import { compileFilters, parseFilters } from '../../src/index.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';

const record = { owner: 'bob', price: 5 };
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

  it.each([
    [['owner:ann'], 'an array'],
    [5, 'a number'],
    [null, 'null'],
    [true, 'a boolean'],
    [{}, 'an object'],
    [parseFilters('owner:ann'), 'an object'],
    [new Map(), 'a Map'],
  ])('refuses filters of another type: %j', (filters, type) => {
    const error = errorOf(() => compileFilters({ filters }));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter: 'filters' });
    expect(wordsOf(error)).toBe(
      `"filters" must be a string, not ${type}. Remove the parameter if there is nothing to filter.`,
    );
  });

  it.each([
    [5, 'a number'],
    [null, 'null'],
    [{}, 'an object'],
    [true, 'a boolean'],
    [new Set(['a:1']), 'a Set'],
  ])('refuses a filter list of another type: %j', (list, type) => {
    for (const parameter of ['facetFilters', 'numericFilters', 'tagFilters']) {
      const error = errorOf(() => compileFilters({ [parameter]: list }));
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter });
      expect(wordsOf(error)).toBe(
        `"${parameter}" must be a string or a list, not ${type}. Remove the parameter if there is nothing to filter.`,
      );
    }
  });

  it.each([
    [[5], 'ERR_RESTRICTION_VALUE'],
    [[[]], 'ERR_RESTRICTION_EMPTY'],
    ['(a:1', 'ERR_RESTRICTION_VALUE'],
  ])('refuses a filter list that cannot be read: %j', (list, code) => {
    for (const parameter of ['facetFilters', 'numericFilters', 'tagFilters']) {
      expect(errorOf(() => compileFilters({ [parameter]: list }))).toMatchObject({ code, parameter });
    }
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['filters=a', 'a string'],
    [5, 'a number'],
    [[], 'an array'],
    [new Map([['filters', 'a:1']]), 'a Map'],
    [new URLSearchParams('filters=a:1'), 'a URLSearchParams'],
    [Object.create({ filters: 'a:1' }), 'an object'],
  ])('takes a plain object, never something that seems to hold no filters: %o', (parameters, type) => {
    expect(() => compileFilters(parameters as never)).toThrow(
      new TypeError(`The search parameters must be a plain object, not ${type}.`),
    );
  });

  it('passes on the error of an accessor', () => {
    const failure = new Error('no access');
    const parameters = {
      get filters() {
        throw failure;
      },
    };
    expect(() => compileFilters(parameters)).toThrow(failure);
  });

  it.each([undefined, null, 'bob', 5])('refuses a record that is not an object: %o', nothing => {
    expect(() => compileFilters({})(nothing as never)).toThrow(
      new TypeError('The record must be an object.'),
    );
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
