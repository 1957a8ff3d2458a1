import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../../conformance/vectors/ours/filter-texts.json' with { type: 'json' };
import { FilterSyntaxError } from '../../src/errors.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { printFilters } from '../../src/filters/print.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { errorOf } from '../support/error-of.ts';
import { randomCases } from '../support/random-numbers.ts';
import { expression, nestedFilter, spelling } from './arbitrary.ts';

describe('parseFilters', () => {
  it.each(vectors.accepted)('reads $text', ({ text, printed }) => {
    expect(printFilters(parseFilters(text))).toBe(printed);
  });

  it.each(vectors.refused)('refuses $text', ({ text, column, message }) => {
    const error = errorOf(() => parseFilters(text));
    expect(error).toBeInstanceOf(FilterSyntaxError);
    expect(error).toMatchObject({ code: 'ERR_FILTER_SYNTAX', parameter: 'filters', column });
    expect(error.message).toContain(message);
  });

  it('refuses a lone surrogate, which no request could carry', () => {
    expect(errorOf(() => parseFilters('a:\ud800')).code).toBe('ERR_FILTER_SYNTAX');
  });

  it('gives each kind of condition its own shape', () => {
    expect(parseFilters('NOT a:b<score=2> AND t AND n != 1 AND n:-1 TO 2').groups).toEqual([
      [{ kind: 'facet', negated: true, attribute: 'a', value: 'b', score: 2 }],
      [{ kind: 'tag', negated: false, value: 't' }],
      [{ kind: 'comparison', negated: false, attribute: 'n', operator: '!=', value: 1 }],
      [{ kind: 'range', negated: false, attribute: 'n', low: -1, high: 2 }],
    ]);
  });

  it('reads every spelling of a tree as that tree', () => {
    const spelled = expression.chain(tree => fc.record({ tree: fc.constant(tree), text: spelling(tree) }));
    fc.assert(
      fc.property(spelled, ({ tree, text }) => {
        expect(parseFilters(text)).toEqual(tree);
      }),
    );
  });

  it('takes ANDs or ORs between two ANDs outside parentheses, and refuses both', () => {
    let accepted = 0;
    fc.assert(
      fc.property(nestedFilter, ({ text, isUniform }) => {
        if (isUniform) accepted++;
        if (isUniform) parseFilters(text);
        else expect(errorOf(() => parseFilters(text)).message).toMatch(/^filter \(X AND Y\) OR Z/);
      }),
      { numRuns: randomCases(1000) },
    );
    expect(accepted).toBeGreaterThan(randomCases(50));
    expect(accepted).toBeLessThan(900);
  });

  it('never quotes more than a short piece of the text', () => {
    const secret = 's'.repeat(500);
    for (const text of [
      `a:1 ${secret}`,
      `"${secret}`,
      `n > ${secret}`,
      `a:1 OR ${secret}`,
      `a:1 OR (b:2 AND ${secret})`,
    ]) {
      expect(errorOf(() => parseFilters(text)).message).not.toContain('s'.repeat(40));
    }
  });

  it('throws a TypeError for anything but a string', () => {
    for (const value of [undefined, null, 1, {}, ['a:1']])
      expect(() => parseFilters(value as never)).toThrow(TypeError);
  });

  it('holds its limits', () => {
    const terms = (count: number) => Array(count).fill('a:1').join(' AND ');
    const nested = (depth: number) => `${'('.repeat(depth)}a:1${')'.repeat(depth)}`;
    const long = (length: number) => `a:${'x'.repeat(length - 2)}`;
    expect(parseFilters(terms(MAX_FILTER_TERMS)).groups).toHaveLength(MAX_FILTER_TERMS);
    expect(() => parseFilters(terms(MAX_FILTER_TERMS + 1))).toThrow(FilterSyntaxError);
    expect(parseFilters(nested(MAX_FILTER_DEPTH)).groups).toHaveLength(1);
    expect(() => parseFilters(nested(MAX_FILTER_DEPTH + 1))).toThrow(FilterSyntaxError);
    expect(parseFilters(long(MAX_FILTERS_LENGTH)).groups).toHaveLength(1);
    expect(() => parseFilters(long(MAX_FILTERS_LENGTH + 1))).toThrow(FilterSyntaxError);
  });
});
