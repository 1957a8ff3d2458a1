import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilters } from '../../src/filters/of-parameters.ts';
import { randomCases } from '../support/random-numbers.ts';
import { type Condition, holds, writeCondition, writeItem } from './evaluator.ts';

const names = fc.constantFrom(
  'a',
  'A',
  'a.b',
  'a.b.c',
  'b',
  '__proto__',
  'toString',
  '__proto__.b',
  'b.',
  '.b',
);
const texts = fc.constantFrom(
  'x',
  'X',
  'é',
  'É',
  'ß',
  'SS',
  'İ',
  'true',
  'False',
  '1',
  '1.0',
  '-0',
  '0',
  '0.0000001',
  '1e-7',
  '-2',
  '1000000000000000000000',
  'x y',
  ' OR ',
  '\\',
  "'",
  'null',
);
const numbers = fc.constantFrom(0, 1, 2, -2, 2.5, 1.001, 4_611_686_018_427_387);
const not = fc.boolean();

const facet = fc.record({ is: fc.constant('facet' as const), not, name: names, value: texts });
const tag = fc.record({ is: fc.constant('tag' as const), not, value: texts });
const comparison = fc.record({
  is: fc.constant('number' as const),
  not,
  name: names,
  op: fc.constantFrom('<', '<=', '=', '!=', '>', '>='),
  than: numbers,
});
const range = fc.record({ is: fc.constant('range' as const), not, name: names, from: numbers, to: numbers });
const size = { minLength: 1, maxLength: 3 };
const group: Arbitrary<Condition[]> = fc.oneof(
  fc.array(facet, size),
  fc.array(tag, size),
  fc.array(fc.oneof(comparison, range), size),
);

const scalar = fc.oneof(
  texts,
  numbers,
  fc.constantFrom(-0, 1e-7, 1e21, 2 ** 53, true, false, null, undefined),
);
/** Lists in lists, objects in lists, keys with dots, and a key `__proto__`. */
const { node } = fc.letrec<{ node: unknown; object: object; list: unknown[] }>(tie => ({
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('node'), { maxLength: 3 }),
  object: fc
    .array(
      fc.tuple(fc.constantFrom('a', 'A', 'b', 'c', 'a.b', 'b.c', '', '__proto__', 'toString'), tie('node')),
      { maxLength: 4 },
    )
    .map(objectOf),
}));
const record = fc
  .array(fc.tuple(fc.oneof(names, fc.constant('_tags')), node), { maxLength: 6 })
  .map(objectOf);

/** Each entry an own property, whatever its name. */
function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const object = Object.create({ a: 'x', b: 1, _tags: ['x'] });
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

const groups = fc.array(group, { minLength: 1, maxLength: 3 });

describe('compileFilters agrees with an evaluator written from the rules alone', () => {
  it('on filters text', () => {
    let shown = 0;
    let cases = 0;
    fc.assert(
      fc.property(groups, fc.array(record, { minLength: 4, maxLength: 4 }), (given, records) => {
        const filters = given.map(conditions => conditions.map(writeCondition).join(' OR ')).join(' AND ');
        const passes = compileFilters({ filters });
        for (const candidate of records) {
          const expected = holds(given, candidate);
          expect(passes(candidate)).toBe(expected);
          cases++;
          if (expected) shown++;
        }
      }),
      { numRuns: randomCases(6_000) },
    );
    expect(cases).toBeGreaterThan(randomCases(20_000));
    expect(shown / cases).toBeGreaterThan(0.1);
    expect(shown / cases).toBeLessThan(0.9);
  });

  it('on the four parameters together', () => {
    let cases = 0;
    fc.assert(
      fc.property(
        groups,
        groups,
        fc.array(record, { minLength: 4, maxLength: 4 }),
        (inText, inLists, records) => {
          const lists: Record<string, string[][]> = {};
          const written = inLists.map(conditions => {
            const items = conditions.map(condition => ({ condition, ...writeItem(condition) }));
            const known = items.filter(({ item }) => item !== undefined);
            const [first] = known;
            if (first)
              lists[first.parameter!] = [...(lists[first.parameter!] ?? []), known.map(({ item }) => item!)];
            return known.map(({ condition }) => condition);
          });
          const filters = inText.map(conditions => conditions.map(writeCondition).join(' OR ')).join(' AND ');
          const passes = compileFilters({ filters, ...lists });
          const all = [...inText, ...written.filter(conditions => conditions.length > 0)];
          for (const candidate of records) {
            expect(passes(candidate)).toBe(holds(all, candidate));
            cases++;
          }
        },
      ),
      { numRuns: randomCases(1_500) },
    );
    expect(cases).toBe(randomCases(6_000));
  });
});
