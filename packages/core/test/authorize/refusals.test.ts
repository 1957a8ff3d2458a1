import { describe, expect, it } from 'vitest';
import {
  authorizeSearch,
  decodeSecuredApiKey,
  type ExplainSearchOptions,
  explainSearch,
} from '../../src/index.ts';
import { errorOf } from '../support/error-of.ts';
import { keyOf, now, parentApiKey, textOf } from './keys.ts';

const request = { indexName: 'products', parameters: {} };

function explained(queryString: string, options: Partial<ExplainSearchOptions> = {}) {
  const securedApiKey = textOf(queryString);
  return explainSearch({ securedApiKey, parentApiKeys: parentApiKey, request, now, ...options });
}

const ofParent = (queryParameters: string): Partial<ExplainSearchOptions> => ({
  parent: { queryParameters },
});
const ofRequest = (parameters: object): Partial<ExplainSearchOptions> => ({
  request: { ...request, parameters },
});

const EXPIRED = {
  status: 400,
  code: 'ERR_KEY_EXPIRED',
  message: '"validUntil" parameter expired (less than current date)',
  hint: 'Generate a new key with a later validUntil, and renew keys before they expire (createCredentialSource does this). If the key is new, check the clock of the machine that generates keys.',
  reason: 'The secured API key is past its validUntil.',
  parameter: 'validUntil',
  limit: { name: 'validUntil', value: 1 },
  asked: { name: 'now', value: now },
};
const AMBIGUOUS = {
  status: 403,
  code: 'ERR_KEY_AMBIGUOUS',
  hint: 'Generate the key again with generateSecuredApiKey, each restriction once.',
};
const EMPTY = {
  status: 403,
  code: 'ERR_RESTRICTIONS_EMPTY',
  message: 'Invalid API key',
  hint: 'Add at least one restriction. If a list of permissions is empty, generate no key.',
  reason:
    'The secured API key has no restrictions, or one that is empty. It must be stricter than its parent.',
};
const UNKNOWN = {
  status: 400,
  code: 'ERR_RESTRICTION_UNKNOWN',
  hint: 'Correct the spelling. An unknown name in a key restricts nothing; generateSecuredApiKey refuses it.',
};
const VALUE = {
  status: 400,
  code: 'ERR_RESTRICTION_VALUE',
  hint: 'Send a value of the type that the search API documents.',
};
const CONFLICT = {
  status: 403,
  code: 'ERR_RESTRICTION_CONFLICT',
  hint: 'Remove the parameter from the key, or give it the value of the parent.',
  refusedBy: 'parent',
  policy: 'parentParameterConflict',
};
const SYNTAX = {
  status: 400,
  code: 'ERR_FILTER_SYNTAX',
  parameter: 'filters',
};

