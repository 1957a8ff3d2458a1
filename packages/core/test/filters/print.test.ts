import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilterExpression } from '../../src/filters/ast.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { printFilters } from '../../src/filters/print.ts';
import { MAX_FILTER_TERMS } from '../../src/lib/limits.ts';
import { errorOf } from '../support/error-of.ts';
import { randomCases } from '../support/random-numbers.ts';
import { expression, nestedFilter, spelling } from './arbitrary.ts';

describe('printFilters', () => {
  it('writes text that reads back as the tree', () => {
    fc.assert(
      fc.property(expression, tree => {
        expect(parseFilters(printFilters(tree))).toEqual(tree);
      }),
    );
  });

  it('is stable: printing what was printed changes nothing', () => {
    fc.assert(
      fc.property(expression.chain(spelling), text => {
        const printed = printFilters(parseFilters(text));
        expect(printFilters(parseFilters(printed))).toBe(printed);
      }),
    );
  });

  it('writes accepted text for every accepted text, whatever its parentheses', () => {
    const accepted = nestedFilter.filter(({ isUniform }) => isUniform);
    fc.assert(
      fc.property(accepted, ({ text }) => {
        const tree = parseFilters(text);
        expect(parseFilters(printFilters(tree))).toEqual(tree);
      }),
      { numRuns: randomCases(500) },
    );
  });

  it('writes the empty AND as empty text', () => {
    expect(printFilters({ groups: [] })).toBe('');
  });

  const facet = { kind: 'facet', negated: false, attribute: 'a', value: 'b' };
  const number = { kind: 'comparison', negated: false, attribute: 'n', operator: '<', value: 1 };
  it.each([
    ['an empty group', [[]]],
    ['an empty group among others', [[facet], []]],
    ['two families in one group', [[facet, number]]],
    ['an empty value', [[{ ...facet, value: '' }]]],
    ['an empty attribute', [[{ ...facet, attribute: '' }]]],
    ['a missing value', [[{ ...facet, value: undefined }]]],
    ['a value that is not a string', [[{ ...facet, value: 1 }]]],
    ['a lone surrogate', [[{ ...facet, value: '\ud800' }]]],
    ['a facet on _tags', [[{ ...facet, attribute: '_tags' }]]],
    ['a fraction as a score', [[{ ...facet, score: 1.5 }]]],
    ['a term that does not say whether it is negated', [[{ ...facet, negated: undefined }]]],
    ['a term that is not an object', [[undefined]]],
    ['a score that is not a number', [[{ ...facet, score: Number.NaN }]]],
    ['a number that is not finite', [[{ ...number, value: Number.POSITIVE_INFINITY }]]],
    ['a number beyond the limits of the engine', [[{ ...number, value: 2 ** 53 }]]],
    ['more than three decimals', [[{ ...number, value: 0.1 + 0.2 }]]],
    ['an unknown operator', [[{ ...number, operator: 'OR x:y <' }]]],
    ['an unknown kind', [[{ ...facet, kind: 'constructor' }]]],
    ['too many terms', Array(MAX_FILTER_TERMS + 1).fill([facet])],
    ['too long a text', [[{ ...facet, value: 'x'.repeat(70_000) }]]],
  ])('refuses %s', (_what, groups) => {
    const error = errorOf(() => printFilters({ groups } as FilterExpression));
    expect(error).toMatchObject({ code: 'ERR_FILTER_SYNTAX', parameter: 'filters' });
  });

  it('takes nothing but a tree', () => {
    for (const value of [undefined, null, 5, 'a:1', {}, { groups: 'a:1' }, { groups: [5] }, []]) {
      expect(() => printFilters(value as never)).toThrow(
        new TypeError('printFilters takes a tree, as parseFilters returns one.'),
      );
    }
  });
});
