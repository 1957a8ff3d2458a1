import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilterTerm } from '../../src/filters/ast.ts';
import { filterGroupsOf } from '../../src/filters/of-parameters.ts';
import type { AssumptionCode, Proof } from '../../src/isolation/proof.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { randomCases } from '../support/random-numbers.ts';
import { allRecords, filterOf, restrictionsOf, type Universe } from './arbitrary.ts';

// What an engine may choose, because the vendor does not document it. The engine here is written without the code under test.
const choices = ['negatedNumbers', 'accents', 'numberText', 'numericFiltersMerge'] as const;
type Choices = ReadonlySet<AssumptionCode>;

const universes: Universe[] = [
  { attribute: 'a', texts: ['e', 'é'], numbers: [], values: ['e', 'é', 'other'] },
  { attribute: 'b', texts: ['1', '1.0'], numbers: [], values: [1, '1', '1.0', 'other'] },
  { attribute: 'n', texts: [], numbers: [1, 2], values: [0, 1, 2, 3] },
];

function comparable(value: unknown, others: Choices): string {
  let text = String(value).toLowerCase();
  if (others.has('accents')) text = text.replace('é', 'e');
  return others.has('numberText') ? text.replace('1.0', '1') : text;
}

function holds(term: FilterTerm, record: Record<string, unknown>, others: Choices): boolean {
  const values = [term.kind === 'tag' ? [] : (record[term.attribute] ?? [])].flat();
  if (term.kind === 'facet' || term.kind === 'tag') {
    const isIn = values.some(value => comparable(value, others) === comparable(term.value, others));
    return isIn !== term.negated;
  }
  const satisfies = (number: unknown): boolean => {
    const value = number as number;
    if (term.kind === 'range') return term.low <= value && value <= term.high;
    const { operator, value: bound } = term;
    if (operator === '=') return value === bound;
    if (operator === '!=') return value !== bound;
    const isBeyond = operator.startsWith('<') ? value < bound : value > bound;
    return isBeyond || (operator.endsWith('=') && value === bound);
  };
  if (!term.negated) return values.some(satisfies);
  if (others.has('negatedNumbers')) return values.some(value => !satisfies(value));
  return values.length > 0 && !values.some(satisfies);
}

function shows(parameters: object, record: Record<string, unknown>, others: Choices): boolean {
  return filterGroupsOf(parameters)
    .filter(({ parameter }) => parameter !== 'numericFilters' || !others.has('numericFiltersMerge'))
    .every(({ group }) => group.some(term => holds(term, record, others)));
}

function namedBy(proof: Proof): AssumptionCode[] {
  return 'assumptions' in proof ? proof.assumptions.map(({ code }) => code) : [];
}

const schema = { a: { singleValued: true }, b: { singleValued: true } };
const scenario: Arbitrary<{ key: object; claim: string; others: AssumptionCode[] }> = fc.record({
  key: restrictionsOf(universes, 4),
  claim: filterOf(universes, 2),
  others: fc.subarray([...choices], { minLength: 1 }),
});

describe('an answer names the choices that it depends on', () => {
  const isRefutedBy = (key: object, claim: string, others: Choices): boolean =>
    allRecords(universes, schema).some(
      record => shows(key, record, others) && !shows({ filters: claim }, record, others),
    );

  it('so a proof holds for every engine that makes only choices differently that it does not name', () => {
    let proved = 0;
    fc.assert(
      fc.property(scenario, ({ key, claim, others }) => {
        const proof = proveConfined(key, claim, { schema });
        if (proof.verdict !== 'proved') return;
        proved++;
        const named = namedBy(proof);
        const unnamed = new Set(others.filter(choice => !named.includes(choice)));
        expect(isRefutedBy(key, claim, unnamed)).toBe(false);
      }),
      { numRuns: randomCases(2_000) },
    );
    expect(proved).toBeGreaterThan(randomCases(50));
  }, 120_000);

  it('by themselves or together: neither accents nor numbers alone change this answer', () => {
    const key = { filters: 'a:é AND b:"1.0"' };
    const claim = 'NOT a:e OR NOT b:1';
    const proof = proveConfined(key, claim, { schema });
    expect(isRefutedBy(key, claim, new Set(['accents']))).toBe(false);
    expect(isRefutedBy(key, claim, new Set(['numberText']))).toBe(false);
    expect(isRefutedBy(key, claim, new Set(['accents', 'numberText']))).toBe(true);
    expect(namedBy(proof)).toEqual(expect.arrayContaining(['accents', 'numberText']));
  });

  it('and no other: one that is enough to change the answer is named without those that are not', () => {
    const named = namedBy(proveConfined({ filters: 'a:é AND b:"1.0"' }, 'NOT a:e', { schema }));
    expect(named).toContain('accents');
    expect(named).not.toContain('numberText');
  });
});
