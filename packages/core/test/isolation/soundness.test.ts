import fc, { type Arbitrary } from 'fast-check';
import { expect, it } from 'vitest';
import { authorizeSearch } from '../../src/authorize/authorize-search.ts';
import { compileFilters, filterGroupsOf } from '../../src/filters/of-parameters.ts';
import { printFilters } from '../../src/filters/print.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';
import { generateSecuredApiKey } from '../../src/secured-api-key/generate.ts';
import type { ParentApiKey } from '../../src/secured-api-key/parent-api-key.ts';
import type { SecuredApiKeyRestrictions } from '../../src/secured-api-key/restrictions.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { verifySecuredApiKey } from '../../src/secured-api-key/verify.ts';
import { PARENT } from '../support/credentials.ts';
import { randomCases } from '../support/random-numbers.ts';
import { filterOf, restrictionsOf, someUniverses, type Universe } from './arbitrary.ts';

type Restrictions = Record<string, unknown>;

const indexNames = ['eu_1', 'eu_2', 'us_1', 'other'];
const patterns = fc.subarray(['eu_*', '*_1', '*u*', 'us_1', 'other'], { minLength: 1 });

/** Parameters that hide no record by its attributes, or hide more than the filters do. */
const otherParameters: Arbitrary<Restrictions> = fc.record(
  {
    optionalFilters: fc.constant(['a:x', ['n:-1']]),
    insideBoundingBox: fc.constant([[1, 2, 3, 4]]),
    aroundLatLng: fc.constantFrom('1,2', '3,4'),
    query: fc.constantFrom('', 'shoe'),
    typoTolerance: fc.boolean(),
    hitsPerPage: fc.constantFrom(1, 20),
    distinct: fc.boolean(),
  },
  { requiredKeys: [] },
);

function keyOf(chosen: readonly Universe[]): Arbitrary<Restrictions> {
  return fc
    .tuple(restrictionsOf(chosen, 3), otherParameters, fc.option(patterns))
    .map(([filters, others, restrictIndices]) => ({
      ...filters,
      ...others,
      ...(restrictIndices && { restrictIndices }),
    }));
}

function parentOf(chosen: readonly Universe[]): Arbitrary<ParentApiKey> {
  return fc
    .tuple(fc.option(restrictionsOf(chosen, 1), { freq: 1 }), fc.option(patterns, { freq: 1 }))
    .map(([filters, indexes]) => ({
      ...(filters && { queryParameters: serializeRestrictions(filters as SecuredApiKeyRestrictions) }),
      ...(indexes && { indexes }),
    }));
}

/** What a group of the key says; another claim for a group that no filter text can say. */
function claimOf(key: Restrictions, at: number, other: string): string {
  const groups = filterGroupsOf(key).filter(({ group }) => new Set(group.map(({ kind }) => kind)).size === 1);
  const group = groups[at % groups.length]?.group;
  return group === undefined ? other : printFilters({ groups: [group] });
}

/** Records as they are indexed: nested objects, lists in lists, and values that no condition is about. */
function recordOf(chosen: readonly Universe[]): Arbitrary<object> {
  const members = chosen
    .filter(({ attribute }) => attribute !== 'objectID')
    .map(({ attribute, values }) => {
      const value = fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...values) },
        fc.constantFrom('', '01', 'TRUE', null, 1.25, -0, 1e21),
      );
      const list = fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.tuple(value, fc.array(value)));
      return fc.option(list, { nil: undefined }).map(written => {
        if (written === undefined) return [];
        const [name, inner] = attribute.split('.') as [string, string?];
        if (inner === undefined) return [[name, written] as const];
        return [
          [name, Array.isArray(written) ? written.map(one => ({ [inner]: one })) : { [inner]: written }],
        ] as const;
      });
    });
  const objectID = fc.constantFrom('1', 'A', 'other');
  return fc
    .tuple(objectID, ...members)
    .map(([id, ...lists]) => Object.fromEntries([['objectID', id], ...lists.flat()]));
}

