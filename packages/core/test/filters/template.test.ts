import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { FilterSyntaxError, ForgekeyError } from '../../src/errors.ts';
import { matchesFilters } from '../../src/filters/match.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { filters } from '../../src/filters/template.ts';
import type { FilterValue } from '../../src/filters/template-value.ts';
import { errorOf } from '../support/error-of.ts';
import { randomCases } from '../support/random-numbers.ts';
import { number, record, text } from './arbitrary.ts';

describe('filters template', () => {
  it.each([
    [filters`a:1 AND b:2`, 'a:1 AND b:2'],
    [filters`tenant:${'1 OR tenant:2'}`, 'tenant:"1 OR tenant:2"'],
    [filters`name:${'a" OR b:"c'}`, String.raw`name:"a\" OR b:\"c"`],
    [filters`name:${'trail\\'} AND a:1`, String.raw`name:"trail\\" AND a:1`],
    [filters`name : ${'x'}`, 'name : "x"'],
    [filters`"my attr":${'x'}`, '"my attr":"x"'],
    [filters`_tags:${'a:b'}`, '_tags:"a:b"'],
    [filters`a:${true} AND b:${false}`, 'a:true AND b:false'],
    [filters`a:${10}`, 'a:"10"'],
    [filters`a:${'x'}<score=2>`, 'a:"x"<score=2>'],
    [filters`a:x<score=${2}>`, 'a:x<score=2>'],
    [filters`n < ${10} AND n>=${-0.5} AND n=${4e15}`, 'n < 10 AND n>=-0.5 AND n=4000000000000000'],
    [filters`n:${1} TO ${5}`, 'n:1 TO 5'],
    [filters`NOT n:${-1}  TO  ${5}`, 'NOT n:-1 TO 5'],
    [filters`a:${['x', 'y']}`, '(a:"x" OR a:"y")'],
    [filters`a:${['x']}`, 'a:"x"'],
    [filters`a:${['x', 1, true]}`, '(a:"x" OR a:"1" OR a:true)'],
    [filters`(a:${['x', 'y']} OR b:z)`, '((a:"x" OR a:"y") OR b:z)'],
    [filters`NOT a:${['x', 'y']} AND (b:1 OR b:2)`, 'NOT a:"x" AND NOT a:"y" AND (b:1 OR b:2)'],
    [filters`b:1 AND NOT a:${['x', 'y']}`, 'b:1 AND NOT a:"x" AND NOT a:"y"'],
    [filters`b:1 OR NOT a:${['x']}`, 'b:1 OR NOT a:"x"'],
    [filters`visible_by:${['a', 'b']} AND price < ${3}`, '(visible_by:"a" OR visible_by:"b") AND price < 3'],
    [
      filters`
        a:${'x'}
        AND   b : ${['y', 'z']}
      `,
      'a:"x" AND (b:"y" OR b:"z")',
    ],
  ])('writes %s', (built, expected) => {
    expect(built).toBe(expected);
  });

  it('makes one condition of any value, and its value is the input', () => {
    fc.assert(
      fc.property(text, value => {
        const terms = [{ kind: 'facet', negated: false, attribute: 'a', value }];
        expect(parseFilters(filters`a:${value}`).groups).toEqual([terms]);
        expect(parseFilters(filters`_tags:${value}`).groups).toEqual([
          [{ kind: 'tag', negated: false, value }],
        ]);
      }),
      { numRuns: randomCases(1000) },
    );
  });

  it('never lets a value touch the conditions around it', () => {
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 4 }), (value, list) => {
        const [first, second, third] = parseFilters(filters`x:1 AND a:${value} AND b:${list}`).groups;
        expect(first).toEqual([{ kind: 'facet', negated: false, attribute: 'x', value: '1' }]);
        expect(second).toEqual([{ kind: 'facet', negated: false, attribute: 'a', value }]);
        expect(third).toEqual(list.map(value => ({ kind: 'facet', negated: false, attribute: 'b', value })));
      }),
    );
  });

  it('means any of them by an array, and none of them by a negated array', () => {
    const list = fc.array(fc.constantFrom('x', 'y', 'true', '1'), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(list, record, (values, item) => {
        const any = values.some(value => matchesFilters(filters`a:${value}`, item));
        const extra = matchesFilters('b:x', item);
        expect(matchesFilters(filters`a:${values}`, item)).toBe(any);
        expect(matchesFilters(filters`b:x OR a:${values}`, item)).toBe(any || extra);
        expect(matchesFilters(filters`(NOT a:${values}) AND b:x`, item)).toBe(!any && extra);
        expect(matchesFilters(filters`b:x AND NOT a:${values}`, item)).toBe(!any && extra);
        expect(matchesFilters(filters`(NOT a:${values}) AND (b:x OR b:y)`, item)).toBe(
          !any && matchesFilters('b:x OR b:y', item),
        );
      }),
    );
  });

  it('compares with the very number that was given', () => {
    fc.assert(
      fc.property(number, value => {
        expect(parseFilters(filters`n = ${value}`).groups).toEqual([
          [{ kind: 'comparison', negated: false, attribute: 'n', operator: '=', value }],
        ]);
      }),
    );
  });

  it.each<[string, (value: FilterValue) => string]>([
    ['as a whole condition', value => filters`${value}`],
    ['as a whole condition behind NOT', value => filters`a:1 AND NOT ${value}`],
    ['as an attribute', value => filters`${value}:x`],
    ['as the attribute of a comparison', value => filters`${value} > 3`],
    ['as a keyword', value => filters`a:1 ${value} b:2`],
    ['as an operator', value => filters`n ${value} 3`],
    ['inside double quotes', value => filters`a:"${value}"`],
    ['inside single quotes', value => filters`a:'x ${value} y'`],
    ['glued behind text', value => filters`a:x${value}`],
    ['glued before text', value => filters`a:${value}x`],
    ['glued before digits', value => filters`a:${value}5`],
    ['glued before a quote', value => filters`a:${value}"x"`],
    ['glued to another value', value => filters`a:${value}${value}`],
    ['behind a second colon', value => filters`a:b:${value}`],
    ['behind a parenthesis', value => filters`(${value})`],
  ])('refuses a value %s', (_where, build) => {
    for (const value of ['x', 1, true, ['x']]) {
      const error = errorOf(() => build(value));
      expect(error).toBeInstanceOf(FilterSyntaxError);
      expect(error.column).toBeGreaterThan(0);
    }
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
    expect(errorOf(build).message).toContain('negated array');
  });

  it('refuses an array in parentheses around an AND, which would put an OR next to the AND, and says what to write instead', () => {
    const error = errorOf(() => filters`(tenant:${'42'} AND group:${['a', 'b']})`);
    expect(error).toBeInstanceOf(FilterSyntaxError);
    expect(error.hint).toContain('Remove parentheses around a whole AND');
    expect(filters`tenant:${'42'} AND group:${['a', 'b']}`).toBe('tenant:"42" AND (group:"a" OR group:"b")');
  });

  it('refuses a score behind an array', () => {
    expect(errorOf(() => filters`a:${['x', 'y']}<score=2>`).code).toBe('ERR_FILTER_SYNTAX');
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
    [undefined, 'not undefined'],
    [null, 'not null'],
    [new Date(0), 'not a Date'],
    [[['x']], 'not an array'],
  ])('names the kind of a value that it refuses: %s', (value, expected) => {
    expect(errorOf(() => filters`a:${value as never}`).message).toContain(expected);
  });

  it.each([[''], ['\ud800'], ['x\udc00'], [Number.NaN], [Number.POSITIVE_INFINITY], [['x', '']], [2 ** 53]])(
    'refuses the value %j',
    value => {
      expect(errorOf(() => filters`a:${value}`)).toMatchObject({
        code: 'ERR_RESTRICTION_VALUE',
        parameter: 'filters',
      });
    },
  );

  it.each([['5'], [true], [[5]], [null], [Number.NaN], [new Date(0)]])(
    'refuses %j where only a number may stand',
    value => {
      expect(errorOf(() => filters`n > ${value as never}`).code).toBe('ERR_RESTRICTION_VALUE');
      expect(errorOf(() => filters`n:${value as never} TO 9`).code).toBe('ERR_RESTRICTION_VALUE');
      expect(errorOf(() => filters`n:0 TO ${value as never}`).code).toBe('ERR_RESTRICTION_VALUE');
    },
  );

  it.each([2 ** 53, -(2 ** 62), 0.1 + 0.2, 0.0001, Number.NaN])(
    'refuses to compare with %d, which would be rounded',
    value => {
      for (const build of [
        () => filters`n = ${value}`,
        () => filters`n:${value} TO 9`,
        () => filters`n:0 TO ${value}`,
      ]) {
        expect(errorOf(build)).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter: 'filters' });
      }
    },
  );

  it('reads an array by position, and once: neither its own iterator nor a changing length hides a value', () => {
    const nothing = () => [][Symbol.iterator]();
    const iterating = Object.assign(['x', 'y'], { [Symbol.iterator]: nothing });
    expect(filters`a:${iterating}`).toBe('(a:"x" OR a:"y")');
    let reads = 0;
    const changing = new Proxy(['x', 'y'], {
      get: (target, name) => (name === 'length' ? [2, 0, 9][reads++] : Reflect.get(target, name)),
    });
    expect(filters`a:${changing}`).toBe('(a:"x" OR a:"y")');
    expect(reads).toBe(1);
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

  it('refuses an empty array and an empty template, never making an empty filter', () => {
    for (const build of [
      () => filters`a:${[]}`,
      () => filters`b:1 AND NOT a:${[]}`,
      () => filters``,
      () => filters` `,
    ]) {
      expect(errorOf(build)).toMatchObject({ code: 'ERR_RESTRICTION_EMPTY', parameter: 'filters' });
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
    for (const value of ['a:1', ['a:1'], { raw: ['a:1'] }])
      expect(() => filters(value as never)).toThrow(TypeError);
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
