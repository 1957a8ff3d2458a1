import { describe, expect, it } from 'vitest';
import type { Proof } from '../../src/isolation/proof.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';
import { decodeSecuredApiKey } from '../../src/secured-api-key/decode.ts';
import { generateSecuredApiKey } from '../../src/secured-api-key/generate.ts';
import { verifySecuredApiKey } from '../../src/secured-api-key/verify.ts';
import { PARENT } from '../support/credentials.ts';
import { errorOf } from '../support/error-of.ts';

const tenant = { filters: 'tenant_id:42' };

/** Fails for an answer without assumptions, in which no code is found in any case. */
function codesOf(proof: Proof): string[] {
  if (!('assumptions' in proof)) throw new Error(`The verdict is ${proof.verdict}.`);
  return proof.assumptions.map(({ code }) => code);
}

describe('what can be proved about', () => {
  const key = generateSecuredApiKey({
    parentApiKey: PARENT,
    restrictions: { ...tenant, enableRules: false },
  });

  it('a decoded and a verified key', () => {
    expect(proveConfined(decodeSecuredApiKey(key), 'tenant_id:42').verdict).toBe('proved');
    const verified = verifySecuredApiKey(key, { parentApiKeys: PARENT });
    expect(proveConfined(verified, 'tenant_id:42').verdict).toBe('proved');
  });

  it('restrictions, if the query string of a whole key is not a text', () => {
    const restrictions = { ...tenant, queryString: 5 } as never;
    expect(errorOf(() => proveConfined(restrictions, 'a:1')).code).toBe('ERR_RESTRICTION_UNKNOWN');
  });

  it('never a key with a problem, not even if its problems are taken away', () => {
    const queryString = 'filters=tenant_id%3A42&filters=tenant_id%3A43';
    const repeated = { queryString, restrictions: tenant, problems: [] };
    expect(proveConfined(repeated, 'tenant_id:42')).toEqual({
      verdict: 'undecided',
      reason: expect.stringContaining('"filters"'),
    });
    const problem = {
      kind: 'repeated' as const,
      parameter: 'facetFilters',
      text: 'a',
      message: '"facetFilters" occurs more than once',
    };
    const given = { ...decodeSecuredApiKey(key), problems: [problem] };
    expect(proveDisjoint(given, tenant)).toEqual({
      verdict: 'undecided',
      reason: expect.stringContaining('"facetFilters"'),
    });
  });

  it('the text of a key by itself', () => {
    const { queryString } = decodeSecuredApiKey(key);
    expect(proveConfined({ queryString } as never, 'tenant_id:42').verdict).toBe('proved');
  });

  it('restrictions as generate takes them, also under searchParams', () => {
    expect(proveConfined({ searchParams: tenant }, 'tenant_id:42').verdict).toBe('proved');
    expect(() => proveConfined({ filter: 'tenant_id:42' } as object, 'tenant_id:42')).toThrow(
      expect.objectContaining({ code: 'ERR_RESTRICTION_UNKNOWN' }),
    );
    expect(() => proveConfined({ filters: '' }, 'tenant_id:42')).toThrow(
      expect.objectContaining({ code: 'ERR_RESTRICTION_EMPTY' }),
    );
  });

  it('no filter that cannot be read, and no number beyond the limits of the engine', () => {
    const limits = ['price > 4611686018427388', 'price < 0.0001', 'NOT price:0 TO 9007199254740993'];
    for (const filters of ['tenant_id:42 OR', ...limits]) {
      expect(proveConfined({ filters }, 'tenant_id:42').verdict, filters).toBe('undecided');
    }
    for (const claim of limits) expect(proveConfined(tenant, claim).verdict, claim).toBe('undecided');
  });

  it('no claim that is not a filter', () => {
    expect(() => proveConfined(tenant, 'a:1 OR')).toThrow(
      expect.objectContaining({ code: 'ERR_FILTER_SYNTAX' }),
    );
  });
});