/** What the service would show for a request, as enforcement has it. */
function shownBy(restrictions: Restrictions, parent: ParentApiKey) {
  const securedApiKey = generateSecuredApiKey({ parentApiKey: PARENT, restrictions });
  const key = verifySecuredApiKey(securedApiKey, { parentApiKeys: PARENT });
  return (indexName: string, parameters: object, records: readonly object[]): object[] => {
    const answer = authorizeSearch({ key, parent, request: { indexName, parameters } });
    return answer.allowed ? records.filter(compileFilters(answer.parameters)) : [];
  };
}

const scenario = someUniverses(1, 3).chain(chosen =>
  fc.record({
    a: keyOf(chosen),
    b: keyOf(chosen),
    more: keyOf(chosen),
    parents: fc.tuple(parentOf(chosen), parentOf(chosen)),
    claim: filterOf(chosen, 2),
    at: fc.nat(10),
    requests: fc.array(
      fc
        .tuple(restrictionsOf(chosen, 2), otherParameters)
        .map(([filters, others]) => ({ ...filters, ...others })),
      { minLength: 1, maxLength: 3 },
    ),
    records: fc.array(recordOf(chosen), { minLength: 10, maxLength: 30 }),
  }),
);

it('a claim that is proved holds for each record that a request can see', () => {
  let seen = 0;
  fc.assert(
    fc.property(scenario, ({ a, claim, at, parents: [parent], requests, records }) => {
      for (const filters of [claim, claimOf(a, at, claim)]) {
        const { verdict } = proveConfined(a, filters, { parent });
        if (verdict !== 'proved' && verdict !== 'vacuous') continue;
        const shown = shownBy(a, parent);
        const claimed = compileFilters({ filters });
        for (const indexName of indexNames) {
          for (const record of [{}, ...requests].flatMap(request => shown(indexName, request, records))) {
            seen++;
            expect(verdict === 'proved' && claimed(record)).toBe(true);
          }
        }
      }
    }),
    { numRuns: randomCases(2_000) },
  );
  expect(seen).toBeGreaterThan(randomCases(1_000));
}, 120_000);

it('keys that are proved disjoint show no record of one index, whatever requests ask for', () => {
  let seen = 0;
  fc.assert(
    fc.property(scenario, ({ a, b, parents, requests, records }) => {
      const { verdict } = proveDisjoint(a, b, { parent: { a: parents[0], b: parents[1] } });
      if (verdict !== 'proved' && verdict !== 'vacuous') return;
      const [ofA, ofB] = [shownBy(a, parents[0]), shownBy(b, parents[1])];
      for (const indexName of indexNames) {
        for (const request of [{}, ...requests]) {
          const shownByA = ofA(indexName, request, records);
          seen += shownByA.length;
          expect(ofB(indexName, {}, shownByA)).toEqual([]);
        }
      }
    }),
    { numRuns: randomCases(2_000) },
  );
  expect(seen).toBeGreaterThan(randomCases(1_000));
}, 120_000);

it('a change that is proved not wider shows no other record, and no other index', () => {
  let seen = 0;
  fc.assert(
    fc.property(scenario, ({ a, b, more, parents, requests, records }) => {
      const narrower = { ...a, filters: [a.filters, more.filters ?? 'z:1'].filter(Boolean).join(' AND ') };
      for (const candidate of [b, narrower]) {
        const parent = { candidate: parents[0], baseline: parents[1] };
        const { verdict } = proveNotWider(candidate, a, { parent });
        if (verdict !== 'proved') continue;
        const [ofCandidate, ofBaseline] = [shownBy(candidate, parents[0]), shownBy(a, parents[1])];
        for (const indexName of indexNames) {
          for (const request of [{}, ...requests]) {
            const shown = ofCandidate(indexName, request, records);
            seen += shown.length;
            expect(ofBaseline(indexName, {}, shown)).toEqual(shown);
          }
        }
      }
    }),
    { numRuns: randomCases(2_000) },
  );
  expect(seen).toBeGreaterThan(randomCases(1_000));
}, 120_000);
