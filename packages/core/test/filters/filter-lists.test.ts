import { describe, expect, it } from 'vitest';
import vectors from '../../../conformance/vectors/ours/filter-lists.json' with { type: 'json' };
import type { FilterListParameter } from '../../src/filters/filter-lists.ts';
import {
  type FilterListValue,
  findIneffectiveNegations,
  parseFilterList,
} from '../../src/filters/filter-lists.ts';
import { matchesFilters } from '../../src/filters/match.ts';
import { printFilters } from '../../src/filters/print.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { errorOf } from '../support/error-of.ts';

const named = (parameter: string) => parameter as FilterListParameter;

describe('parseFilterList', () => {
  it.each(vectors.read)('reads $parameter $value', ({ parameter, value, printed }) => {
    expect(printFilters(parseFilterList(named(parameter), value))).toBe(printed);
  });

  it.each(vectors.refused)('refuses $parameter $value', ({ parameter, value, code }) => {
    const error = errorOf(() => parseFilterList(named(parameter), value as FilterListValue));
    expect(error).toMatchObject({ code, parameter });
    expect(error.message).toContain(parameter);
  });

  it('refuses a missing element and a lone surrogate', () => {
    for (const value of [Array(1), ['a:1', Array(1)], ['a:\ud800']]) {
      expect(errorOf(() => parseFilterList('facetFilters', value as never)).code).toBe(
        'ERR_RESTRICTION_VALUE',
      );
    }
  });

  it('holds its limits', () => {
    const items = (count: number) => Array<string>(count).fill('a:1');
    expect(parseFilterList('facetFilters', items(MAX_FILTER_TERMS)).groups).toHaveLength(MAX_FILTER_TERMS);
    expect(errorOf(() => parseFilterList('facetFilters', items(MAX_FILTER_TERMS + 1))).code).toBe(
      'ERR_RESTRICTION_VALUE',
    );
    expect(errorOf(() => parseFilterList('facetFilters', [items(MAX_FILTER_TERMS + 1)])).code).toBe(
      'ERR_RESTRICTION_VALUE',
    );
    const long = `a:${'x'.repeat(MAX_FILTERS_LENGTH)}`;
    for (const value of [long, [long], [['b:1', long]], Array(1e9)]) {
      expect(errorOf(() => parseFilterList('facetFilters', value)).code).toBe('ERR_RESTRICTION_VALUE');
    }
  });

  it('names the parameter of a refused item once', () => {
    expect(errorOf(() => parseFilterList('facetFilters', ['red'])).message).toBe(
      '"facetFilters" has an invalid item "red": expected attribute:value.',
    );
  });

  it('quotes only a short piece of a refused item', () => {
    expect(errorOf(() => parseFilterList('facetFilters', ['s'.repeat(500)])).message).not.toContain(
      's'.repeat(40),
    );
  });

  it('takes the four parameters only, and never prints another first argument, which may be a key', () => {
    const key = 'a1b2c3d4'.repeat(20);
    for (const value of [['a:1'], 5]) {
      for (const parameter of ['constructor', key]) {
        expect(() => parseFilterList(named(parameter), value as never)).toThrow(TypeError);
        expect(() => parseFilterList(named(parameter), value as never)).not.toThrow(parameter.slice(0, 8));
      }
    }
  });

  it('reads each element once and by its position', () => {
    const iterating = Object.assign(['a:1'], { [Symbol.iterator]: () => [][Symbol.iterator]() });
    expect(printFilters(parseFilterList('facetFilters', [iterating, 'b:1']))).toBe('a:1 AND b:1');
    let reads = 0;
    const changing = new Proxy(['a:1', 'b:1'], {
      get: (target, name) => (name === 'length' ? (reads++ === 0 ? 2 : 0) : Reflect.get(target, name)),
    });
    expect(printFilters(parseFilterList('facetFilters', changing))).toBe('a:1 AND b:1');
  });
});

describe('the engine matches filter lists', () => {
  const record = { color: 'Red', label: '-Movie', count: -12, price: 10, _tags: ['sale', '-x'] };
  it.each<[FilterListParameter, string, boolean]>([
    ['facetFilters', 'color:red', true],
    ['facetFilters', 'color:-red', false],
    ['facetFilters', 'label:-Movie', true],
    ['facetFilters', 'label:\\-Movie', true],
    ['facetFilters', 'label:--Movie', false],
    ['facetFilters', 'count:\\-12', true],
    ['facetFilters', 'color:-"red"', true],
    ['facetFilters', 'label:-\\-Movie', true],
    ['facetFilters', '-"color":"red"', false],
    ['tagFilters', 'sale', true],
    ['tagFilters', 'Sale', false],
    ['tagFilters', '-sale', false],
    ['tagFilters', '\\-x', true],
    ['tagFilters', '--x', false],
    ['tagFilters', '-\\-x', true],
    ['tagFilters', '-"-x"', true],
    ['tagFilters', '"-x"', false],
    ['numericFilters', 'price:5 TO 10', true],
    ['numericFilters', 'price<10', false],
  ])('%s %s: %s', (parameter, item, matches) => {
    expect(matchesFilters(parseFilterList(parameter, [item]), record)).toBe(matches);
  });
});

describe('findIneffectiveNegations', () => {
  it.each(vectors.ineffective)('$parameter $item: $isIneffective', ({ parameter, item, isIneffective }) => {
    expect(findIneffectiveNegations(named(parameter), [[item]])).toEqual(isIneffective ? [item] : []);
  });

  it('finds them in every form of the list', () => {
    expect(findIneffectiveNegations('facetFilters', 'a:1,(b:-"x",c:2),d:-\\-y')).toEqual([
      'b:-"x"',
      'd:-\\-y',
    ]);
    expect(findIneffectiveNegations('tagFilters', String.raw`["-\\-x",["a"]]`)).toEqual([String.raw`-\-x`]);
  });
});
