import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authorizeSearch,
  type ExplainSearchOptions,
  explainSearch,
  generateSecuredApiKey,
  isForgekeyError,
  type ParentApiKey,
  verifySecuredApiKey,
} from '../../src/index.ts';
import { randomCases } from '../support/random-numbers.ts';
import { now, parentApiKey } from './keys.ts';

const request = { indexName: 'products', parameters: {} };
const good = generateSecuredApiKey(parentApiKey, { filters: 'owner:ann' });

function signed(queryString: string, parent = parentApiKey): string {
  const signature = createHmac('sha256', parent).update(queryString).digest('hex');
  return Buffer.from(signature + queryString).toString('base64');
}

function explain(securedApiKey: string, options: Partial<ExplainSearchOptions> = {}) {
  return explainSearch({ securedApiKey, parentApiKeys: parentApiKey, request, now, ...options });
}

function outcomes(securedApiKey: string, options: Partial<ExplainSearchOptions> = {}) {
  return explain(securedApiKey, options).checks.map(({ name, outcome }) => `${name}: ${outcome}`);
}

describe('every check is reported in order', () => {
  it('all pass, and the engine would run the merged parameters', () => {
    const { checks, refusal, parameters, decoded } = explain(good);
    expect(checks.map(({ name }) => name)).toEqual([
      'form',
      'signature',
      'readability',
      'expiry',
      'restrictions',
      'parent-validity',
      'acl',
      'referer',
      'source',
      'index',
      'parameters',
    ]);
    for (const { outcome, rule } of checks) {
      expect(outcome).toBe('passed');
      expect(rule).toMatch(/^[A-Z].*\.$/);
    }
    expect(refusal).toBeUndefined();
    expect(parameters).toEqual({ filters: 'owner:ann' });
    expect(decoded?.restrictions).toEqual({ filters: 'owner:ann' });
  });

  it('the checks after the one that fails are not reached', () => {
    const key = generateSecuredApiKey(parentApiKey, { restrictIndices: ['orders'] });
    expect(outcomes(key).slice(-3)).toEqual(['source: passed', 'index: failed', 'parameters: not reached']);
    const { checks, refusal, parameters } = explain(key);
    expect(parameters).toBeUndefined();
    expect(checks.filter(check => check.refusal !== undefined)).toEqual([
      expect.objectContaining({ name: 'index', refusal }),
    ]);
  });

  it('without a parent API key the signature is unknown, and the other checks are made', () => {
    const key = signed('restrictIndices=orders', 'another parent key');
    const { checks, refusal } = explainSearch({ securedApiKey: key, request, now });
    expect(checks.slice(0, 3).map(({ outcome }) => outcome)).toEqual(['passed', 'unknown', 'passed']);
    expect(refusal?.code).toBe('ERR_INDEX_NOT_ALLOWED');
  });
});

describe('a key that cannot be verified is explained', () => {
  it.each([
    ['', 'form'],
    [parentApiKey, 'form'],
    ['!', 'form'],
    [signed('filters=a', 'another parent key'), 'signature'],
    [signed('filters=a&filters=b'), 'readability'],
    [signed('validUntil=tomorrow'), 'readability'],
    [signed('validUntil=1'), 'expiry'],
    [signed(''), 'restrictions'],
    [signed('filters='), 'restrictions'],
    [signed('hitsPerPage=many'), 'restrictions'],
    [signed('restrictIndex=a'), 'restrictions'],
    [signed('filters=a%20OR%20(b%20AND%20c)'), 'parameters'],
  ])('%s fails at %s', (key, name) => {
    const { checks, refusal } = explain(key);
    expect(checks.find(({ outcome }) => outcome === 'failed')).toMatchObject({ name, refusal: {} });
    expect(refusal).toMatchObject({
      status: expect.any(Number),
      message: expect.any(String),
      hint: expect.stringMatching(/\.$/),
      reason: expect.any(String),
    });
  });

  it('a malformed key is answered like one with a wrong signature, and the reason says more', () => {
    expect(explain('!').refusal).toMatchObject({
      status: 403,
      code: 'ERR_KEY_MALFORMED',
      message: 'Invalid Application-ID or API key',
      reason: expect.stringContaining('base64'),
    });
  });
});

