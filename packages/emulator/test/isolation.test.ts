import {
  compileFilters,
  proveConfined,
  proveDisjoint,
  type Refuted,
  type SecuredApiKeyRestrictions,
} from '@forgekey/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../src/index.ts';
import { clientFor, securedKey, startTestEmulator } from './support.ts';

const indexName = 'docs';
const settings = { attributesForFaceting: ['tenant_id', 'public', 'owner.name'] };
const searches = 60;

const negation = fc.constantFrom('', 'NOT ');
const facet = fc.constantFrom(
  'tenant_id:1',
  'tenant_id:2',
  'tenant_id:shared',
  'public:true',
  'owner.name:"Ann Lee"',
);
const tag = fc.constantFrom('_tags:blue', '_tags:Blue');
const number = fc.constantFrom('price < 3', 'price != 3', 'price >= 5', 'price:2 TO 4', 'tenant_id = 2');
const group = fc.oneof(facet, tag, number).chain(first => {
  const family = [facet, tag, number].find((_, at) => familyOf(first) === at)!;
  return fc.array(
    fc.tuple(negation, family).map(parts => parts.join('')),
    { minLength: 1, maxLength: 3 },
  );
});
const filters = fc
  .array(group, { minLength: 1, maxLength: 3 })
  .map(groups => groups.map(terms => `(${terms.join(' OR ')})`).join(' AND '));

/** Facets, tags and numbers, as one OR keeps them apart. */
function familyOf(term: string): number {
  if (term.startsWith('_tags')) return 1;
  return /[<>=]| TO /.test(term) ? 2 : 0;
}

interface Refutation {
  readonly keys: readonly SecuredApiKeyRestrictions[];
  readonly proof: Refuted;
}

function refutationsAmong(
  prove: (first: string, second: string) => readonly [keys: Refutation['keys'], proof: object],
): Refutation[] {
  const samples = fc.sample(fc.tuple(filters, filters), { numRuns: 4 * searches, seed: 11 });
  const all = samples.flatMap(([first, second]) => {
    const [keys, proof] = prove(first, second);
    return isRefuted(proof) ? [{ keys, proof }] : [];
  });
  expect(all.length).toBeGreaterThan(searches);
  return all.slice(0, searches);
}

function isRefuted(proof: object): proof is Refuted {
  return 'verdict' in proof && proof.verdict === 'refuted';
}

/** An emulator that holds the counterexamples, each under its position, and what a key sees of them. */
async function seenBy(
  refutations: readonly Refutation[],
): Promise<(key: SecuredApiKeyRestrictions) => Promise<readonly string[]>> {
  const records = refutations.map(({ proof }, at) => ({ ...proof.record, objectID: String(at) }));
  const emulator = await startTestEmulator({ indices: { [indexName]: { records, settings } } });
  return async restrictions => {
    const client = clientFor(emulator, securedKey(restrictions));
    const { hits } = await client.searchSingleIndex({ indexName, searchParams: { hitsPerPage: 1000 } });
    return hits.map(({ objectID }) => objectID);
  };
}

describe('a search with the official client shows every counterexample of', () => {
  it('a key that is not confined', async () => {
    const refutations = refutationsAmong((key, claim) => [
      [{ filters: key }],
      proveConfined({ filters: key }, claim),
    ]);
    const seen = await seenBy(refutations);
    for (const [at, { keys }] of refutations.entries()) expect(await seen(keys[0]!)).toContain(String(at));
  });

  it('two keys that are not disjoint, for both', async () => {
    const refutations = refutationsAmong((a, b) => {
      const keys = [{ filters: a }, { filters: b }] as const;
      return [keys, proveDisjoint(...keys)];
    });
    const seen = await seenBy(refutations);
    for (const [at, { keys }] of refutations.entries()) {
      for (const key of keys) expect(await seen(key), JSON.stringify(keys)).toContain(String(at));
    }
  });
});

it('a search with a key that is proved confined shows only what the claim says', async () => {
  const samples = fc.sample(fc.tuple(filters, filters), { numRuns: 4 * searches, seed: 11 });
  const proved = samples
    .map(([key, claim]) => ({ filters: `${key} AND ${claim}`, claim }))
    .filter(({ filters, claim }) => proveConfined({ filters }, claim).verdict === 'proved')
    .slice(0, searches);
  expect(proved.length).toBe(searches);
  const refutations = refutationsAmong((key, claim) => [
    [{ filters: key }],
    proveConfined({ filters: key }, claim),
  ]);
  const seen = await seenBy(refutations);
  let shown = 0;
  for (const { filters, claim } of proved) {
    for (const objectID of await seen({ filters })) {
      shown++;
      expect(compileFilters({ filters: claim })(refutations[Number(objectID)]!.proof.record)).toBe(true);
    }
  }
  expect(shown).toBeGreaterThan(searches);
});

describe('a rule that pins a record shows it regardless of filters', () => {
  const claim = 'tenant_id:1';
  const key = { filters: claim };
  const records = [
    { objectID: 'mine', tenant_id: 1 },
    { objectID: 'theirs', tenant_id: 2 },
  ];
  const rule: Rule = {
    objectID: 'promo',
    conditions: [{ pattern: 'shoe', anchoring: 'is' }],
    consequence: { promote: [{ objectID: 'theirs', position: 0 }] },
  };
  const kept: Rule = { ...rule, consequence: { ...rule.consequence, filterPromotes: true } };

  it.each([
    ['as the proof says', key, rule, 'refuted', ['theirs']],
    ['unless the key signs enableRules: false', { ...key, enableRules: false }, rule, 'proved', []],
    ['unless the rule sets filterPromotes', key, kept, 'proved', []],
  ] as const)('%s', async (_, restrictions, only, verdict, expected) => {
    expect(proveConfined(restrictions, claim, { rules: [only] }).verdict).toBe(verdict);
    const emulator = await startTestEmulator({
      indices: {
        [indexName]: { records, settings: { attributesForFaceting: ['tenant_id'] }, rules: [only] },
      },
    });
    const client = clientFor(emulator, securedKey(restrictions));
    const { hits } = await client.searchSingleIndex({ indexName, searchParams: { query: 'shoe' } });
    expect(hits.map(({ objectID }) => objectID)).toEqual(expected);
  });
});
