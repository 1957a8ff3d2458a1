import { describe, expect, it } from 'vitest';
import type { Proof, Proved } from '../../src/isolation/proof.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';
import { decodeSecuredApiKey } from '../../src/secured-api-key/decode.ts';
import { generateSecuredApiKey } from '../../src/secured-api-key/generate.ts';
import { verifySecuredApiKey } from '../../src/secured-api-key/verify.ts';
import { PARENT } from '../support/credentials.ts';

const tenant = { filters: 'tenant_id:42' };
const singleValued = { tenant_id: { singleValued: true } };
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

describe('indices', () => {
  const within = (...restrictIndices: string[]) => ({ restrictIndices });

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
