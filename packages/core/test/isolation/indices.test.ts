import { describe, expect, it } from 'vitest';
import type { Proof } from '../../src/isolation/proof.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';

const tenant = { filters: 'tenant_id:42' };

/** Fails for an answer without assumptions, in which no code is found in any case. */
function codesOf(proof: Proof): string[] {
  if (!('assumptions' in proof)) throw new Error(`The verdict is ${proof.verdict}.`);
  return proof.assumptions.map(({ code }) => code);
}

describe('indices', () => {
  const within = (...restrictIndices: string[]) => ({ restrictIndices });

  it('of keys that may search every index have any name, and a proof about records names none', () => {
    expect(proveDisjoint(within('*'), within('*'))).toMatchObject({ verdict: 'refuted', indexName: 'index' });
    const proof = proveDisjoint({ ...within('a'), filters: 't:1' }, { ...within('a'), filters: 'NOT t:1' });
    expect(proof.verdict).toBe('proved');
    expect(proof).not.toHaveProperty('indexName');
  });

  it.each([
    [['a*'], ['*b'], 'ab'],
    [['pro*'], ['prod_*'], 'prod_'],
    [['*_prod'], ['*prod'], '_prod'],
    [['*m*'], ['a*'], 'am'],
    [['*m*'], ['name'], 'name'],
    [['*'], ['x', 'y'], 'x'],
    [['a', 'b'], ['b', 'c'], 'b'],
    [['prod_*'], ['pro*'], 'prod_'],
    [['*prod'], ['*_prod'], '_prod'],
    [['*mm*'], ['*m*'], 'mm'],
    [['*m*'], ['*n*'], 'mn'],
    [['am*'], ['*m*'], 'am'],
    [['*ma'], ['*m*'], 'ma'],
  ])('%j and %j overlap in %s', (a, b, indexName) => {
    expect(proveDisjoint(within(...a), within(...b))).toMatchObject({
      verdict: 'refuted',
      record: {},
      indexName,
    });
  });

  it.each([
    [['p*'], ['q*']],
    [['*a'], ['*b']],
    [['*m*'], ['other']],
    [
      ['a', 'b'],
      ['c', 'd*'],
    ],
    [['prod'], ['prod_*']],
    [['a*'], ['b']],
    [['a*'], ['ba']],
    [['*a'], ['ab']],
  ])('%j and %j have no name in common', (a, b) => {
    const proof = proveDisjoint(within(...a), within(...b));
    expect(proof).toMatchObject({
      verdict: 'proved',
      because: [
        { of: 'a', parameter: 'restrictIndices' },
        { of: 'b', parameter: 'restrictIndices' },
      ],
    });
    expect(codesOf(proof)).toEqual(['replicas']);
  });

  it('are all compared, those of the parent as well', () => {
    const parent = { a: { indexes: ['*b'] }, b: { indexes: ['*'] } };
    expect(proveDisjoint(within('a*'), within('ax', 'xb'), { parent }).verdict).toBe('proved');
    expect(proveDisjoint(within('a*'), within('ax', 'acb'), { parent })).toMatchObject({ indexName: 'acb' });
  });

  it('are named as far as they are needed', () => {
    const parent = { a: { indexes: ['*'] }, b: { indexes: ['b', '*'] } };
    const proof = proveDisjoint(within('a'), within('b'), { parent });
    expect(proof).toMatchObject({
      because: [
        { of: 'a', parameter: 'restrictIndices', text: 'a' },
        { of: 'b', parameter: 'restrictIndices', text: 'b' },
      ],
    });
    expect('because' in proof && proof.because).toHaveLength(2);
  });

  it('cost a step for each comparison', () => {
    const names = (of: string): string[] => Array.from({ length: 100 }, (_, at) => `${of}${at}`);
    expect(proveDisjoint(within(...names('a')), within(...names('b')), { maxSteps: 5_000 }).verdict).toBe(
      'undecided',
    );
    expect(proveNotWider(within('b99'), within(...names('b')), { maxSteps: 90 }).verdict).toBe('undecided');
  });

  it('need the assumption about replicas unless the settings rule it out', () => {
    const prove = (settings: object) => codesOf(proveDisjoint(within('a'), within('b'), { settings }));
    expect(prove({ attributesForFaceting: [] })).toEqual([]);
    expect(prove({ replicas: ['c', 'virtual(d)'] })).toEqual([]);
    expect(prove({ replicas: ['virtual(b)'] })).toEqual(['replicas']);
    expect(prove({ primary: 'a' })).toEqual(['replicas']);
    const [several, b] = [within('a', 'c'), within('b')];
    expect(codesOf(proveDisjoint(several, b, { settings: { replicas: ['a'] } }))).toEqual(['replicas']);
    const parent = { a: { indexes: ['*'] } };
    expect(codesOf(proveDisjoint(several, b, { parent, settings: { replicas: ['x'] } }))).toEqual([]);
  });

  it('need the assumption about the ACL as well', () => {
    const parent = { acl: ['search', 'browse'] };
    expect(codesOf(proveDisjoint(within('a'), within('b'), { parent }))).toEqual(['replicas', 'acl']);
  });

  it.each([
    [['prod_*'], ['prod_*', 'test_*'], 'proved', undefined],
    [['prod_eu'], ['prod_*'], 'proved', undefined],
    [['prod_eu*'], ['prod_*'], 'proved', undefined],
    [['*_prod'], ['*prod*'], 'proved', undefined],
    [['prod_*'], ['prod_eu*'], 'refuted', 'prod_-'],
    [['a', 'b'], ['a'], 'refuted', 'b'],
    [['*'], ['*m*'], 'refuted', '_'],
    [['*m*'], ['a*'], 'refuted', '_m_'],
    [['*'], ['*_*'], 'refuted', '-'],
    [['*'], ['_-x0123456789abcdefghijklmnopqrstuvwyz', 'Ā*'], 'refuted', 'ā'],
  ])('%j against %j is %s', (candidate, baseline, verdict, indexName) => {
    const proof = proveNotWider(within(...candidate), within(...baseline));
    expect(proof.verdict).toBe(verdict);
    expect('indexName' in proof ? proof.indexName : undefined).toBe(indexName);
  });

  it('are no answer about a candidate that shows nothing, or may hide the record by another parameter', () => {
    const nothing = { filters: 'a:1 AND NOT a:1' };
    expect(proveNotWider(nothing, within('x'))).toMatchObject({
      verdict: 'vacuous',
      because: [
        { of: 'candidate', text: 'a:1' },
        { of: 'candidate', text: 'NOT a:1' },
      ],
    });
    expect(proveNotWider({ ...within('a', 'b'), query: 'shoe' }, within('a')).verdict).toBe('undecided');
  });

  it('are shown by a record that has the facts of the schema', () => {
    const schema = { a: { required: true } };
    expect(proveNotWider({ filters: 'NOT a:1' }, within('x'), { schema })).toStrictEqual({
      verdict: 'refuted',
      record: { a: 'other' },
      indexName: '_',
      because: [{ of: 'baseline', parameter: 'restrictIndices', index: 0, text: 'x' }],
      assumptions: [],
    });
  });

  it('are wider without a restriction than with one', () => {
    expect(proveNotWider(tenant, { ...tenant, ...within('a') })).toMatchObject({
      verdict: 'refuted',
      record: { tenant_id: 42 },
      because: [{ of: 'baseline', parameter: 'restrictIndices', text: 'a' }],
    });
  });
});
