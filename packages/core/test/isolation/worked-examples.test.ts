import { describe, expect, it } from 'vitest';
import type { Proof } from '../../src/isolation/proof.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';

const singleValued = { schema: { tenant_id: { singleValued: true } } };

/** The parts of an answer that the examples state. */
function outline(proof: Proof): unknown {
  if (proof.verdict === 'refuted') return { verdict: 'refuted', record: proof.record };
  if (proof.verdict !== 'proved') return proof;
  const because = proof.because.map(reason =>
    'rule' in reason ? reason.rule : `${reason.parameter}[${reason.index}]`,
  );
  return { verdict: 'proved', because };
}

const provedBy = (...because: string[]) => ({ verdict: 'proved', because });
const refutedBy = (record: object) => ({ verdict: 'refuted', record });

describe('a key is confined to a claim', () => {
  it.each([
    [
      'a group of the key is the claim',
      { filters: 'tenant_id:42 AND (public:true OR owner:ann)' },
      'tenant_id:42',
      provedBy('filters[0]'),
    ],
    [
      'OR binds tighter than AND',
      { filters: 'public:true OR owner:ann AND tenant_id:42' },
      'tenant_id:42',
      provedBy('filters[1]'),
    ],
    ['a negation confines to nothing', { filters: 'NOT tenant_id:7' }, 'tenant_id:42', refutedBy({})],
    [
      'an OR of two tenants',
      { facetFilters: [['tenant_id:42', 'tenant_id:43']] },
      'tenant_id:42',
      refutedBy({ tenant_id: 43 }),
    ],
    [
      'two parameters together',
      { filters: 'tenant_id:42 OR NOT shared:true', facetFilters: ['shared:true'] },
      'tenant_id:42',
      provedBy('filters[0]', 'facetFilters[0]'),
    ],
    [
      'a number is also its text',
      { numericFilters: ['tenant_id = 42'] },
      'tenant_id:42',
      provedBy('numericFilters[0]'),
    ],
    [
      'a range of one number, even for lists',
      { filters: 'tenant_id:42 TO 42' },
      'tenant_id = 42',
      provedBy('filters[0]'),
    ],
    ['facets ignore case', { filters: 'tenant_id:ACME' }, 'tenant_id:acme', provedBy('filters[0]')],
    ['tags do not', { tagFilters: ['Tenant_42'] }, '_tags:tenant_42', refutedBy({ _tags: 'Tenant_42' })],
    [
      'a negated range asks for a number outside',
      { filters: 'NOT price:0 TO 9' },
      'price > 9',
      refutedBy({ price: -1 }),
    ],
    [
      'optionalFilters only rank',
      { filters: 'tenant_id:42', optionalFilters: ['tenant_id:7'] },
      'tenant_id:42',
      provedBy('filters[0]'),
    ],
    [
      'a negation in quotes matches everything',
      { facetFilters: ['tenant_id:-"42"'] },
      'NOT tenant_id:7',
      refutedBy({ tenant_id: 7 }),
    ],
  ])('%s', (_, restrictions, claim, expected) => {
    expect(outline(proveConfined(restrictions, claim))).toEqual(expected);
  });
});

describe('two keys are disjoint', () => {
  it.each([
    ['not if a record may hold a list', 'tenant_id:1', 'tenant_id:2', {}, refutedBy({ tenant_id: [1, 2] })],
    [
      'if the attribute is single-valued',
      'tenant_id:1',
      'tenant_id:2',
      singleValued,
      provedBy('filters[0]', 'filters[0]'),
    ],
    [
      'not if both show what is shared',
      'tenant_id:1 OR tenant_id:shared',
      'tenant_id:2 OR tenant_id:shared',
      singleValued,
      refutedBy({ tenant_id: 'shared' }),
    ],
    [
      'a negation against its condition, even for lists',
      'tenant_id:1 AND NOT archived:true',
      'archived:true',
      {},
      provedBy('filters[1]', 'filters[0]'),
    ],
  ])('%s', (_, a, b, options, expected) => {
    expect(outline(proveDisjoint({ filters: a }, { filters: b }, options))).toEqual(expected);
  });
});