describe('a refusal says whose value decides, and both values', () => {
  const indices = generateSecuredApiKey(parentApiKey, { restrictIndices: ['products', 'orders'] });
  const source = generateSecuredApiKey(parentApiKey, { restrictSources: '192.0.2.0/24' });
  const limited = generateSecuredApiKey(parentApiKey, { hitsPerPage: 5, query: 'shoe' });
  it.each<[string, string, Partial<ExplainSearchOptions>, object]>([
    [
      'an index outside those of the key',
      indices,
      { request: { ...request, indexName: 'users' } },
      {
        refusedBy: 'key',
        limit: { name: 'restrictIndices', value: ['products', 'orders'] },
        asked: { name: 'indexName', value: 'users' },
      },
    ],
    [
      'an index outside those of the parent',
      indices,
      { parent: { indexes: ['orders'] } },
      { refusedBy: 'parent', limit: { name: 'indexes', value: ['orders'] } },
    ],
    [
      'an ACL without search',
      good,
      { parent: { acl: ['browse'] } },
      { refusedBy: 'parent', limit: { name: 'acl', value: ['browse'] } },
    ],
    [
      'a missing referer',
      good,
      { parent: { referers: ['https://shop.example/*'] } },
      { refusedBy: 'parent', asked: { name: 'referer', value: undefined }, policy: 'missingReferer' },
    ],
    [
      'an address outside the range',
      source,
      { request: { ...request, ip: '203.0.113.7' } },
      {
        refusedBy: 'key',
        limit: { name: 'restrictSources', value: '192.0.2.0/24' },
        asked: { name: 'ip', value: '203.0.113.7' },
      },
    ],
    [
      'an expired parent',
      good,
      { parent: { validity: 60, createdAt: 0 } },
      {
        refusedBy: 'parent',
        code: 'ERR_KEY_SIGNATURE',
        reason: expect.stringContaining('parent key has expired'),
        policy: 'expiredParent',
      },
    ],
    [
      'a syntax error of the request',
      good,
      { request: { ...request, parameters: { filters: 'a:1 AND NOT (b:2)' } } },
      {
        refusedBy: 'request',
        parameter: 'filters',
        column: 13,
        asked: { name: 'filters', value: 'a:1 AND NOT (b:2)' },
      },
    ],
    [
      'a syntax error of the key',
      generateSecuredApiKey(parentApiKey, { filters: 'a:' }),
      {},
      { refusedBy: 'key', parameter: 'filters', limit: { name: 'filters', value: 'a:' } },
    ],
    [
      'a conflict of the key with its parent',
      limited,
      { parent: { queryParameters: 'query=hat' } },
      {
        refusedBy: 'parent',
        parameter: 'query',
        limit: { name: 'query', value: 'hat' },
        asked: { name: 'query', value: 'shoe' },
      },
    ],
  ])('%s', (_, key, options, expected) => {
    expect(explain(key, options).refusal).toMatchObject(expected);
  });
});

describe('explainSearch and the functions that decide never disagree', () => {
  const queryString = fc
    .subarray([
      'filters=owner%3Aann',
      'filters=a%20OR%20(b%20AND%20c)',
      'filters=',
      'hitsPerPage=5',
      'hitsPerPage=many',
      'query=shoe',
      'restrictIndices=products',
      'restrictIndices=orders',
      'restrictSources=192.0.2.0%2F24',
      'validUntil=1',
      'validUntil=4102444800',
      'unknown=1',
    ])
    .map(segments => segments.join('&'));
  const parent = fc.record<ParentApiKey>(
    {
      acl: fc.constantFrom(['search'], ['browse']),
      indexes: fc.constantFrom([], ['products'], ['orders']),
      referers: fc.constantFrom([], ['https://shop.example/*']),
      queryParameters: fc.constantFrom('', 'query=hat', 'filters=', 'validUntil=1', 'x=1', 'hitsPerPage=3'),
      validity: fc.constantFrom(0, 60),
      createdAt: fc.constantFrom(0, now.getTime()),
      maxHitsPerQuery: fc.constantFrom(0, 2),
    },
    { requiredKeys: [] },
  );
  const searchRequest = fc.record({
    indexName: fc.constantFrom('products', 'orders'),
    parameters: fc.constantFrom({}, { filters: 'x:1' }, { filters: 'x:' }, { nope: 1 }, { hitsPerPage: 50 }),
    ip: fc.constantFrom(undefined, '192.0.2.7', '203.0.113.7'),
    referer: fc.constantFrom(undefined, 'https://shop.example/cart'),
  });

  /** What a server does: verify, then authorize. */
  function decide(securedApiKey: string, of: Pick<ExplainSearchOptions, 'parent' | 'request'>): object {
    try {
      const key = verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey, now });
      return authorizeSearch({ key, now, ...of });
    } catch (error) {
      if (!isForgekeyError(error)) throw error;
      return { allowed: false, code: error.code };
    }
  }

  it('the same code, or the same parameters', () => {
    fc.assert(
      fc.property(
        queryString,
        fc.constantFrom(parentApiKey, 'another parent key'),
        parent,
        searchRequest,
        (text, signer, ofParent, asked) => {
          const key = signed(text, signer);
          const { refusal, parameters } = explain(key, { parent: ofParent, request: asked });
          const expected =
            refusal === undefined ? { allowed: true, parameters } : { allowed: false, code: refusal.code };
          expect(decide(key, { parent: ofParent, request: asked })).toMatchObject(expected);
        },
      ),
      { numRuns: randomCases(2_000) },
    );
  });
});

describe('misuse', () => {
  it.each([
    ['no options', undefined],
    ['a key that is not a string', { securedApiKey: 5, request }],
    ['no request', { securedApiKey: good }],
    ['an address in an array', { securedApiKey: good, request: { ...request, ip: ['192.0.2.1'] } }],
    ['no parent API key in the list', { securedApiKey: good, request, parentApiKeys: [] }],
    ['a parent that is not an object', { securedApiKey: good, request, parent: null }],
  ])('%s is a TypeError', (_, options) => {
    expect(() => explainSearch(options as never)).toThrow(TypeError);
  });

  it('a parent API key that cannot be one is an error, whatever the key is', () => {
    for (const key of [good, '!']) {
      expect(() => explain(key, { parentApiKeys: '' })).toThrow(
        expect.objectContaining({ code: 'ERR_PARENT_KEY' }),
      );
    }
  });
});
