import { describe, expect, it, vi } from 'vitest';
import { combineFilters } from '../../src/filters/combine.ts';
import { parseFilterList } from '../../src/filters/filter-lists.ts';
import { matchesFilters } from '../../src/filters/match.ts';
import { compileFilters } from '../../src/filters/of-parameters.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { printFilters } from '../../src/filters/print.ts';
import { RecordReader } from '../../src/filters/record-reader.ts';
import { filters } from '../../src/filters/template.ts';
import { tokenize } from '../../src/filters/tokenize.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { readNestedList } from '../../src/lib/nested-list.ts';
import { bestTimeMs, growthFactor, LINEAR_GROWTH_LIMIT } from '../support/growth.ts';

/** A tenth of the largest input, in characters and in terms. */
const length = 6_500;
const count = 400;

const repeated = (piece: string, size: number) => piece.repeat(Math.floor(size / piece.length));
const joined = (keyword: string, terms: number) =>
  Array.from({ length: terms }, (_, index) => `a:${index}`).join(keyword);
const ignoringErrors = (run: (text: string) => unknown) => (text: string) => {
  try {
    return run(text);
  } catch (error) {
    return error;
  }
};

const facetsOf = (record: object, attribute: string) => {
  const reader = new RecordReader();
  const slot = reader.facetSlot(attribute);
  return reader.read(record).texts[slot];
};

