import { describe, expect, it } from 'vitest';
import type { Proof, Proved } from '../../src/isolation/proof.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';

const tenant = { filters: 'tenant_id:42' };
const singleValued = { tenant_id: { singleValued: true } };

/** Fails for an answer without assumptions, in which no code is found in any case. */
function codesOf(proof: Proof): string[] {
  if (!('assumptions' in proof)) throw new Error(`The verdict is ${proof.verdict}.`);
  return proof.assumptions.map(({ code }) => code);
}

describe('rules', () => {
  const pins = { objectID: 'promo', consequence: { promote: [{ objectID: '7', position: 0 }] } };
  const prove = (rule: object, restrictions: object = tenant) =>
    proveConfined(restrictions, 'tenant_id:42', { rules: [rule] });

  it('that pin a record refute a proof', () => {
    expect(prove(pins)).toMatchObject({
      verdict: 'refuted',
      record: { objectID: '7' },
      because: [{ rule: 'promo' }],
    });
    const several = { ...pins, consequence: { promote: [{ objectIDs: ['8', '9'], position: 0 }] } };
    expect(prove(several)).toMatchObject({ record: { objectID: '8' } });
    expect(proveConfined(tenant, 'tenant_id:42', { rules: { hits: [pins] } }).verdict).toBe('refuted');
  });

  it.each([
    ['the key disables rules', pins, { ...tenant, enableRules: false }],
    ['the rule is disabled', { ...pins, enabled: false }, tenant],
    [
      'pinned records are filtered',
      { ...pins, consequence: { ...pins.consequence, filterPromotes: true } },
      tenant,
    ],
    ['nothing is pinned', { objectID: 'hide', consequence: { hide: [{ objectID: '7' }] } }, tenant],
    [
      'the key signs other contexts',
      { ...pins, conditions: [{ context: 'sale' }] },
      { ...tenant, ruleContexts: ['none'] },
    ],
    [
      'the key signs other contexts than the one condition of an old rule',
      { ...pins, condition: { context: 'sale' } },
      { ...tenant, ruleContexts: ['none'] },
    ],
  ])('refute nothing if %s', (_, rule, restrictions) => {
    const proof = prove(rule, restrictions);
    expect(proof.verdict).toBe('proved');
    expect(codesOf(proof)).not.toContain('rules');
  });

  it('count if a request can trigger them', () => {
    for (const condition of [{ context: 'sale' }, { pattern: 'shoe', anchoring: 'is' }, { filters: 'a:1' }]) {
      expect(prove({ ...pins, conditions: [condition] }).verdict).toBe('refuted');
    }
  });

  it.each([
    ['has no condition', []],
    ['has a condition without a context', [{ context: 'sale' }, { pattern: 'shoe' }]],
    ['has a condition with an empty context', [{ context: 'sale' }, { context: '' }]],
    ['has a condition with a context of the key', [{ context: 'sale' }, { context: 'own' }]],
  ])('count for a key that signs contexts if the rule %s', (_, conditions) => {
    expect(prove({ ...pins, conditions }, { ...tenant, ruleContexts: ['none', 'own'] }).verdict).toBe(
      'refuted',
    );
  });

  it('count if a key and its parent sign different contexts: which of them counts is not known', () => {
    const rules = [{ ...pins, conditions: [{ context: 'sale' }] }];
    const key = { ...tenant, ruleContexts: ['none'] };
    const verdict = (queryParameters: string) =>
      proveConfined(key, 'tenant_id:42', { rules, parent: { queryParameters } }).verdict;
    expect(verdict('ruleContexts=none')).toBe('proved');
    expect(verdict('ruleContexts=sale')).toBe('refuted');
    expect(verdict('ruleContexts=other')).toBe('refuted');
  });

  it('refute nothing if another key hides the pinned record, or the facts of the schema rule it out', () => {
    const options = { schema: singleValued, rules: [pins] };
    const filtered = { filters: 'tenant_id:1 AND objectID:8', enableRules: false };
    expect(proveDisjoint(filtered, { filters: 'tenant_id:2' }, options).verdict).toBe('proved');
    const any = 'a > 0 OR a <= 0';
    const schema = { a: { required: true, integer: true } };
    expect(proveConfined({ filters: any }, any, { schema, rules: [pins] }).verdict).toBe('proved');
    expect(proveConfined({ filters: any }, any, { rules: [pins] }).verdict).toBe('refuted');
  });

  it('that pin a record which the claim allows refute nothing', () => {
    const byId = { filters: 'objectID:7' };
    expect(proveConfined(byId, 'objectID:7', { rules: [pins] }).verdict).toBe('proved');
    expect(proveConfined(byId, 'objectID:7 OR objectID:8', { rules: [pins] }).verdict).toBe('proved');
  });

  it('also count for a key whose filters show nothing', () => {
    expect(prove(pins, { filters: 'a:1 AND NOT a:1' }).verdict).toBe('refuted');
  });

  it('show one record to two keys', () => {
    const [a, b] = [{ filters: 'tenant_id:1' }, { filters: 'tenant_id:2' }];
    const options = { schema: singleValued, rules: [pins] };
    expect(proveDisjoint(a, b, options)).toMatchObject({ verdict: 'refuted', record: { objectID: '7' } });
    const off = { enableRules: false };
    expect(proveDisjoint({ ...a, ...off }, { ...b, ...off }, options).verdict).toBe('proved');
    expect(proveDisjoint({ ...a, ...off }, b, options).verdict).toBe('refuted');
  });

  it('that a baseline has too make nothing wider', () => {
    expect(proveNotWider(tenant, tenant, { rules: [pins] }).verdict).toBe('proved');
    expect(proveNotWider(tenant, { ...tenant, enableRules: false }, { rules: [pins] }).verdict).toBe(
      'refuted',
    );
  });

  it('are an assumption if they are not given', () => {
    expect(codesOf(proveConfined(tenant, 'tenant_id:42'))).toContain('rules');
    expect(codesOf(proveConfined({ ...tenant, enableRules: false }, 'tenant_id:42'))).not.toContain('rules');
    expect(codesOf(proveConfined(tenant, 'tenant_id:42', { rules: [] }))).not.toContain('rules');
    const off = { enableRules: false };
    const [a, b] = [{ filters: 'a:1' }, { filters: 'NOT a:1' }];
    expect(codesOf(proveDisjoint({ ...a, ...off }, b))).toContain('rules');
    expect(codesOf(proveDisjoint({ ...a, ...off }, { ...b, ...off }))).not.toContain('rules');
    const parent = { queryParameters: 'enableRules=false' };
    expect(codesOf(proveConfined(tenant, 'tenant_id:42', { parent }))).not.toContain('rules');
    expect(codesOf(proveConfined({ ...tenant, enableRules: true }, 'tenant_id:42', { parent }))).toContain(
      'rules',
    );
  });
});

