import { describe, expect, it, vi } from 'vitest';
import { FilterSyntaxError, ForgekeyError } from '../../src/errors.ts';
import { filters } from '../../src/filters/template.ts';
import type { FilterValue } from '../../src/filters/template-value.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { numberLimitsHint } from '../../src/lib/numbers.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';

describe('the refusals of the filters template', () => {
  const misplaced =
    'Value 1 of the filter template is in the wrong place. A value can follow attribute: or a comparison operator. Write a tag as _tags: with the value after it.';
  const quoted =
    'Value 1 of the filter template is inside quotes. Remove the quotes: the template adds them.';
  const touches =
    'Value 1 of the filter template touches the text after it. Write a space, or put the text into the value.';
  const secondColon =
    "Unexpected token ':' expected end of filter at col 4. Join conditions with AND or OR. Quote text that contains spaces, quotes or any of ( ) : < > = !";
  it.each<[string, (value: FilterValue) => string, column: number, words: string]>([
    ['as a whole condition', value => filters`${value}`, 1, misplaced],
    ['as a whole condition behind NOT', value => filters`a:1 AND NOT ${value}`, 13, misplaced],
    ['as an attribute', value => filters`a:1 OR ${value}:x`, 8, misplaced],
    ['as the attribute of a comparison', value => filters`  ${value} > 3`, 1, misplaced],
    ['as a keyword', value => filters`a:1 ${value} b:2`, 5, misplaced],
    ['as an operator', value => filters`n ${value} 3`, 3, misplaced],
    ['inside double quotes', value => filters`a:"${value}"`, 3, quoted],
    ['inside single quotes', value => filters`a:1 OR a:'x ${value} y'`, 10, quoted],
    ['glued behind text', value => filters`a:x${value}`, 4, misplaced],
    ['glued before text', value => filters`a:${value}x`, 3, touches],
    ['glued before digits', value => filters`n > 1 AND a:${value}5`, 13, touches],
    ['glued before a quote', value => filters`a:${value}"x"`, 3, touches],
    ['glued before NOT', value => filters`a:${value}NOT b:1`, 3, touches],
    ['glued to another value', value => filters`a:${value}${value}`, 3, touches],
    ['before TO, without a colon', value => filters`n ${value} TO 5`, 3, misplaced],
    ['behind a colon at the beginning', value => filters`:${value}`, 2, misplaced],
    ['behind a second colon', value => filters`a:b:${value}`, 4, secondColon],
    ['behind a colon without an attribute', value => filters`AND:${value}`, 5, misplaced],
    ['behind a parenthesis', value => filters`(${value})`, 2, misplaced],
  ])('refuses a value %s', (_where, build, column, words) => {
    for (const value of ['x', 1, true, ['x']]) {
      const error = errorOf(() => build(value));
      expect(error).toBeInstanceOf(FilterSyntaxError);
      expect(wordsOf(error)).toBe(words);
      expect(error.column).toBe(column);
    }
  });

  it('leaves what follows a value to the parser, unless the two would become one word', () => {
    expect(errorOf(() => filters`a:${'x'}(b:1)`).message).toBe(
      "Unexpected token '(' expected end of filter at col 6.",
    );
    expect(errorOf(() => filters`a:${'x'}=1`).message).toBe(
      'Unexpected token numeric operator expected end of filter at col 6.',
    );
  });

  it('finds an open quote behind the last value by parsing', () => {
    const error = errorOf(() => filters`b:${true} AND a:"x`);
    expect(error.message).toBe('Unexpected token incomplete string expected string at col 14.');
  });

  it('counts columns in the text as it is written, values and single spaces included', () => {
    const error = errorOf(() => filters`b:${['long', 'er']}   AND c:${true} OR a:${'x'}y`);
    expect(error.message).toBe('Value 3 of the filter template touches the text after it.');
    expect(error.column).toBe('(b:"long" OR b:"er") AND c:true OR a:'.length + 1);
  });

  it('refuses digits glued to a number, which would make another number', () => {
    expect(errorOf(() => filters`n < ${1}0`).code).toBe('ERR_FILTER_SYNTAX');
    expect(errorOf(() => filters`n < 1${0}`).code).toBe('ERR_FILTER_SYNTAX');
    expect(errorOf(() => filters`n < -${1}`).code).toBe('ERR_FILTER_SYNTAX');
  });

  it.each<[string, () => string]>([
    ['OR behind it', () => filters`NOT a:${['x', 'y']} OR b:1`],
    ['OR before it', () => filters`b:1 OR NOT a:${['x', 'y']}`],
    ['OR before its parenthesis', () => filters`b:1 OR (NOT a:${['x', 'y']})`],
    ['OR behind its parentheses', () => filters`((NOT a:${['x', 'y']})) OR b:1`],
    ['OR inside its parentheses', () => filters`(NOT a:${['x', 'y']} OR b:1) AND c:1`],
  ])('refuses a negated array with %s, because "none of them" is an AND', (_where, build) => {
    expect(errorOf(build)).toBeInstanceOf(FilterSyntaxError);
    expect(wordsOf(errorOf(build))).toBe(
      'Value 1 of the filter template is a negated array inside an OR. ' +
        '"None of them" is an AND, which an OR cannot contain. Move the condition out of the OR.',
    );
  });

  it('refuses an array in parentheses around an AND, which would put an OR next to the AND, and says what to write instead', () => {
    const error = errorOf(() => filters`(tenant:${'42'} AND group:${['a', 'b']})`);
    expect(error).toBeInstanceOf(FilterSyntaxError);
    expect(error.hint).toContain('Remove parentheses around an AND');
    expect(filters`tenant:${'42'} AND group:${['a', 'b']}`).toBe('tenant:"42" AND (group:"a" OR group:"b")');
  });

  it('refuses a score behind an array', () => {
    expect(wordsOf(errorOf(() => filters`a:${['x', 'y']}<score=2>`))).toBe(
      'Value 1 of the filter template is an array, which cannot have a score. Give each value its own score.',
    );
  });

  it.each([
    [undefined],
    [null],
    [{}],
    [new Date(0)],
    [['x', undefined]],
    [[['x']]],
    [Array(1)],
    [Symbol('x')],
    [1n],
    [() => 'x'],
  ])('refuses %s, which a type checker would refuse, with a TypeError', value => {
    const error = errorOf(() => filters`a:${value as never}`);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toBeInstanceOf(ForgekeyError);
    expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter: 'filters' });
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [new Date(0), 'a Date'],
    [[['x']], 'an array'],
    [['x', undefined], 'undefined'],
  ])('names the kind of a value that it refuses: %s', (value, kind) => {
    expect(wordsOf(errorOf(() => filters`a:${value as never}`))).toBe(
      `Value 1 of the filter template must be a string, a number, a boolean or an array of these, not ${kind}.`,
    );
  });

  it.each([
    ['', 'is an empty string. Remove the condition.'],
    [['x', ''], 'is an empty string. Remove the condition.'],
    ['\ud800', 'contains a lone surrogate.'],
    ['x\udc00', 'contains a lone surrogate.'],
    [Number.NaN, 'is NaN, and must be finite.'],
    [Number.NEGATIVE_INFINITY, 'is -Infinity, and must be finite.'],
    [
      2 ** 53,
      'is an integer that may have been rounded. JavaScript rounds integers from 2^53 on. Pass an id as text.',
    ],
    [Array(MAX_FILTER_TERMS + 1).fill('x'), 'has more than 5000 elements.'],
    ['x'.repeat(MAX_FILTERS_LENGTH), 'makes the filter longer than 65536 characters.'],
    [Array(2).fill('x'.repeat(MAX_FILTERS_LENGTH / 2)), 'makes the filter longer than 65536 characters.'],
  ])('says why it refuses the value %j, and what to do', (value, words) => {
    const error = errorOf(() => filters`a:${'x'} AND b:${value}`);
    expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter: 'filters' });
    expect(wordsOf(error)).toBe(`Value 2 of the filter template ${words}`);
  });

  const digits =
    'Convert digits with Number(…). To compare text, write attribute: before the value, without an operator.';
  const seconds = 'Convert a date to Unix seconds: Math.floor(date.getTime() / 1000).';
  it.each([
    ['5', `must be a number here, not a string. ${digits}`],
    [true, 'must be a number here, not a boolean.'],
    [[5], 'must be a number here, not an array.'],
    [null, 'must be a number here, not null.'],
    [new Date(0), `must be a number here, not a Date. ${seconds}`],
    [Number.NaN, 'is NaN, and must be finite.'],
    [2 ** 53, `is beyond what the engine can compare exactly. ${numberLimitsHint}`],
    [-(2 ** 62), `is beyond what the engine can compare exactly. ${numberLimitsHint}`],
    [0.1 + 0.2, `is beyond what the engine can compare exactly. ${numberLimitsHint}`],
    [0.0001, `is beyond what the engine can compare exactly. ${numberLimitsHint}`],
  ])('refuses %j in the place of a number, and says why', (value, words) => {
    for (const build of [
      () => filters`n > ${value as never}`,
      () => filters`n<${value as never}`,
      () => filters`n = ${value as never}`,
      () => filters`n:${value as never} TO 9`,
      () => filters`n:0 TO ${value as never}`,
    ]) {
      const error = errorOf(build);
      expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter: 'filters' });
      expect(wordsOf(error)).toBe(`Value 1 of the filter template ${words}`);
    }
  });

  it('refuses values that are too long or too many before it escapes them', () => {
    const quotes = '"'.repeat(60_000);
    let reads = 0;
    const many = new Proxy(Array<string>(100_000).fill(quotes), {
      get: (target, name) => {
        reads++;
        return Reflect.get(target, name);
      },
    });
    const long = '"'.repeat(5_000_000);
    const several = Array<string>(100).fill(quotes);
    for (const build of [
      () => filters`a:${long}`,
      () => filters`a:${[long]}`,
      () => filters`a:${several}`,
      () => filters`a:${many}`,
    ]) {
      const replaceAll = vi.spyOn(String.prototype, 'replace');
      expect(errorOf(build)).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter: 'filters' });
      expect(replaceAll.mock.contexts.filter(text => String(text).length > 60_000)).toEqual([]);
      replaceAll.mockRestore();
    }
    expect(reads).toBeLessThan(10);
  });

  it('refuses an array that is nested without end, without following it', () => {
    let nested: unknown[] = ['x'];
    for (let depth = 0; depth < 100_000; depth++) nested = [nested];
    expect(errorOf(() => filters`a:${nested as never}`)).toMatchObject({ code: 'ERR_RESTRICTION_VALUE' });
  });

  it.each([
    [() => filters`a:${[]}`, 'Value 1 of the filter template is an empty array.'],
    [() => filters`b:1 AND NOT a:${[]}`, 'Value 1 of the filter template is an empty array.'],
    [() => filters``, 'The filter template is empty.'],
    [() => filters` `, 'The filter template is empty.'],
  ])('refuses an empty array and an empty template, never making an empty filter: %s', (build, message) => {
    expect(errorOf(build)).toMatchObject({
      code: 'ERR_RESTRICTION_EMPTY',
      parameter: 'filters',
      message,
      hint: 'It would restrict nothing. Check the list of permissions that it was created from.',
    });
  });

  it('refuses an escape that JavaScript does not know', () => {
    for (const build of [() => filters`a:\u`, () => filters`a:${'x'} AND b:\u`]) {
      const error = errorOf(build);
      expect(error).toBeInstanceOf(FilterSyntaxError);
      expect(error.message).toBe('The filter template has an invalid escape.');
      expect(error.column).toBe(1);
    }
  });

  it('refuses literal text that is not a filter', () => {
    for (const build of [
      () => filters`a:${'x'} and b:1`,
      () => filters`(a:${'x'}`,
      () => filters`a:1 OR n > ${1}`,
    ]) {
      expect(errorOf(build)).toBeInstanceOf(FilterSyntaxError);
    }
  });

  it('throws a TypeError when it is called as a function, so that text cannot pass for a template', () => {
    const misuse = new TypeError(
      'filters is a template tag: write a template literal after it, without parentheses.',
    );
    const strings = (...chunks: unknown[]) => Object.assign(chunks, { raw: ['a:1'] });
    for (const value of [
      'a:1',
      ['a:1'],
      { raw: ['a:1'] },
      undefined,
      strings(1),
      strings('a:', 1),
      strings(null),
    ])
      expect(() => filters(value as never)).toThrow(misuse);
    expect(() => filters(Object.assign(Array(1e9), { raw: [] }) as never)).toThrow(misuse);
  });

  it('keeps every value out of its messages', () => {
    const secret = 'hunter2-hunter2';
    for (const build of [
      () => filters`a:x${secret}`,
      () => filters`n > ${secret as never}`,
      () => filters`a:${secret} b`,
    ]) {
      expect(errorOf(build).message).not.toContain(secret);
    }
  });
});
