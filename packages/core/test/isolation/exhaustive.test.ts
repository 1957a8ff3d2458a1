import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilters } from '../../src/filters/of-parameters.ts';
import type { RecordSchema } from '../../src/isolation/facts.ts';
import type { Proof } from '../../src/isolation/proof.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';
import { randomCases } from '../support/random-numbers.ts';
import { allRecords, filterOf, restrictionsOf, schemaOf, someUniverses } from './arbitrary.ts';

type Matcher = (record: object) => boolean;

/** What trying every record says; keys first, then what must not match. */
function tried(
  records: readonly object[],
  keys: readonly Matcher[],
  hidden: Matcher = () => false,
): Proof['verdict'] {
  if (keys.some(key => !records.some(key))) return 'vacuous';
  return records.some(record => keys.every(key => key(record)) && !hidden(record)) ? 'refuted' : 'proved';
}

function check(
  proof: Proof,
  expected: string,
  schema: RecordSchema,
  keys: readonly Matcher[],
  hidden: Matcher,
): void {
  expect(proof.verdict, JSON.stringify(proof)).toBe(expected);
  if (proof.verdict !== 'refuted') return;
  const { record } = proof;
  expect(keys.every(key => key(record)) && !hidden(record)).toBe(true);
  for (const [attribute, { singleValued, integer }] of Object.entries(schema)) {
    if (!Object.hasOwn(record, attribute)) continue;
    const values = [record[attribute]].flat().filter(value => typeof value !== 'object');
    if (singleValued) expect(values.length).toBeLessThan(2);
    if (integer) expect(values.every(Number.isInteger)).toBe(true);
  }
}

const scenario = someUniverses(1, 2).chain(chosen =>
  fc.record({
    chosen: fc.constant(chosen),
    a: restrictionsOf(chosen, 4),
    b: restrictionsOf(chosen, 4),
    claim: filterOf(chosen, 2),
    schema: schemaOf(chosen),
  }),
);

describe('an answer is what trying every record says', () => {
  it('of confinement, in 5,000 random cases', () => {
    fc.assert(
      fc.property(scenario, ({ chosen, a, claim, schema }) => {
        const records = allRecords(chosen, schema);
        const [key, hidden] = [compileFilters(a), compileFilters({ filters: claim })];
        const expected = tried(records, [key], hidden);
        check(proveConfined(a, claim, { schema }), expected, schema, [key], hidden);
      }),
      { numRuns: randomCases(5_000) },
    );
  }, 120_000);

  it('of disjointness, in 2,500 random cases', () => {
    fc.assert(
      fc.property(scenario, ({ chosen, a, b, schema }) => {
        const keys = [a, b].map(compileFilters);
        const expected = tried(allRecords(chosen, schema), keys);
        check(proveDisjoint(a, b, { schema }), expected, schema, keys, () => false);
      }),
      { numRuns: randomCases(2_500) },
    );
  }, 120_000);

  it('of a change, in 2,500 random cases', () => {
    fc.assert(
      fc.property(scenario, ({ chosen, a, b, schema }) => {
        const [candidate, baseline] = [compileFilters(a), compileFilters(b)];
        const expected = tried(allRecords(chosen, schema), [candidate], baseline);
        check(proveNotWider(a, b, { schema }), expected, schema, [candidate], baseline);
      }),
      { numRuns: randomCases(2_500) },
    );
  }, 120_000);
});