describe('settings', () => {
  const faceting = (attributesForFaceting: string[], key: object = tenant, claim = 'tenant_id:42') =>
    codesOf(proveConfined(key, claim, { settings: { attributesForFaceting } }));

  it.each([
    'tenant_id',
    'filterOnly(tenant_id)',
    'searchable(tenant_id)',
    'afterDistinct(searchable(tenant_id))',
  ])('declare an attribute for faceting: %s', declaration =>
    expect(faceting([declaration])).not.toContain('faceting'),
  );

  it('declare nothing by a name without its closing parenthesis', () => {
    expect(faceting(['filterOnly(tenant_idx'])).toContain('faceting');
  });

  it('report an attribute by a name that fits into one line of a log', () => {
    const odd = `a\n\u001b[31m${'x'.repeat(500)}`;
    const restrictions = { filters: `"${odd}":1 AND "${odd}" < 2` };
    const proof = proveConfined(restrictions, restrictions.filters, {
      settings: { attributesForFaceting: [], numericAttributesForFiltering: [] },
    });
    const assumptions = (proof as Proved).assumptions.filter(({ attribute }) => attribute === odd);
    expect(assumptions.map(({ code }) => code)).toEqual(['faceting', 'numericAttributes']);
    for (const { message, hint } of assumptions) {
      expect(`${message}${hint}`).not.toMatch(/\p{Cc}/u);
      expect(hint.length).toBeLessThan(200);
    }
  });

  it('report an attribute that is missing, or not known to be there', () => {
    expect(faceting(['tenant'])).toContain('faceting');
    expect(faceting(['filterOnly(tenant_id'])).toContain('faceting');
    expect(codesOf(proveConfined(tenant, 'tenant_id:42'))).toContain('faceting');
    expect(faceting([], { tagFilters: ['a'] }, '_tags:a')).not.toContain('faceting');
    expect(codesOf(proveConfined(tenant, 'tenant_id:7', { settings: {} }))).toContain('faceting');
  });

  it('report numeric attributes that are not for filtering', () => {
    const numeric = (list: string[] | null | undefined, filters: string) =>
      codesOf(proveConfined({ filters }, filters, { settings: { numericAttributesForFiltering: list } }));
    expect(numeric(undefined, 'price > 1')).not.toContain('numericAttributes');
    expect(numeric(['price'], 'price > 1')).not.toContain('numericAttributes');
    expect(numeric(['equalOnly(price)'], 'price != 1')).not.toContain('numericAttributes');
    expect(numeric(['equalOnly(price)'], 'price = 1')).not.toContain('numericAttributes');
    expect(numeric(['equalOnly(price)'], 'price > 1')).toContain('numericAttributes');
    expect(numeric(['equalOnly(price)'], 'price:1 TO 2')).toContain('numericAttributes');
    expect(numeric([], 'price > 1')).toContain('numericAttributes');
    expect(numeric(null, 'price > 1')).not.toContain('numericAttributes');
    expect(numeric([], '_tags:a')).not.toContain('numericAttributes');
  });
});
