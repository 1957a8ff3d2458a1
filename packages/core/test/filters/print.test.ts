import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { FilterExpression } from '../../src/filters/ast.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { printFilters } from '../../src/filters/print.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';
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
  const tag = { kind: 'tag', negated: false, value: 'b' };
  const number = { kind: 'comparison', negated: false, attribute: 'n', operator: '<', value: 1 };
  const range = { kind: 'range', negated: false, attribute: 'n', low: 1, high: 2 };
  const emptyGroup = 'a group is empty';
  const families = 'different types are not allowed in the same OR';
  const text = 'a name or value must be a non-empty string';
  const surrogate = 'a name or value must not contain a lone surrogate';
  const limits = 'a number must be from -4611686018427387 to 4611686018427387, with at most three decimals';
  const integer = 'a score must be an integer';
  const negated = '"negated" must be true or false';
  const kinds = 'the kind of a term must be facet, tag, comparison or range';
  it.each([
    ['an empty group', [[]], emptyGroup],
    ['an empty group among others', [[facet], []], emptyGroup],
    ['two families in one group', [[facet, number]], families],
    ['two families in one group, the first of them twice', [[tag, tag, facet]], families],
    ['an empty value', [[{ ...facet, value: '' }]], text],
    ['an empty attribute', [[{ ...facet, attribute: '' }]], text],
    ['an empty tag', [[{ ...tag, value: '' }]], text],
    ['an empty attribute of a comparison', [[{ ...number, attribute: '' }]], text],
    ['an empty attribute of a range', [[{ ...range, attribute: '' }]], text],
    ['a missing value', [[{ ...facet, value: undefined }]], text],
    ['a value that is not a string', [[{ ...facet, value: 1 }]], text],
    ['a lone surrogate', [[{ ...facet, value: '\ud800' }]], surrogate],
    [
      'a facet on _tags',
      [[{ ...facet, attribute: '_tags' }]],
      'a condition on _tags must be a tag term, not a facet term',
    ],
    ['a fraction as a score', [[{ ...facet, score: 1.5 }]], integer],
    ['a score that is not a number', [[{ ...facet, score: Number.NaN }]], integer],
    ['a score beyond the limits of the engine', [[{ ...tag, score: 2 ** 53 }]], integer],
    ['a term that does not say whether it is negated', [[{ ...facet, negated: undefined }]], negated],
    ['a term that is not an object', [[undefined]], negated],
    ['a term that is not an object behind another', [[facet, null]], negated],
    ['a number that is not finite', [[{ ...number, value: Number.POSITIVE_INFINITY }]], limits],
    ['a number beyond the limits of the engine', [[{ ...number, value: 2 ** 53 }]], limits],
    ['more than three decimals', [[{ ...number, value: 0.1 + 0.2 }]], limits],
    ['a lower end beyond the limits', [[{ ...range, low: -(2 ** 53) }]], limits],
    ['an upper end that is not a number', [[{ ...range, high: '2' }]], limits],
    [
      'an unknown operator',
      [[{ ...number, operator: 'OR x:y <' }]],
      'an operator must be one of < <= = != > >=',
    ],
    ['an unknown kind', [[{ ...facet, kind: 'constructor' }]], kinds],
    ['too many groups', Array(MAX_FILTER_TERMS + 1).fill([facet]), 'it has more than 5000 conditions'],
    ['too many terms', [Array(MAX_FILTER_TERMS + 1).fill(facet)], 'it has more than 5000 conditions'],
  ])('refuses %s, and says why', (_what, groups, why) => {
    const error = errorOf(() => printFilters({ groups } as FilterExpression));
    expect(error).toMatchObject({ code: 'ERR_FILTER_SYNTAX', parameter: 'filters' });
    expect(wordsOf(error)).toBe(`The tree cannot be written as filter text: ${why}.`);
  });

  it('prints as many conditions and characters as a filter can have', () => {
    const terms = (count: number) => [Array(count).fill(facet)] as unknown as FilterExpression['groups'];
    expect(parseFilters(printFilters({ groups: terms(MAX_FILTER_TERMS) })).groups[0]).toHaveLength(
      MAX_FILTER_TERMS,
    );
    const long = (length: number) => `a:${'x'.repeat(length - 2)}`;
    const print = (length: number) =>
      printFilters({ groups: [[{ ...facet, value: 'x'.repeat(length - 2) }]] } as FilterExpression);
    expect(print(MAX_FILTERS_LENGTH)).toBe(long(MAX_FILTERS_LENGTH));
    expect(errorOf(() => print(MAX_FILTERS_LENGTH + 1)).message).toBe(
      'A filter can have at most 65536 characters, and this one has 65537.',
    );
  });

  it.each([
    ['values', facet, 'value'],
    ['tags', tag, 'value'],
    ['attributes', facet, 'attribute'],
    ['attributes of comparisons', number, 'attribute'],
    ['attributes of ranges', range, 'attribute'],
  ])('counts the characters of %s before it writes any of them', (_what, term, name) => {
    const half = 'x'.repeat(MAX_FILTERS_LENGTH / 2);
    const written = vi.spyOn(String.prototype, 'replace');
    const groups = [[{ ...term, [name]: half }], [{ ...term, [name]: `${half}"` }]];
    const error = errorOf(() => printFilters({ groups } as unknown as FilterExpression));
    expect(error.message).toMatch(
      /^A filter can have at most 65536 characters, and this one has 6553[789]\.$/,
    );
    expect(written.mock.contexts.filter(context => String(context).length >= half.length)).toEqual([]);
    written.mockRestore();
  });

  it.each([
    [{ ...facet, value: 'AND' }, 'a:"AND"'],
    [{ ...facet, attribute: 'TO', value: 'x y' }, '"TO":"x y"'],
    [{ ...facet, value: 'a"b\\c"' }, String.raw`a:"a\"b\\c\""`],
    [{ ...facet, value: 'é' }, 'a:"é"'],
    [{ ...facet, value: 'a b' }, 'a:"a b"'],
    [{ ...facet, value: 'b ' }, 'a:"b "'],
    [{ ...facet, value: ' b' }, 'a:" b"'],
    [{ ...facet, value: 'Az09_.-' }, 'a:Az09_.-'],
    [{ ...facet, negated: true, score: -3 }, 'NOT a:b<score=-3>'],
    [{ ...tag, score: 0 }, '_tags:b<score=0>'],
    [{ ...number, negated: true, operator: '>=', value: 0.001 }, 'NOT n >= 0.001'],
    [{ ...range, attribute: 'x y', low: -1.5 }, '"x y":-1.5 TO 2'],
  ])('writes %j as %s', (term, text) => {
    expect(printFilters({ groups: [[term]] } as FilterExpression)).toBe(text);
  });

  it('takes nothing but a tree', () => {
    for (const value of [undefined, null, 5, 'a:1', {}, { groups: 'a:1' }, { groups: [5] }, []]) {
      expect(() => printFilters(value as never)).toThrow(
        new TypeError('printFilters takes a tree, as parseFilters returns one.'),
      );
    }
  });
});
