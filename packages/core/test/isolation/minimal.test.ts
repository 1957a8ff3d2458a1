import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilters } from '../../src/filters/of-parameters.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { randomCases } from '../support/random-numbers.ts';
import { filterOf, restrictionsOf, someUniverses } from './arbitrary.ts';

/** The record without one value, wherever it stands. Every record has an objectID. */
function withoutOneValue(record: object): object[] {
  return Object.entries(record).flatMap(([name, value]) => {
    if (name === 'objectID') return [];
    const { [name as keyof object]: _, ...others } = record;
    if (Array.isArray(value) && value.length > 1)
      return value.map((_element, at) => ({ ...others, [name]: value.toSpliced(at, 1) }));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return withoutOneValue(value).map(inner => ({ ...others, [name]: inner }));
    return [others];
  });
}

const scenario = someUniverses(1, 3).chain(chosen =>
  fc.record({ key: restrictionsOf(chosen, 4), claim: filterOf(chosen, 3) }),
);

describe('nothing can be dropped', () => {
  it('from a record that refutes: with one value less it is hidden, or is as the claim says', () => {
    let values = 0;
    fc.assert(
      fc.property(scenario, ({ key, claim }) => {
        const proof = proveConfined(key, claim);
        if (proof.verdict !== 'refuted') return;
        const [shown, claimed] = [compileFilters(key), compileFilters({ filters: claim })];
        for (const record of withoutOneValue(proof.record)) {
          values++;
          expect(shown(record) && !claimed(record)).toBe(false);
        }
      }),
      { numRuns: randomCases(2_000) },
    );
    expect(values).toBeGreaterThan(randomCases(100));
  });

  it('from the groups of a proof: without one of them, the others prove nothing', () => {
    let groups = 0;
    fc.assert(
      fc.property(scenario, ({ key, claim }) => {
        const proof = proveConfined(key, claim);
        if (proof.verdict !== 'proved') return;
        const texts = proof.because.flatMap(reason =>
          'parameter' in reason && reason.parameter === 'filters' ? [reason.text] : [],
        );
        if (texts.length < proof.because.length) return;
        texts.forEach((_, without) => {
          groups++;
          const filters = texts.filter((_text, at) => at !== without).join(' AND ');
          expect(proveConfined(filters === '' ? { query: '' } : { filters }, claim).verdict).not.toBe(
            'proved',
          );
        });
      }),
      { numRuns: randomCases(2_000) },
    );
    expect(groups).toBeGreaterThan(randomCases(20));
  });
});
