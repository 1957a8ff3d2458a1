import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../../conformance/vectors/ours/filter-matches.json' with { type: 'json' };
import type { FilterExpression } from '../../src/filters/ast.ts';
import { matchesFilters } from '../../src/filters/match.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { MAX_LIST_LENGTH } from '../../src/lib/limits.ts';
import { commonExpression, record } from './arbitrary.ts';

describe('matchesFilters', () => {
  it.each(vectors.cases)('$filters matches $matches', ({ filters, matches }) => {
    const matching = Object.entries(vectors.records).filter(([, item]) => matchesFilters(filters, item));
    expect(matching.map(([name]) => name)).toEqual(matches);
  });

  it('is an AND of its groups, and each group an OR of its terms', () => {
    const holds = (groups: FilterExpression['groups'], item: object) => matchesFilters({ groups }, item);
    fc.assert(
      fc.property(commonExpression, record, ({ groups }, item) => {
        const expected = groups.every(group => group.some(term => holds([[term]], item)));
        expect(holds(groups, item)).toBe(expected);
      }),
    );
  });

  it('never lets a condition and its negation hold together, and for facets and tags one of them does', () => {
    fc.assert(
      fc.property(commonExpression, record, ({ groups }, item) => {
        for (const term of groups.flat()) {
          const opposite = { ...term, negated: !term.negated };
          const count = [term, opposite].filter(one => matchesFilters({ groups: [[one]] }, item)).length;
          if (term.kind === 'facet' || term.kind === 'tag') expect(count).toBe(1);
          else expect(count).toBeLessThan(2);
        }
      }),
    );
  });

  it.each([
    ['n < 1', false],
    ['n < 2', true],
    ['n <= 1', true],
    ['n <= 0', false],
    ['n > 9', false],
    ['n > 5', true],
    ['n >= 9', true],
    ['n >= 9.001', false],
    ['n = 5', true],
    ['n = 4', false],
    ['n != 1', true],
    ['n != 9', true],
    ['n:2 TO 4', false],
    ['n:2 TO 5', true],
    ['n:10 TO 11', false],
    ['n:-1 TO 0', false],
    ['NOT n:2 TO 4', true],
    ['NOT n:2 TO 5', false],
    ['same != 3', false],
    ['same = 3', true],
    ['few != 1', true],
    ['few != 2', true],
    ['one != 7', false],
    ['one > 7', false],
    ['one >= 7', true],
    ['one >= 8', false],
  ])('a list of numbers satisfies a condition if one of them does: %s is %s', (filters, expected) => {
    const item = { few: [2, 1], n: [9, 1, 5], one: 7, same: [3, 3] };
    expect(matchesFilters(filters, item)).toBe(expected);
    expect(matchesFilters(`few > 0 AND ${filters}`, item)).toBe(expected);
    expect(matchesFilters(`${filters} OR n > 100 OR few < 0`, item)).toBe(expected);
  });

  it('folds the case of facet values, and never two letters into one', () => {
    expect(matchesFilters('a:É AND b:x', { a: 'é', b: 'X' })).toBe(true);
    expect(matchesFilters('a:ß', { a: 'SS' })).toBe(false);
    expect(matchesFilters('a:ss', { a: 'ß' })).toBe(false);
  });

  it('sees own properties only', () => {
    const inherited = Object.create({ color: 'red', _tags: ['sale'], price: 1 });
    for (const filters of ['color:red', 'sale', 'price = 1'])
      expect(matchesFilters(filters, inherited)).toBe(false);
    for (const name of [
      'toString',
      'constructor',
      '__proto__',
      'hasOwnProperty',
      '__proto__.constructor.name',
    ]) {
      expect(matchesFilters(`NOT ${name}:x AND NOT ${name}:object`, {})).toBe(true);
    }
    expect(matchesFilters('__proto__:x', JSON.parse('{"__proto__":"x"}'))).toBe(true);
    expect(matchesFilters('__proto__.a:x', JSON.parse('{"__proto__":{"a":"x"}}'))).toBe(true);
  });

  it('refuses a record whose lists have too many elements, as a list that contains itself has', () => {
    const circle: unknown[] = [];
    circle.push(circle, circle);
    for (const a of [Array(1e9), circle]) {
      expect(() => matchesFilters('a:1', { a })).toThrow(
        new TypeError(`The lists of a record must not have more than ${MAX_LIST_LENGTH} elements.`),
      );
    }
  });

  it('takes finite numbers only, as JSON has no others', () => {
    for (const n of [Number.NaN, Number.POSITIVE_INFINITY, [Number.NaN]]) {
      for (const filters of ['n != 1', 'n > 0', 'n:NaN', 'n:Infinity'])
        expect(matchesFilters(filters, { n })).toBe(false);
    }
    expect(matchesFilters('n:0 TO 1', { n: Number.NaN })).toBe(false);
    expect(matchesFilters('n = 0', { n: -0 })).toBe(true);
  });

  it('takes a tree as well as text', () => {
    expect(matchesFilters(parseFilters('a:1'), { a: '1' })).toBe(true);
    expect(matchesFilters({ groups: [] }, {})).toBe(true);
    expect(matchesFilters({ groups: [[]] }, {})).toBe(false);
  });

  it('refuses anything but a record and a filter with a TypeError', () => {
    for (const item of [undefined, null, 'a', 1, [], [{ a: '1' }]])
      expect(() => matchesFilters('a:1', item as never)).toThrow(
        new TypeError('The record must be an object.'),
      );
    for (const filters of [undefined, null, 1, {}, ['a:1'], { groups: ['a:1'] }]) {
      const misuse = new TypeError('matchesFilters takes the text of a filter, or its tree.');
      expect(() => matchesFilters(filters as never, {})).toThrow(misuse);
    }
  });

  const facet = { kind: 'facet', negated: false, attribute: 'a', value: '1' };
  const text = 'a name or value must be a non-empty string';
  it.each([
    [{ kind: 'constructor', negated: false }, 'the kind of a term must be facet, tag, comparison or range'],
    [
      { kind: 'comparison', negated: false, attribute: 'a', operator: 'toString', value: 1 },
      'an operator must be one of < <= = != > >=',
    ],
    [{ ...facet, negated: undefined }, '"negated" must be true or false'],
    [undefined, '"negated" must be true or false'],
    [{ ...facet, value: 1 }, text],
    [{ ...facet, attribute: undefined }, text],
    [{ ...facet, attribute: '_tags' }, 'a condition on _tags must be a tag term, not a facet term'],
  ])('refuses a tree with the term %j, and says why', (term, why) => {
    expect(() => matchesFilters({ groups: [[facet, term]] } as never, { a: '1' })).toThrow(
      new TypeError(`The tree of the filter has an invalid term: ${why}.`),
    );
  });
});