describe('a refusal says all that is known of it, and nothing else', () => {
  it.each<[what: string, failed: string, key: string, Partial<ExplainSearchOptions>, object]>([
    [
      'a name that the key repeats',
      'readability',
      'filters=a&filters=b',
      {},
      {
        ...AMBIGUOUS,
        message: 'Invalid API key: "filters" is ambiguous',
        reason: expect.stringContaining('"filters"'),
        parameter: 'filters',
        refusedBy: 'key',
        policy: 'repeatedName',
      },
    ],
    [
      'a restriction of the parent that cannot be read',
      'readability',
      'query=q',
      ofParent('validUntil=soon'),
      {
        ...AMBIGUOUS,
        message: 'Invalid API key: "validUntil" is ambiguous',
        reason: expect.stringContaining('"validUntil"'),
        parameter: 'validUntil',
        refusedBy: 'parent',
      },
    ],
    ['an expired key', 'expiry', 'validUntil=1', {}, { ...EXPIRED, refusedBy: 'key' }],
    [
      'expired queryParameters of the parent',
      'expiry',
      'query=q',
      ofParent('validUntil=1'),
      { ...EXPIRED, refusedBy: 'parent' },
    ],
    [
      'a key without restrictions',
      'restrictions',
      '',
      {},
      { ...EMPTY, refusedBy: 'key', policy: 'emptyRestriction' },
    ],
    [
      'an empty restriction of the key',
      'restrictions',
      'filters=',
      {},
      {
        ...EMPTY,
        parameter: 'filters',
        refusedBy: 'key',
        limit: { name: 'filters', value: '' },
        policy: 'emptyRestriction',
      },
    ],
    [
      'an empty restriction of the parent',
      'restrictions',
      'query=q',
      ofParent('filters='),
      {
        ...EMPTY,
        parameter: 'filters',
        refusedBy: 'parent',
        limit: { name: 'filters', value: '' },
        policy: 'emptyRestriction',
      },
    ],
    [
      'a parameter of the key that cannot be read, and restricts nothing',
      'restrictions',
      'hitsPerPage=many',
      {},
      {
        ...AMBIGUOUS,
        message: 'Invalid API key: "hitsPerPage" is ambiguous',
        reason: expect.stringContaining('"hitsPerPage"'),
        parameter: 'hitsPerPage',
        refusedBy: 'key',
      },
    ],
    [
      'a parameter of the parent that cannot be read, and restricts nothing',
      'restrictions',
      'query=q',
      ofParent('hitsPerPage=many'),
      {
        ...AMBIGUOUS,
        message: 'Invalid API key: "hitsPerPage" is ambiguous',
        reason: expect.stringContaining('"hitsPerPage"'),
        parameter: 'hitsPerPage',
        refusedBy: 'parent',
      },
    ],
    [
      'an unknown parameter of the key',
      'restrictions',
      'filter=a',
      {},
      {
        ...UNKNOWN,
        message: 'Unknown parameter: filter',
        reason: 'The key or the request contains a parameter that the search API does not know.',
        parameter: 'filter',
        refusedBy: 'key',
        limit: { name: 'filter', value: 'a' },
      },
    ],
    [
      'an expired parent',
      'parent-validity',
      'query=q',
      { parent: { validity: 60, createdAt: now.getTime() - 60_001 } },
      {
        status: 403,
        code: 'ERR_KEY_SIGNATURE',
        message: 'Invalid Application-ID or API key',
        hint: 'Sign with a parent key that is valid for longer, or that does not expire.',
        reason: 'The parent key has expired, and with it every key that it signed.',
        refusedBy: 'parent',
        limit: { name: 'validity', value: 60 },
        asked: { name: 'now', value: now },
        policy: 'expiredParent',
      },
    ],
    [
      'a parent that may not search',
      'acl',
      'query=q',
      { parent: { acl: [] } },
      {
        status: 403,
        code: 'ERR_METHOD_NOT_ALLOWED',
        message: 'Method not allowed with this API key',
        hint: 'Use a parent key with the "search" ACL, and with "browse", "analytics" and so on for other operations.',
        reason:
          'The parent key does not have the ACL of the operation. A secured key inherits the ACL of its parent.',
        refusedBy: 'parent',
        limit: { name: 'acl', value: [] },
      },
    ],
    [
      'a foreign referer',
      'referer',
      'query=q',
      {
        parent: { referers: ['https://shop.example/*'] },
        request: { ...request, referer: 'https://other.example/' },
      },
      {
        status: 403,
        code: 'ERR_REFERER_NOT_ALLOWED',
        message: 'Method not allowed with this referer',
        hint: 'Add the page to the referers of the parent key, and check the Referrer-Policy of the page. Servers and apps send no Referer header.',
        reason:
          'The page that sent the request matches no referer of the parent key, or the browser sent no Referer header.',
        refusedBy: 'parent',
        limit: { name: 'referers', value: ['https://shop.example/*'] },
        asked: { name: 'referer', value: 'https://other.example/' },
      },
    ],
    [
      'a foreign address',
      'source',
      'query=q',
      {
        ...ofParent('restrictSources=192.0.2.0/24'),
        request: { ...request, ip: '203.0.113.7' },
      },
      {
        status: 403,
        code: 'ERR_SOURCE_NOT_ALLOWED',
        message: 'Source not allowed with this API key',
        hint: "Check the address that the server sees (proxy, VPN, IPv6). An AI agent calls from the vendor's servers: remove restrictSources from its key.",
        reason: 'The address of the client is not in restrictSources of the key or of its parent.',
        parameter: 'restrictSources',
        refusedBy: 'parent',
        limit: { name: 'restrictSources', value: '192.0.2.0/24' },
        asked: { name: 'ip', value: '203.0.113.7' },
        policy: 'unplaceableSource',
      },
    ],
    [
      'a foreign index',
      'index',
      'restrictIndices=orders',
      {},
      {
        status: 403,
        code: 'ERR_INDEX_NOT_ALLOWED',
        message: 'Index not allowed with this API key',
        hint: 'Add the index, and each replica that is used for sorting, to restrictIndices, or add a pattern such as products*. Check the indices of the parent key.',
        reason: 'The index matches no pattern in restrictIndices, or the parent key may not use it.',
        parameter: 'restrictIndices',
        refusedBy: 'key',
        limit: { name: 'restrictIndices', value: ['orders'] },
        asked: { name: 'indexName', value: 'products' },
      },
    ],
    [
      'a syntax error of the key',
      'parameters',
      'filters=a%20OR',
      {},
      {
        ...SYNTAX,
        message: expect.stringMatching(/^filters: .* at col 5\.$/),
        hint: 'Complete the condition, or close the parenthesis.',
        reason: expect.stringMatching(/^(?!filters).* at col 5\.$/),
        refusedBy: 'key',
        column: 5,
        limit: { name: 'filters', value: 'a OR' },
      },
    ],
    [
      'a syntax error of the request',
      'parameters',
      'query=q',
      ofRequest({ facetFilters: ['red'] }),
      {
        ...SYNTAX,
        message: expect.stringMatching(/^"facetFilters" .*"red"/),
        hint: 'Quote values, and write an AND of ORs. The filters`…` template does both; parseFilters checks a text.',
        reason: expect.stringMatching(/^"facetFilters" .*"red"/),
        column: 1,
        parameter: 'facetFilters',
        refusedBy: 'request',
        asked: { name: 'facetFilters', value: ['red'] },
      },
    ],
    [
      'an unknown parameter of the request, whatever its name',
      'parameters',
      'query=q',
      ofRequest({ 0: 'a' }),
      {
        ...UNKNOWN,
        message: 'Unknown parameter: 0',
        reason: 'Unknown search parameter "0".',
        parameter: '0',
        refusedBy: 'request',
        asked: { name: '0', value: 'a' },
      },
    ],
    [
      'a value of the request that is not of its type',
      'parameters',
      'query=q',
      ofRequest({ hitsPerPage: 'many' }),
      {
        ...VALUE,
        message: 'Invalid value for "hitsPerPage" parameter',
        reason: 'Invalid value for "hitsPerPage".',
        parameter: 'hitsPerPage',
        refusedBy: 'request',
        asked: { name: 'hitsPerPage', value: 'many' },
      },
    ],
    [
      'a negative count of the parent',
      'parameters',
      'query=q',
      ofParent('hitsPerPage=-1'),
      {
        ...VALUE,
        message: 'Invalid value for "hitsPerPage" parameter',
        hint: 'Send 0 or a positive number.',
        reason: 'Invalid value for "hitsPerPage".',
        parameter: 'hitsPerPage',
        refusedBy: 'parent',
        limit: { name: 'hitsPerPage', value: -1 },
      },
    ],
    [
      'two values of the key and its parent',
      'parameters',
      'query=shoe',
      ofParent('query=hat'),
      {
        ...CONFLICT,
        message: 'Invalid API key: "query" conflicts with its parent',
        reason: '"query" of the key differs from that of its parent.',
        parameter: 'query',
        limit: { name: 'query', value: 'hat' },
        asked: { name: 'query', value: 'shoe' },
      },
    ],
    [
      'a parameter of the key that cancels one of the parent',
      'parameters',
      'similarQuery=hat',
      ofParent('query=shoe'),
      {
        ...CONFLICT,
        message: 'Invalid API key: "similarQuery" conflicts with its parent',
        reason: '"similarQuery" of the key cancels "query" of its parent.',
        parameter: 'similarQuery',
        asked: { name: 'similarQuery', value: 'hat' },
      },
    ],
    [
      'a parameter of the parent that cancels one of the key',
      'parameters',
      'query=shoe',
      ofParent('similarQuery=hat'),
      {
        ...CONFLICT,
        message: 'Invalid API key: "query" conflicts with its parent',
        reason: '"similarQuery" of the parent cancels "query" of the key.',
        parameter: 'query',
        asked: { name: 'query', value: 'shoe' },
      },
    ],
  ])('%s', (_, failed, key, options, expected) => {
    const { checks, refusal } = explained(key, options);
    expect(checks.find(({ outcome }) => outcome === 'failed')?.name).toBe(failed);
    expect(refusal).toStrictEqual(expected);
  });

  it('a text that is not a key: the words of the decoder', () => {
    const { message, hint } = errorOf(() => decodeSecuredApiKey('!'));
    expect(explainSearch({ securedApiKey: '!', request, now }).refusal).toStrictEqual({
      status: 403,
      code: 'ERR_KEY_MALFORMED',
      message: 'Invalid Application-ID or API key',
      hint,
      reason: message,
    });
  });
});

