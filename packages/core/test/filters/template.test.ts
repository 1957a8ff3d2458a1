import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFilters } from '../../src/filters/match.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { filters } from '../../src/filters/template.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { randomCases } from '../support/random-numbers.ts';
import { number, record, text } from './arbitrary.ts';

describe('filters template', () => {
  it.each([
    [() => filters`a:1 AND b:2`, 'a:1 AND b:2'],
    [() => filters`tenant:${'1 OR tenant:2'}`, 'tenant:"1 OR tenant:2"'],
    [() => filters`name:${'a" OR b:"c'}`, String.raw`name:"a\" OR b:\"c"`],
    [() => filters`name:${'trail\\'} AND a:1`, String.raw`name:"trail\\" AND a:1`],
    [() => filters`name : ${'x'}`, 'name : "x"'],
    [() => filters`"my attr":${'x'}`, '"my attr":"x"'],
    [() => filters`_tags:${'a:b'}`, '_tags:"a:b"'],
    [() => filters`a:${true} AND b:${false}`, 'a:true AND b:false'],
    [() => filters`a:${10}`, 'a:"10"'],
    [() => filters`a:${'x'}<score=2>`, 'a:"x"<score=2>'],
    [() => filters`a:x<score=${2}>`, 'a:x<score=2>'],
    [() => filters`n < ${10} AND n>=${-0.5} AND n=${4e15}`, 'n < 10 AND n>=-0.5 AND n=4000000000000000'],
    [() => filters`n:${1} TO ${5}`, 'n:1 TO 5'],
    [() => filters`NOT n:${-1}  TO  ${5}`, 'NOT n:-1 TO 5'],
    [() => filters`a:${['x', 'y']}`, '(a:"x" OR a:"y")'],
    [() => filters`a:${['x']}`, 'a:"x"'],
    [() => filters`a:${['x', 1, true]}`, '(a:"x" OR a:"1" OR a:true)'],
    [() => filters`(a:${['x', 'y']} OR b:z)`, '((a:"x" OR a:"y") OR b:z)'],
    [() => filters`NOT a:${['x', 'y']} AND (b:1 OR b:2)`, 'NOT a:"x" AND NOT a:"y" AND (b:1 OR b:2)'],
    [() => filters`b:1 AND NOT a:${['x', 'y']}`, 'b:1 AND NOT a:"x" AND NOT a:"y"'],
    [() => filters`b:1 OR NOT a:${['x']}`, 'b:1 OR NOT a:"x"'],
    [
      () => filters`visible_by:${['a', 'b']} AND price < ${3}`,
      '(visible_by:"a" OR visible_by:"b") AND price < 3',
    ],
    [
      () => filters`
        a:${'x'}
        AND   b : ${['y', 'z']}
      `,
      'a:"x" AND (b:"y" OR b:"z")',
    ],
    [() => filters`a:1\r\tAND\tb:${'x'}\n\r`, 'a:1 AND b:"x"'],
    [() => filters`NOT  a : ${['x', 'y']}  AND b:1`, 'NOT a:"x" AND NOT a:"y" AND b:1'],
    [() => filters`(a:${'x'})`, '(a:"x")'],
    [() => filters`2026:${'x'}`, '2026:"x"'],
  ])('writes %s', (build, expected) => {
    expect(build()).toBe(expected);
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

  it('takes as many elements and characters as a filter can have', () => {
    const list = Array<string>(MAX_FILTER_TERMS).fill('x');
    expect(parseFilters(filters`a:${list}`).groups[0]).toHaveLength(MAX_FILTER_TERMS);
    const whole = 'x'.repeat(MAX_FILTERS_LENGTH - 'a:""'.length);
    expect(filters`a:${whole}`).toBe(`a:"${whole}"`);
  });

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
});
