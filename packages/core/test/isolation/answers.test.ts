import { describe, expect, it } from 'vitest';
import type { Proof } from '../../src/isolation/proof.ts';
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

describe('an answer names what it takes for granted', () => {
  const both = (a: string, b: string, schema = {}) =>
    codesOf(proveDisjoint({ filters: a }, { filters: b }, { schema }));

  it('facts of the schema, if it needs them', () => {
    expect(both('tenant_id:1', 'tenant_id:2', singleValued)).toContain('schema');
    expect(both('tenant_id:1', 'NOT tenant_id:1', singleValued)).not.toContain('schema');
    const integer = { schema: { price: { integer: true } } };
    expect(codesOf(proveConfined({ filters: 'price > 9' }, 'price >= 10', integer))).toContain('schema');
    const required = { schema: { a: { required: true, integer: true } } };
    expect(proveConfined({ filters: 'NOT a < 5' }, 'a >= 5', required).verdict).toBe('proved');
    expect(proveConfined({ filters: 'NOT a:1' }, 'a:2 OR a:3').verdict).toBe('refuted');
  });

  it('the merge of numericFilters, if nothing else proves it', () => {
    const proof = proveConfined({ numericFilters: ['tenant_id = 42'] }, 'tenant_id:42');
    expect(codesOf(proof)).toContain('numericFiltersMerge');
    expect(
      codesOf(proveConfined({ ...tenant, numericFilters: ['tenant_id = 42'] }, 'tenant_id:42')),
    ).not.toContain('numericFiltersMerge');
    const same = { numericFilters: ['price > 1'] };
    expect(codesOf(proveNotWider(same, same, { rules: [] }))).toEqual(['retrievalById', 'recommendations']);
  });

  it('negated numbers in a list', () => {
    expect(both('NOT price = 5', 'price = 5')).toContain('negatedNumbers');
    expect(both('NOT price = 5', 'price = 5', { price: { singleValued: true } })).not.toContain(
      'negatedNumbers',
    );
    const other = proveConfined({ filters: 'price:1 TO 2' }, 'NOT price:3 TO 4');
    expect(other).toMatchObject({ verdict: 'refuted', record: { price: expect.anything() } });
    expect(codesOf(other)).toContain('negatedNumbers');
  });

  it('accents and the text of numbers', () => {
    expect(both('t:café', 't:cafe', { t: { singleValued: true } })).toContain('accents');
    expect(codesOf(proveConfined({ filters: 't:café' }, 't:cafe'))).toContain('accents');
    expect(both('t:1', 't:1.0', { t: { singleValued: true } })).toContain('numberText');
    expect(both('t:1', 't:2', { t: { singleValued: true } })).not.toContain('numberText');
  });
});

describe('a counterexample', () => {
  const recordOf = (filters: string, claim: string, schema = {}) => {
    const proof = proveConfined({ filters }, claim, { schema });
    return proof.verdict === 'refuted' ? proof.record : proof.verdict;
  };

  it('is plain JSON data with own members only, whatever the names', () => {
    const record = recordOf('__proto__:1 AND __proto__.constructor:x', 'a:1') as object;
    expect(Object.keys(record)).toEqual(['__proto__']);
    expect(JSON.stringify(record)).toBe('{"__proto__":[1,{"constructor":"x"}]}');
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  });

  it('writes dots as nested objects', () => {
    expect(recordOf('a.b.c:x AND a.b:y AND a.d > 5', 'x:1')).toEqual({ a: { b: ['y', { c: 'x' }], d: 6 } });
  });

  it('has values that no condition names if it must', () => {
    expect(recordOf('NOT a:other', 'a:1', { a: { required: true } })).toEqual({ a: 'other 2' });
    expect(recordOf('NOT objectID:7', 'objectID:8')).toEqual({ objectID: 'other' });
    expect(recordOf('n > 1 AND n < 2', 'x:1')).toEqual({ n: 1.5 });
    expect(recordOf('n >= 4611686018427387', 'n = 4611686018427387')).not.toBe('undecided');
  });

  it('points to the values that only a list can hold together', () => {
    const proof = proveDisjoint({ filters: 'tenant_id:1' }, { filters: 'tenant_id:2' });
    expect(proof).toMatchObject({
      record: { tenant_id: [1, 2] },
      hint: expect.stringContaining('singleValued'),
    });
  });

  it('has texts as tags and ids, and numbers elsewhere', () => {
    expect(recordOf('_tags:3', 'x:1')).toEqual({ _tags: '3' });
    expect(recordOf('objectID:3', 'x:1')).toEqual({ objectID: '3' });
    expect(recordOf('a:3', 'x:1')).toEqual({ a: 3 });
  });

  it('is not written for an attribute with more levels than JSON libraries take', () => {
    expect(recordOf(`${'a.'.repeat(20_000)}a:1`, 'x:1')).toBe('undecided');
    expect(recordOf(`${'a.'.repeat(20_000)}a:1 AND x:1`, 'x:1')).toBe('proved');
  });
});

describe('the steps of a proof', () => {
  it('are limited, and beyond the limit there is no answer', () => {
    const holes = 9;
    const groups = Array.from({ length: holes + 1 }, (_, p) =>
      Array.from({ length: holes }, (_, h) => `p${p}:${h}`).join(' OR '),
    );
    for (let h = 0; h < holes; h++)
      for (let p = 0; p <= holes; p++)
        for (let q = 0; q < p; q++) groups.push(`NOT p${p}:${h} OR NOT p${q}:${h}`);
    expect(proveConfined({ filters: groups.join(' AND ') }, 'x:1')).toEqual({
      verdict: 'undecided',
      reason: expect.stringContaining('"maxSteps"'),
    });
  });

  it('suffice for an answer and its minimization, or there is none', () => {
    const key = { filters: Array.from({ length: 30 }, (_, at) => `a:${at} OR a:${at + 1}`).join(' AND ') };
    const full = proveNotWider(key, key);
    expect(full.verdict).toBe('proved');
    for (let maxSteps = 1; maxSteps < 20_000; maxSteps = Math.ceil(maxSteps * 1.3)) {
      const proof = proveNotWider(key, key, { maxSteps });
      if (proof.verdict !== 'undecided') expect(proof).toEqual(full);
    }
  });

  it('suffice for a thousand conditions', () => {
    const conditions = Array.from({ length: 1000 }, (_, at) => `t:v${at}`);
    const any = { filters: conditions.join(' OR ') };
    expect(proveConfined(any, any.filters).verdict).toBe('proved');
    expect(proveConfined({ filters: conditions.join(' AND ') }, 't:v500').verdict).toBe('proved');
    expect(proveConfined({ filters: conditions.join(' AND ') }, 'x:1').verdict).toBe('refuted');
    expect(proveDisjoint(any, { filters: 't:x' }, { schema: { t: { singleValued: true } } }).verdict).toBe(
      'proved',
    );
    const above = Array.from({ length: 1000 }, (_, at) => `n > ${at}`).join(' AND ');
    expect(proveConfined({ filters: above }, 'n > 999').verdict).toBe('proved');
  });
});
