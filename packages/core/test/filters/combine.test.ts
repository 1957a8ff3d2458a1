import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForgekeyError } from '../../src/errors.ts';
import { combineFilters } from '../../src/filters/combine.ts';
import { matchesFilters } from '../../src/filters/match.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { MAX_FILTER_TERMS } from '../../src/lib/limits.ts';
import { errorOf } from '../support/error-of.ts';
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

  it.each([[[]], [['']], [['a:1', '']], [['   ', 'a:1']], [['\n']]])(
    'refuses %j, which would restrict nothing',
    texts => {
      const error = errorOf(() => combineFilters(...texts));
      expect(error).toMatchObject({ code: 'ERR_RESTRICTION_EMPTY', parameter: 'filters' });
    },
  );

  it.each([[undefined], [null], [1], [['a:1']], [{}]])('refuses %j, which is not a string', value => {
    const error = errorOf(() => combineFilters('a:1', value as never));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toBeInstanceOf(ForgekeyError);
    expect(error.code).toBe('ERR_RESTRICTION_VALUE');
  });

  it('refuses a text that is not a filter, and a result over the limits', () => {
    expect(errorOf(() => combineFilters('a:1', 'b:2) OR (c:3')).code).toBe('ERR_FILTER_SYNTAX');
    const many = (name: string) =>
      Array.from({ length: MAX_FILTER_TERMS }, (_, index) => `${name}:${index}`).join(' OR ');
    expect(errorOf(() => combineFilters(many('a'), many('b'))).code).toBe('ERR_FILTER_SYNTAX');
  });
});
