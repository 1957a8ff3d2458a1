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
import { numberLimitsHint } from '../../src/lib/numbers.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';

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

  const empty =
    '"facetFilters" has an empty item or group, which restricts nothing. Check the list of permissions that it was created from.';
  const notAList = '"facetFilters" must be a list of strings, or of lists of strings.';
  const unreadable =
    '"facetFilters" must be a JSON list of strings, or comma-separated text with balanced parentheses.';
  it.each([
    [[''], 'ERR_RESTRICTION_EMPTY', empty],
    [['a:1', []], 'ERR_RESTRICTION_EMPTY', empty],
    [[5], 'ERR_RESTRICTION_VALUE', notAList],
    [[[['a:1']]], 'ERR_RESTRICTION_VALUE', notAList],
    [Array(1), 'ERR_RESTRICTION_VALUE', notAList],
    [['a:1', Array(1)], 'ERR_RESTRICTION_VALUE', notAList],
    [['a:\ud800'], 'ERR_RESTRICTION_VALUE', notAList],
    ['(a:1', 'ERR_RESTRICTION_VALUE', unreadable],
    ['["a:1"', 'ERR_RESTRICTION_VALUE', unreadable],
    [5, 'ERR_RESTRICTION_VALUE', '"facetFilters" must be a string or a list, not a number.'],
    [undefined, 'ERR_RESTRICTION_VALUE', '"facetFilters" must be a string or a list, not undefined.'],
  ])('says what is wrong with the list %j, and what to do', (value, code, words) => {
    const error = errorOf(() => parseFilterList('facetFilters', value as never));
    expect(error).toMatchObject({ code, parameter: 'facetFilters' });
    expect(wordsOf(error)).toBe(words);
  });

  const wholeInQuotes = 'a whole condition in quotes is ambiguous. Remove the quotes: author:Stephen King.';
  const digits = 'expected numeric. Write digits, such as price < 12. For text, use facetFilters.';
  it.each<[FilterListParameter, item: string, words: string]>([
    ['facetFilters', 'red', '"red": expected attribute:value.'],
    ['facetFilters', 'n > 1', '"n > 1": expected attribute:value. For numbers, use numericFilters.'],
    ['facetFilters', '"red"', '"\\"red\\"": expected attribute:value.'],
    ['facetFilters', '"":red', '"\\"\\":red": expected attribute:value.'],
    ['facetFilters', 'color:-', '"color:-": empty string.'],
    ['facetFilters', '"a:b"', `"\\"a:b\\"": ${wholeInQuotes}`],
    ['facetFilters', "'a:b'", `"'a:b'": ${wholeInQuotes}`],
    ['facetFilters', "'a:\nb'", `"'a:\\nb'": ${wholeInQuotes}`],
    ['tagFilters', '-', '"-": empty string.'],
    ['optionalFilters', 'color', '"color": expected attribute:value.'],
    ['numericFilters', 'n', '"n": expected attribute OP number, or attribute:low TO high.'],
    [
      'numericFilters',
      'n:1',
      '"n:1": expected attribute OP number, or attribute:low TO high. For text, use facetFilters.',
    ],
    ['numericFilters', '1 TO 2', '"1 TO 2": expected attribute OP number, or attribute:low TO high.'],
    ['numericFilters', '>1', '">1": empty string instead of an attribute.'],
    ['numericFilters', '""=1', '"\\"\\"=1": empty string instead of an attribute.'],
    ['numericFilters', ':1 TO 2', '":1 TO 2": empty string instead of an attribute.'],
    ['numericFilters', 'n!1', '"n!1": expected one of < <= = != > >=.'],
    ['numericFilters', 'n!1=2', '"n!1=2": expected one of < <= = != > >=.'],
    ['numericFilters', 'n>x', `"n>x": ${digits}`],
    ['numericFilters', 'n:1 TO x', `"n:1 TO x": ${digits}`],
    [
      'numericFilters',
      'n=0.0001',
      `"n=0.0001": the number "0.0001" is beyond what the engine can compare exactly. ${numberLimitsHint}`,
    ],
  ])('says what is wrong with an item of %s, %j, and what to do', (parameter, item, words) => {
    const error = errorOf(() => parseFilterList(parameter, [item]));
    expect(error).toMatchObject({ code: 'ERR_FILTER_SYNTAX', parameter, column: 1 });
    expect(wordsOf(error)).toBe(`"${parameter}" has an invalid item ${words}`);
  });

  const facet = (attribute: string, value: string) => ({ kind: 'facet', negated: false, attribute, value });
  it.each<[FilterListParameter, item: string, term: object]>([
    ['facetFilters', '"a" b:c', facet('"a" b', 'c')],
    ['facetFilters', '"a b":c', facet('a b', 'c')],
    ['facetFilters', '"a:b":c', facet('a:b', 'c')],
    ['facetFilters', "x'a:b'", facet("x'a", "b'")],
    ['facetFilters', "'a:b' c", facet("'a", "b' c")],
    ['facetFilters', "'my attr':'x'", facet("'my attr'", "'x'")],
    ['facetFilters', 'a:"', facet('a', '"')],
    ['facetFilters', 'a:"x', facet('a', '"x')],
    ['facetFilters', 'a:x"', facet('a', 'x"')],
    ['facetFilters', 'a:b:c', facet('a', 'b:c')],
    ['facetFilters', 'a:b":c', facet('a', 'b":c')],
    ['optionalFilters', 'a:x', facet('a', 'x')],
    ['optionalFilters', 'a:x<score=12>', { ...facet('a', 'x'), score: 12 }],
    ['optionalFilters', '_tags:x<score=-2>', { kind: 'tag', negated: false, value: 'x', score: -2 }],
    ['optionalFilters', 'a:x<score=-0>', { ...facet('a', 'x'), score: 0 }],
    ['optionalFilters', 'a:x<score=1>y', facet('a', 'x<score=1>y')],
    ['optionalFilters', 'a:<score=1><score=2>', { ...facet('a', '<score=1>'), score: 2 }],
    ['optionalFilters', 'a:x<score=1234567890123456>', facet('a', 'x<score=1234567890123456>')],
    [
      'numericFilters',
      ' a:b : 1 TO  2 ',
      { kind: 'range', negated: false, attribute: 'a:b', low: 1, high: 2 },
    ],
    [
      'numericFilters',
      ' "n" <= -1.5 ',
      { kind: 'comparison', negated: false, attribute: 'n', operator: '<=', value: -1.5 },
    ],
  ])('reads the item of %s, %j, as this condition', (parameter, item, term) => {
    expect(parseFilterList(parameter, [item]).groups).toStrictEqual([[term]]);
  });

  it('has at most 5,000 items, however they are grouped', () => {
    const items = (count: number) => Array<string>(count).fill('a:1');
    const half = items(MAX_FILTER_TERMS / 2);
    expect(parseFilterList('facetFilters', items(MAX_FILTER_TERMS)).groups).toHaveLength(MAX_FILTER_TERMS);
    expect(parseFilterList('facetFilters', [half, half]).groups).toHaveLength(2);
    const tooMany = '"facetFilters" has more than 5000 items.';
    for (const list of [
      items(MAX_FILTER_TERMS + 1),
      [items(MAX_FILTER_TERMS + 1)],
      [half, half, 'a:1'],
      [half, half, ['a:1']],
      Array(1e9),
    ]) {
      const error = errorOf(() => parseFilterList('facetFilters', list));
      expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', message: tooMany });
    }
  });

  it('has at most 65,536 characters, however they are grouped', () => {
    const long = (length: number) => `a:${'x'.repeat(length - 2)}`;
    const half = long(MAX_FILTERS_LENGTH / 2);
    for (const list of [long(MAX_FILTERS_LENGTH), [half, half], [[half, half]]]) {
      expect(parseFilterList('facetFilters', list).groups.flat().length).toBeGreaterThan(0);
    }
    const tooLong = '"facetFilters" has more than 65536 characters.';
    for (const list of [
      long(MAX_FILTERS_LENGTH + 1),
      `(${'x'.repeat(MAX_FILTERS_LENGTH)}`,
      [long(MAX_FILTERS_LENGTH + 1)],
      [half, half, 'b'],
      [half, [half, 'b']],
    ]) {
      const error = errorOf(() => parseFilterList('facetFilters', list));
      expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', message: tooLong });
    }
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
        expect(() => parseFilterList(named(parameter), value as never)).toThrow(
          new TypeError(
            'The first argument must be one of facetFilters, numericFilters, tagFilters, optionalFilters.',
          ),
        );
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
    expect(findIneffectiveNegations('facetFilters', ['a:-b"c', 'a:-b\\c'])).toEqual([]);
    expect(findIneffectiveNegations('tagFilters', String.raw`["-\\-x",["a"]]`)).toEqual([String.raw`-\-x`]);
  });
});