describe('the parent key', () => {
  const inParent = { queryParameters: 'filters=tenant_id%3A42' };

  it('of two keys has the names of the keys: under another name, it would silently not count', () => {
    const wrong = (parent: object) => ({ parent }) as never;
    const message = (first: string, second: string) => `Name the parents "${first}" and "${second}".`;
    expect(() => proveNotWider(tenant, tenant, wrong({ a: {}, b: inParent }))).toThrow(
      message('candidate', 'baseline'),
    );
    expect(() => proveNotWider(tenant, tenant, wrong({ candidate: {}, base: inParent }))).toThrow(
      message('candidate', 'baseline'),
    );
    expect(() => proveDisjoint(tenant, tenant, wrong({ baseline: inParent }))).toThrow(message('a', 'b'));
  });

  it('adds its conditions, and is named', () => {
    const proof = proveConfined({ filters: 'public:true' }, 'tenant_id:42', { parent: inParent });
    expect(proof).toMatchObject({
      verdict: 'proved',
      because: [{ from: 'parent', parameter: 'filters', index: 0, text: 'tenant_id:42' }],
    });
  });

  it('gives no answer if it is ambiguous', () => {
    const parent = { queryParameters: 'filters=a%3A1&filters=a%3A2' };
    expect(proveConfined(tenant, 'tenant_id:42', { parent })).toEqual({
      verdict: 'undecided',
      reason: 'The parent key is ambiguous: "filters" occurs more than once.',
    });
  });

  it.each([[null], [5], ['search']])('is refused by name if it is %j', parent => {
    for (const prove of [proveDisjoint, proveNotWider]) {
      expect(() => prove(tenant, tenant, { parent: parent as never })).toThrow(
        /^"parent" must describe the parent key/,
      );
    }
  });

  it('can have thousands of index patterns: a common name is found without comparing all of them', () => {
    const patterns = (of: string): string[] => Array.from({ length: 2000 }, (_, at) => `*${of}${at}*`);
    const [a, b] = [{ restrictIndices: patterns('a') }, { restrictIndices: patterns('b') }];
    expect(proveDisjoint(a, b, { maxSteps: 100 })).toMatchObject({ verdict: 'refuted', indexName: 'a0b0' });
    expect(proveNotWider(a, b, { maxSteps: 10_000 })).toMatchObject({ verdict: 'refuted' });
  });

  it('can be one for both keys, or one for each', () => {
    const other = { queryParameters: 'filters=NOT+tenant_id%3A42' };
    const [a, b] = [{ filters: 'a:1' }, { filters: 'b:1' }];
    expect(proveDisjoint(a, b, { parent: inParent })).toMatchObject({ record: { tenant_id: 42 } });
    expect(proveDisjoint(a, b, { parent: { b: inParent } })).toMatchObject({ record: { tenant_id: 42 } });
    expect(proveDisjoint(tenant, b, { parent: { b: other } }).verdict).toBe('proved');
    expect(proveNotWider(a, tenant, { parent: inParent }).verdict).toBe('proved');
    expect(proveDisjoint(a, b, { parent: { a: inParent, b: other } }).verdict).toBe('proved');
    expect(proveNotWider(a, tenant, { parent: { candidate: inParent } }).verdict).toBe('proved');
    expect(proveNotWider(a, tenant, { parent: { baseline: inParent } }).verdict).toBe('refuted');
  });

  it('makes a key vacuous that may not search, or has no index', () => {
    expect(proveConfined(tenant, 'tenant_id:7', { parent: { acl: ['listIndexes'] } })).toEqual({
      verdict: 'vacuous',
      because: [{ from: 'parent', parameter: 'acl', index: 0, text: 'listIndexes' }],
    });
    const inOtherIndex = { ...tenant, restrictIndices: ['prod_*', 'test_*'] };
    expect(proveConfined(inOtherIndex, 'tenant_id:7', { parent: { indexes: ['dev_*'] } })).toMatchObject({
      verdict: 'vacuous',
      because: [
        { parameter: 'restrictIndices', text: 'prod_*,test_*' },
        { parameter: 'indexes', text: 'dev_*' },
      ],
    });
  });

  it.each(['search', 'browse'])('may show records by the right to %s alone', right => {
    expect(proveConfined(tenant, 'tenant_id:42', { parent: { acl: [right] } }).verdict).toBe('proved');
  });

  it('is an assumption if its ACL allows more than search', () => {
    expect(codesOf(proveConfined(tenant, 'tenant_id:42', { parent: { acl: ['search'] } }))).not.toContain(
      'acl',
    );
    expect(
      codesOf(proveConfined(tenant, 'tenant_id:42', { parent: { acl: ['search', 'browse'] } })),
    ).toContain('acl');
  });

  it('is where the reason of a vacuous key comes from, with the key of two that has it', () => {
    const indexes = { from: 'parent', parameter: 'indexes', index: 0, text: 'b' };
    const restricted = { parameter: 'restrictIndices', index: 0, text: 'a' };
    const key = { restrictIndices: ['a'] };
    const parent = { indexes: ['b'] };
    expect(proveConfined(key, 'a:1', { parent })).toStrictEqual({
      verdict: 'vacuous',
      because: [restricted, indexes],
    });
    expect(proveDisjoint(tenant, key, { parent: { b: parent } })).toStrictEqual({
      verdict: 'vacuous',
      because: [
        { of: 'b', ...restricted },
        { of: 'b', ...indexes },
      ],
    });
    const acl = { from: 'parent', parameter: 'acl', index: 0, text: 'logs,analytics' };
    expect(proveConfined(tenant, 'a:1', { parent: { acl: ['logs', 'analytics'] } })).toStrictEqual({
      verdict: 'vacuous',
      because: [acl],
    });
    expect(proveNotWider(tenant, tenant, { parent: { candidate: { acl: [] } } })).toStrictEqual({
      verdict: 'vacuous',
      because: [{ of: 'candidate', ...acl, text: '' }],
    });
  });

  it('refutes a change if the baseline may not search at all', () => {
    const proof = proveNotWider(tenant, tenant, { parent: { baseline: { acl: [] } } });
    expect(proof).toMatchObject({ verdict: 'refuted', because: [{ of: 'baseline', parameter: 'acl' }] });
  });
});

describe('a key that can show nothing', () => {
  it('has all index lists that have no name in common as its reason', () => {
    const proof = proveConfined({ ...tenant, restrictIndices: ['a', 'b'] }, 'tenant_id:42', {
      parent: { indexes: ['x', 'y'] },
    });
    expect(proof).toMatchObject({ verdict: 'vacuous', because: [{ text: 'a,b' }, { text: 'x,y' }] });
  });

  it.each([
    ['a tag and its negation', { filters: '_tags:a AND b:1 AND NOT _tags:a' }, ['filters[0]', 'filters[2]']],
    ['a range that is upside down', { filters: 'b:1 AND price:9 TO 1' }, ['filters[1]']],
    ['two ids of one record', { filters: 'objectID:1 AND objectID:2' }, ['filters[0]', 'filters[1]']],
    ['two parameters', { filters: 'a:1', facetFilters: ['a:-1'] }, ['filters[0]', 'facetFilters[0]']],
  ])('is vacuous: %s', (_, restrictions, expected) => {
    const proof = proveConfined(restrictions, 'x:1');
    expect(proof.verdict).toBe('vacuous');
    const because = proof.verdict === 'vacuous' ? proof.because : [];
    expect(because.map(reason => 'parameter' in reason && `${reason.parameter}[${reason.index}]`)).toEqual(
      expected,
    );
  });
});
