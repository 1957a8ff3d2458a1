import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorizeSearch } from '../../src/authorize/authorize-search.ts';
import { compileFilters } from '../../src/filters/of-parameters.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { generateSecuredApiKey } from '../../src/secured-api-key/generate.ts';
import type { SecuredApiKeyRestrictions } from '../../src/secured-api-key/restrictions.ts';
import { verifySecuredApiKey } from '../../src/secured-api-key/verify.ts';
import { PARENT } from '../support/credentials.ts';
import { randomCases } from '../support/random-numbers.ts';
import { allRecords, filterOf, restrictionsOf, someUniverses } from './arbitrary.ts';

/** What the engine would run for a request with this key, as enforcement has it. */
function shownBy(restrictions: SecuredApiKeyRestrictions, parameters: object): (record: object) => boolean {
  const securedApiKey = generateSecuredApiKey({ parentApiKey: PARENT, restrictions });
  const key = verifySecuredApiKey(securedApiKey, { parentApiKeys: PARENT });
  const answer = authorizeSearch({ key, request: { indexName: 'products', parameters } });
  return answer.allowed ? compileFilters(answer.parameters) : () => false;
}

const scenario = someUniverses(1, 2).chain(chosen =>
  fc.record({
    chosen: fc.constant(chosen),
    a: restrictionsOf(chosen, 4),
    b: restrictionsOf(chosen, 4),
    claim: filterOf(chosen, 2),
    requests: fc.array(restrictionsOf(chosen, 2), { minLength: 1, maxLength: 4 }),
  }),
);

describe('no request gets past a proof', () => {
  it('in 2,000 random cases', () => {
    let proved = 0;
    fc.assert(
      fc.property(scenario, ({ chosen, a, b, claim, requests }) => {
        const isConfined = proveConfined(a, claim).verdict === 'proved';
        const areDisjoint = proveDisjoint(a, b).verdict === 'proved';
        if (!isConfined && !areDisjoint) return;
        proved++;
        const claimed = compileFilters({ filters: claim });
        const records = allRecords(chosen, {});
        for (const request of requests) {
          const [shownByA, shownByB] = [shownBy(a, request), shownBy(b, {})];
          for (const record of records.filter(shownByA)) {
            if (isConfined) expect(claimed(record)).toBe(true);
            if (areDisjoint) expect(shownByB(record)).toBe(false);
          }
        }
      }),
      { numRuns: randomCases(2_000) },
    );
    expect(proved).toBeGreaterThan(randomCases(100));
  }, 120_000);

  it('and the empty request sees every counterexample, in 2,000 random cases', () => {
    let refuted = 0;
    fc.assert(
      fc.property(scenario, ({ a, claim }) => {
        const proof = proveConfined(a, claim);
        if (proof.verdict !== 'refuted') return;
        refuted++;
        expect(shownBy(a, {})(proof.record)).toBe(true);
        expect(compileFilters({ filters: claim })(proof.record)).toBe(false);
      }),
      { numRuns: randomCases(2_000) },
    );
    expect(refuted).toBeGreaterThan(randomCases(100));
  }, 120_000);
});
