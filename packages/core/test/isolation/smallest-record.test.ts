import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../src/isolation/cells.ts';
import type { Fact } from '../../src/isolation/facts.ts';
import { StepBudget } from '../../src/isolation/proof-context.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { conditionsOfParameters } from '../../src/isolation/read-key.ts';
import { conditionsThatNeed, smallestRecord } from '../../src/isolation/smallest-record.ts';

type Values = Record<string, readonly CellValue[]>;

const conditionsOf = (filters: string) => conditionsOfParameters({ filters });
const budget = () => new StepBudget(100_000);

function smallest(values: Values, shown: string, hidden?: string, facts: readonly Fact[] = []): Values {
  const question = {
    shown: conditionsOf(shown),
    hidden: hidden === undefined ? undefined : conditionsOf(hidden),
    facts,
  };
  return Object.fromEntries(smallestRecord(new Map(Object.entries(values)), question, budget()));
}

function needing(values: Values, filters: string): string[] {
  const conditions = conditionsThatNeed(new Map(Object.entries(values)), conditionsOf(filters), budget());
  return conditions.map(({ reason }) => reason.text);
}

describe('the smallest record', () => {
  it.each<[string, Values, string, Values]>([
    ['loses what no condition is about', { a: ['1'], c: ['x'] }, 'a:1', { a: ['1'] }],
    ['loses one of two values that satisfy a condition', { a: ['1', '2'] }, 'a:1 OR a:2', { a: ['2'] }],
    ['loses one of two numbers', { n: [2], m: [2] }, 'n > 1 OR m > 1', { m: [2] }],
    ['keeps the number of a negated condition', { n: [7, 8] }, 'NOT n:1 TO 2', { n: [8] }],
    ['keeps a value that a condition writes in other case', { a: ['acme'] }, 'a:ACME', { a: ['acme'] }],
    ['keeps tags that differ in case', { _tags: ['T', 't'] }, '_tags:T AND _tags:t', { _tags: ['T', 't'] }],
    ['keeps a number that is the text of a facet', { a: [1] }, 'a:1', { a: [1] }],
    ['keeps the id that every record has', { objectID: ['x'] }, 'NOT a:1', { objectID: ['x'] }],
    ['loses a value that only another one made necessary', { a: ['1', '2'] }, 'a:1 OR NOT a:2', {}],
  ])('%s', (_, values, shown, expected) => {
    expect(smallest(values, shown)).toEqual(expected);
  });

  it('still does not satisfy the claim', () => {
    expect(smallest({ a: ['1'], b: ['1'] }, 'a:1', 'NOT b:1')).toEqual({ a: ['1'], b: ['1'] });
    expect(smallest({ a: ['1'], b: ['1'] }, 'a:1', 'b:2')).toEqual({ a: ['1'] });
    expect(smallest({ b: ['1', '2'] }, 'NOT a:1', 'NOT b:1 AND NOT b:2')).toEqual({ b: ['2'] });
  });

  it('may violate another group of the claim than at first', () => {
    expect(smallest({ b: ['1'], c: ['1'] }, 'NOT a:1', 'b:1 AND NOT c:1')).toEqual({});
  });

  it('has a value of each attribute that every record has, and of no other', () => {
    const required = [{ attribute: 'a', name: 'required' as const }];
    expect(smallest({ a: ['1', '2'], b: ['1'] }, 'NOT c:1', undefined, required)).toEqual({ a: ['2'] });
    const single = [{ attribute: 'a', name: 'singleValued' as const }];
    expect(smallest({ a: ['1'] }, 'NOT c:1', undefined, single)).toEqual({});
  });
});

describe('the conditions that need a record', () => {
  it.each<[string, Values, string, string[]]>([
    ['are those without whose value one fails', { a: ['1'], b: ['1'] }, 'a:1 AND NOT c:1', ['a:1']],
    ['are none if another value does as well', { a: ['1', '2'] }, 'a:1 OR a:2', []],
    ['are none if another attribute does as well', { n: [2], m: [2] }, 'n > 1 OR m > 1', []],
    ['are one of several that need the same value', { a: ['1'] }, 'a:1 AND (a:1 OR b:1)', ['a:1']],
    ['tell tags apart by case', { _tags: ['T', 't'] }, '_tags:T AND _tags:t', ['_tags:T', '_tags:t']],
    ['do not tell facets apart by case', { a: ['x'] }, 'a:X', ['a:X']],
    ['are about numbers as well', { n: [2] }, 'n > 1 OR m > 1', ['(n > 1 OR m > 1)']],
    ['need some number after NOT', { n: [7] }, 'NOT n:1 TO 2', ['NOT n:1 TO 2']],
    ['need none of two numbers after NOT', { n: [7, 8] }, 'NOT n:1 TO 2', []],
  ])('%s', (_, values, filters, expected) => {
    expect(needing(values, filters)).toEqual(expected);
  });
});

describe('the steps of a proof suffice to make a record smaller', () => {
  const list = (length: number, text: (at: number) => string) => Array.from({ length }, (_, at) => text(at));

  it.each([
    ['a thousand facets of one attribute', { filters: list(1_000, at => `a:v${at}`).join(' AND ') }],
    ['a thousand tags', { tagFilters: list(1_000, at => `tag ${at}`) }],
    ['a thousand attributes with numbers', { filters: list(1_000, at => `n${at} > 1`).join(' AND ') }],
  ])('that has %s', (_, key) => {
    expect(proveConfined(key, 'x:1').verdict).toBe('refuted');
    expect(proveDisjoint(key, { filters: 'b:1' }).verdict).toBe('refuted');
  });
});
