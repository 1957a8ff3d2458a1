import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForgekeyError } from '../../src/errors.ts';
import { combineFilters } from '../../src/filters/combine.ts';
import { matchesFilters } from '../../src/filters/match.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';
import { randomCases } from '../support/random-numbers.ts';
import { commonExpression, nestedFilter, record, spelling } from './arbitrary.ts';

const filterText = commonExpression.chain(spelling);

describe('combineFilters', () => {
  it.each([
    [['a:1'], 'a:1'],
    [['group:admin', 'groups:press OR groups:visitors'], 'group:admin AND (groups:press OR groups:visitors)'],
    [['x:1 OR tenant:2', 'tenant:1'], '(x:1 OR tenant:2) AND tenant:1'],
    [['tenant:1', 'x:1 OR tenant:2'], 'tenant:1 AND (x:1 OR tenant:2)'],
    [['(a:1 AND b:2)', 'c:3 OR c:4'], 'a:1 AND b:2 AND (c:3 OR c:4)'],
    [['a:1', 'n > 1 OR n < -1', 'sale'], 'a:1 AND (n > 1 OR n < -1) AND _tags:sale'],
    [['a:1 AND b:2', "b:'2'", 'a:1'], 'a:1 AND b:2'],
  ])('joins %j by tree', (texts, combined) => {
    expect(combineFilters(...texts)).toBe(combined);
  });

  it('matches a record exactly when every one of its filters does, so it never widens', () => {
    fc.assert(
      fc.property(filterText, filterText, filterText, record, (first, second, third, item) => {
        const combined = combineFilters(first, second, third);
        const all = [first, second, third].every(filters => matchesFilters(filters, item));
        expect(matchesFilters(combined, item)).toBe(all);
      }),
      { numRuns: randomCases(1000) },
    );
  });

  it('makes accepted text of any two accepted texts, whatever their parentheses', () => {
    const accepted = nestedFilter.filter(({ isUniform }) => isUniform);
    fc.assert(
      fc.property(accepted, accepted, (first, second) => {
        const combined = parseFilters(combineFilters(first.text, second.text)).groups;
        const given = [...parseFilters(first.text).groups, ...parseFilters(second.text).groups];
        expect(new Set(combined.map(group => JSON.stringify(group)))).toEqual(
          new Set(given.map(group => JSON.stringify(group))),
        );
      }),
      { numRuns: randomCases(500) },
    );
  });

  it('meets records of both sorts in that property', () => {
    const samples = fc.sample(fc.tuple(filterText, record), { numRuns: 300, seed: 1 });
    const accepted = samples.filter(([filters, item]) => matchesFilters(filters, item)).length;
    expect(accepted).toBeGreaterThan(30);
    expect(accepted).toBeLessThan(270);
  });

  it.each([
    [[], 'combineFilters needs at least one filter.'],
    [[''], 'Filter 1 of combineFilters is empty.'],
    [['a:1', ''], 'Filter 2 of combineFilters is empty.'],
    [['   ', 'a:1'], 'Filter 1 of combineFilters is empty.'],
    [['\n'], 'Filter 1 of combineFilters is empty.'],
  ])('refuses %j, which would restrict nothing', (texts, message) => {
    expect(errorOf(() => combineFilters(...texts))).toMatchObject({
      code: 'ERR_RESTRICTION_EMPTY',
      parameter: 'filters',
      message,
      hint: 'It would restrict nothing. Check the list of permissions that it was created from.',
    });
  });

  it.each([
    [undefined, 'undefined', undefined],
    [null, 'null', undefined],
    [1, 'a number', undefined],
    [['a:1'], 'an array', 'Spread the list: combineFilters(...list).'],
    [{}, 'an object', 'Convert a tree to text with printFilters.'],
  ])('refuses %j, which is not a string', (value, type, hint) => {
    const error = errorOf(() => combineFilters('a:1', value as never));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toBeInstanceOf(ForgekeyError);
    expect(error).toMatchObject({
      code: 'ERR_RESTRICTION_VALUE',
      parameter: 'filters',
      message: `Filter 2 of combineFilters must be a string, not ${type}.`,
    });
    expect(error.hint).toBe(hint);
  });

  it('refuses a text that is not a filter, and a result over the limits', () => {
    expect(errorOf(() => combineFilters('a:1', 'b:2) OR (c:3')).code).toBe('ERR_FILTER_SYNTAX');
    const many = (name: string) =>
      Array.from({ length: MAX_FILTER_TERMS }, (_, index) => `${name}:${index}`).join(' OR ');
    expect(errorOf(() => combineFilters(many('a'), many('b'))).code).toBe('ERR_FILTER_SYNTAX');
  });

  it('counts the characters of all filters, before it reads the one that is too many', () => {
    const half = `a:${'x'.repeat(MAX_FILTERS_LENGTH / 2 - 2)}`;
    expect(combineFilters(half, half)).toBe(half);
    const error = errorOf(() => combineFilters(half, half, '('));
    expect(wordsOf(error)).toBe('A filter can have at most 65536 characters, and this one has 65537.');
    expect(error.column).toBe(MAX_FILTERS_LENGTH + 1);
  });
});