describe('the time for ten times the input grows about tenfold', () => {
  it.each<[string, (size: number) => string]>([
    ['spaces', size => ' '.repeat(size)],
    ['one long word', size => 'a'.repeat(size)],
    ['one long value in quotes', size => `a:"${'x'.repeat(size)}"`],
    ['an unclosed quote', size => `a:"${'x'.repeat(size)}`],
    ['quotes that open and close', size => repeated('""', size)],
    ['backslashes in an unclosed quote', size => `"${'\\'.repeat(size)}`],
    ['escaped quotes', size => `a:"${repeated('\\"', size)}"`],
    ['opening parentheses', size => '('.repeat(size)],
    ['closing parentheses', size => `a${')'.repeat(size)}`],
    ['colons', size => ':'.repeat(size)],
    ['operators', size => repeated('<=', size)],
    ['keywords', size => repeated('NOT ', size)],
    ['a long number', size => `n > ${'9'.repeat(size)}`],
    ['a long fraction', size => `n > 0.${'0'.repeat(size)}1x`],
    ['control characters', size => `a${'\n'.repeat(size)}`],
    ['lone surrogates', size => '\ud800'.repeat(size)],
  ])('of a text of %s', (_what, textOf) => {
    expect(growthFactor(textOf, ignoringErrors(parseFilters), length)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });

  it.each<[string, (terms: number) => string]>([
    ['AND', terms => joined(' AND ', terms)],
    ['OR', terms => joined(' OR ', terms)],
    ['both', terms => joined(' OR b:1 AND ', terms / 2)],
  ])('of terms joined by %s', (_what, textOf) => {
    const record = { a: Array.from({ length: 20 }, (_, index) => String(-index)) };
    const work = (text: string) => [
      printFilters(parseFilters(text)),
      combineFilters(text, 'x:1'),
      matchesFilters(text, record),
    ];
    expect(growthFactor(textOf, work, count)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });

  it('of an array in the template', () => {
    const values = (size: number) => Array.from({ length: size }, (_, index) => `"${index}`);
    expect(growthFactor(values, list => filters`x:1 AND a:${list}`, count)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });

  it.each<[string, (size: number) => string]>([
    ['items', size => repeated('a:1,', size)],
    ['groups', size => repeated('(a:1),', size)],
    ['opening parentheses', size => '('.repeat(size)],
    ['literal parentheses', size => `a${'('.repeat(size / 2)}${')'.repeat(size / 2)}`],
    ['brackets', size => '['.repeat(size)],
    ['JSON strings', size => `[${repeated('"a:1",', size)}"a:1"]`],
    ['escapes', size => `["${'\\'.repeat(size)}`],
    ['spaces', size => `${' '.repeat(size)}[`],
  ])('of a list text of %s', (_what, textOf) => {
    expect(growthFactor(textOf, readNestedList, length)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });

  it.each<[string, (size: number) => string]>([
    ['spaces before an operator', size => `a${' '.repeat(size)}>1`],
    ['ranges', size => `a:${repeated('1 TO ', size)}`],
    ['scores', size => `a:${repeated('<score=', size)}`],
    ['a long number', size => `a > ${'9'.repeat(size)}x`],
  ])('of a list item of %s', (_what, textOf) => {
    for (const parameter of ['numericFilters', 'facetFilters', 'optionalFilters'] as const) {
      const read = ignoringErrors(item => parseFilterList(parameter, [item]));
      expect(growthFactor(textOf, read, length)).toBeLessThan(LINEAR_GROWTH_LIMIT);
    }
  });

  it('of an attribute with many dots', () => {
    const record = { a: { a: { a: 'x' }, 'a.a': 'y' }, 'a.a.a': 'z' };
    const dotted = (size: number) => repeated('a.', size);
    expect(growthFactor(dotted, attribute => facetsOf(record, attribute), length)).toBeLessThan(
      LINEAR_GROWTH_LIMIT,
    );
  });

  it('of a deep record', () => {
    const nested = (depth: number) => {
      let node: object = { a: 'x' };
      for (let level = 0; level < depth; level++) node = { a: node };
      return { record: node, attribute: `a${'.a'.repeat(depth)}` };
    };
    const work = ({ record, attribute }: ReturnType<typeof nested>) => facetsOf(record, attribute);
    expect(work(nested(20_000))).toEqual(new Set(['x']));
    expect(growthFactor(nested, work, 2_000)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });
});

describe('the work of matching', () => {
  const terms = (size: number) =>
    Array.from({ length: size }, (_, index) => `a${index}.b:x OR NOT c:y`).join(' AND ');

  it('reads each property of a record once, whatever the number of conditions', () => {
    const reads = new Map<string, number>();
    const counted = (value: object): object =>
      new Proxy(value, {
        get: (target, name) => {
          reads.set(String(name), (reads.get(String(name)) ?? 0) + 1);
          return Reflect.get(target, name);
        },
      });
    const names = Array.from({ length: 1_000 }, (_, index) => `a${index}`);
    const record = counted(Object.fromEntries(names.map(name => [name, counted({ b: 'x' })])));
    expect(matchesFilters(terms(MAX_FILTER_TERMS / 2), record)).toBe(true);
    for (const name of names) expect(reads.get(name)).toBe(1);
    expect(reads.get('b')).toBe(1_000);
  });

  it('looks a value up once for an OR of thousands of values of one attribute', () => {
    const has = vi.spyOn(Set.prototype, 'has');
    const values = Array.from({ length: MAX_FILTER_TERMS }, (_, index) => String(index));
    const passes = compileFilters({
      facetFilters: [values.map(value => `a:${value}`)],
      filters: joined(' OR ', count),
    });
    has.mockClear();
    expect(passes({ a: '7' })).toBe(true);
    expect(has.mock.calls.length).toBeLessThan(5);
    has.mockRestore();
  });

  it.each<[string, string, object]>([
    [
      '4,999 conditions and 1,000 attributes',
      terms(2_499),
      Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`a${index}`, 'x'])),
    ],
    [
      'conditions on one list of 100,000 numbers',
      Array.from({ length: 4_999 }, (_, index) => `n = ${index}`).join(' AND '),
      { n: Array.from({ length: 100_000 }, (_, index) => 100_000 - index).concat(0) },
    ],
    [
      'conditions on one list of 100,000 texts',
      Array.from({ length: 4_999 }, (_, index) => `n:x${index}`).join(' AND '),
      { n: Array.from({ length: 100_000 }, (_, index) => `x${index}`) },
    ],
    [
      'negations on one list of 100,000 texts',
      Array.from({ length: 4_500 }, (_, index) => `NOT n:${index}`).join(' OR '),
      { n: Array.from({ length: 100_000 }, (_, index) => `x${index}`) },
    ],
  ])('takes less than 100 ms for %s', (_what, text, record) => {
    expect(bestTimeMs(() => matchesFilters(text, record))).toBeLessThan(100);
  });
});

describe('no input exhausts the stack', () => {
  it.each(['(', 'NOT ', 'a OR (', '((a) OR ', '"', "'\\"])('made of %s up to the limit', piece => {
    expect(() => parseFilters(repeated(piece, MAX_FILTERS_LENGTH))).toThrow(/ at col |open parentheses/);
  });

  it('reads a token for every few characters at most', () => {
    expect(tokenize(repeated('(', MAX_FILTERS_LENGTH))).toHaveLength(MAX_FILTERS_LENGTH + 1);
  });
});