describe('a mistake of the caller is an error that says what belongs there', () => {
  const key = keyOf({ query: 'q' });

  it.each<[what: string, object, message: string]>([
    ['no request', { request: undefined }, '"request" must be an object: { indexName, parameters }.'],
    [
      'an empty index name',
      { request: { ...request, indexName: '' } },
      '"request.indexName" must be a non-empty string.',
    ],
    [
      'an index name that is not a string',
      { request: { ...request, indexName: ['products'] } },
      '"request.indexName" must be a non-empty string.',
    ],
    [
      'no parameters',
      { request: { ...request, parameters: null } },
      '"request.parameters" must be a plain object.',
    ],
    [
      'parameters in a Map',
      { request: { ...request, parameters: new Map() } },
      '"request.parameters" must be a plain object of search parameters. It is or contains a Map.',
    ],
    [
      'queryParameters that are too long',
      { parent: { queryParameters: `query=${'q'.repeat(65_531)}` } },
      'Invalid "parent": "queryParameters" must not be longer than 65536 characters.',
    ],
  ])('%s', (_, given, message) => {
    const options = { request, now, ...given };
    const expected = new TypeError(message);
    expect(() => authorizeSearch({ key, ...options } as never)).toThrow(expected);
    expect(() => explainSearch({ securedApiKey: textOf('query=q'), ...options } as never)).toThrow(expected);
  });

  it('a key that was only decoded, or not even that', () => {
    expect(() => authorizeSearch({ key: { ...key }, request } as never)).toThrow(
      new TypeError(
        '"key" must be the result of verifySecuredApiKey from this copy of the package. ' +
          'A decoded key, or a copy of a verified one, proves nothing.',
      ),
    );
    expect(() => explainSearch({ securedApiKey: key, request } as never)).toThrow(
      new TypeError('"securedApiKey" must be a string.'),
    );
  });

  it('queryParameters of the length that a key may have are read', () => {
    const parent = { queryParameters: `query=${'q'.repeat(65_530)}` };
    expect(authorizeSearch({ key: keyOf({ page: 1 }), parent, request, now })).toMatchObject({
      allowed: true,
    });
  });

  it('what an object of the caller throws reaches the caller', () => {
    const failure = new Error('of the caller');
    const failing = {
      get value() {
        throw failure;
      },
    };
    for (const parameters of [failing, { renderingContent: failing }]) {
      expect(() => authorizeSearch({ key, request: { ...request, parameters }, now })).toThrow(failure);
    }
  });
});
