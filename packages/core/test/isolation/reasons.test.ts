import { describe, expect, it } from 'vitest';
import type { Proof, ProofOptions } from '../../src/isolation/proof.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';

function reasonsOf(proof: Proof): string[] {
  if (proof.verdict !== 'proved') throw new Error(`The verdict is ${proof.verdict}.`);
  return proof.because.map(reason => ('parameter' in reason ? `${reason.parameter}: ${reason.text}` : ''));
}

function assumptionsOf(proof: Proof): string[] {
  return 'assumptions' in proof ? proof.assumptions.map(({ code }) => code) : [];
}

const single = { schema: { a: { singleValued: true } } };

describe('the reasons of a proof', () => {
  it('are the first of several that say the same', () => {
    expect(reasonsOf(proveConfined({ filters: 't:1', facetFilters: ['t:1'] }, 't:1'))).toEqual([
      'filters: t:1',
    ]);
  });

  it('prove all that is claimed after one of them is dropped because another says more', () => {
    const claim = '(a:1 OR b:1) AND (b:1 OR c:1) AND (c:1 OR d:1)';
    expect(reasonsOf(proveConfined({ filters: 'a:1 AND b:1 AND c:1' }, claim))).toEqual([
      'filters: b:1',
      'filters: c:1',
    ]);
  });

  it('are groups without facts, if these prove it as well', () => {
    const proof = proveConfined({ filters: 'a:1 AND NOT a:2' }, 'NOT a:2', single);
    expect(reasonsOf(proof)).toEqual(['filters: NOT a:2']);
    expect(assumptionsOf(proof)).not.toContain('schema');
  });

  it('are facts rather than numericFilters, which a request may replace', () => {
    const schema = { a: { integer: true } };
    const proof = proveConfined({ filters: 'a:1', numericFilters: ['a = 1'] }, 'a != 2', { schema });
    expect(reasonsOf(proof)).toEqual(['filters: a:1']);
    expect(assumptionsOf(proof)).toContain('schema');
    expect(assumptionsOf(proof)).not.toContain('numericFiltersMerge');
  });

  it('are not numericFilters, if others prove it as well', () => {
    const parent: ProofOptions['parent'] = { queryParameters: 'filters=a%20%3D%201' };
    const proof = proveConfined({ numericFilters: ['a = 1'] }, 'a = 1', { parent });
    expect(reasonsOf(proof)).toEqual(['filters: a = 1']);
    expect(assumptionsOf(proof)).not.toContain('numericFiltersMerge');
  });

  it('are found for three hundred conditions within the steps of a proof', () => {
    const key = { filters: Array.from({ length: 300 }, (_, at) => `a:v${at}`).join(' AND ') };
    expect(reasonsOf(proveNotWider(key, key))).toHaveLength(300);
  });
});

describe('a text that looks like a number in another language', () => {
  it.each(['NaN', 'Infinity', '-Infinity', '1e3', '0x10', '-0'])('is no number: %s', text => {
    expect(proveConfined({ filters: `a:"${text}"` }, 'x:1')).toMatchObject({ record: { a: text } });
  });
});
