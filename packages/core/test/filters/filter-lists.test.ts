import { describe, expect, it } from 'vitest';
import type { FilterListParameter } from '../../src/filters/filter-list-item.ts';
import {
  type FilterListValue,
  findIneffectiveNegations,
  parseFilterList,
} from '../../src/filters/filter-lists.ts';
import { matchesFilters } from '../../src/filters/match.ts';
import { printFilters } from '../../src/filters/print.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { errorOf } from '../support/error-of.ts';
import vectors from './filter-lists.json' with { type: 'json' };

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
      'facetFilters: item "red": expected attribute:value',
    );
  });

  it('quotes only a short piece of a refused item', () => {
    expect(errorOf(() => parseFilterList('facetFilters', ['s'.repeat(500)])).message).not.toContain(
      's'.repeat(40),
    );
  });

  it('throws a TypeError for a parameter that is no filter list', () => {
    expect(() => parseFilterList(named('constructor'), ['a:1'])).toThrow(TypeError);
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
