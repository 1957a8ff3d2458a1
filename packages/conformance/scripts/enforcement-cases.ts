import type { EnforcementCase } from '../src/vectors.ts';

// One table of cases: searches with a key, and what the engine answers. It is as long as the cases are many.

const NOW = 1_735_689_600;

type Call = Partial<Omit<EnforcementCase, 'name' | 'queryString' | 'allowed' | 'refused'>>;

const encode = (parameters: Record<string, string | number>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

function base(name: string, queryString: string, call: Call): Omit<EnforcementCase, 'allowed' | 'refused'> {
  return { name, queryString, indexName: 'products', parameters: {}, now: NOW, ...call };
}

function allowed(
  name: string,
  restrictions: Record<string, string | number> | string,
  expected: Record<string, unknown>,
  call: Call = {},
): EnforcementCase {
  const queryString = typeof restrictions === 'string' ? restrictions : encode(restrictions);
  return { ...base(name, queryString, call), allowed: expected };
}

function refused(
  name: string,
  restrictions: Record<string, string | number> | string,
  status: number,
  message: string,
  call: Call = {},
): EnforcementCase {
  const queryString = typeof restrictions === 'string' ? restrictions : encode(restrictions);
  return { ...base(name, queryString, call), refused: { status, message } };
}

const INDEX = 'Index not allowed with this API key';
const SOURCE = 'Source not allowed with this API key';
const METHOD = 'Method not allowed with this API key';
const REFERER = 'Method not allowed with this referer';
const EXPIRED = '"validUntil" parameter expired (less than current date)';

const combining: EnforcementCase[] = [
  allowed(
    'filters of key and request both hold',
    { filters: 'group:admin' },
    { filters: 'group:admin AND (groups:press OR groups:visitors)' },
    { parameters: { filters: 'groups:press OR groups:visitors' } },
  ),
  allowed(
    'an OR in the request does not widen: OR binds tighter than AND',
    { filters: 'tenant:1' },
    { filters: 'tenant:1 AND (x:1 OR tenant:2)' },
    { parameters: { filters: 'x:1 OR tenant:2' } },
  ),
  allowed(
    'facetFilters of both',
    { facetFilters: 'a:1' },
    { facetFilters: ['a:1', ['b:2', 'c:3']] },
    {
      parameters: { facetFilters: [['b:2', 'c:3']] },
    },
  ),
  allowed(
    'facetFilters of the key as JSON',
    { facetFilters: '[["a:1","a:2"],"b:3"]' },
    {
      facetFilters: [['a:1', 'a:2'], 'b:3', 'c:4'],
    },
    { parameters: { facetFilters: 'c:4' } },
  ),
  allowed(
    'numericFilters of both',
    { numericFilters: 'price<10' },
    { numericFilters: ['price<10', 'price<100'] },
    {
      parameters: { numericFilters: ['price<100'] },
    },
  ),
  allowed(
    'optionalFilters of both',
    { optionalFilters: 'a:1' },
    { optionalFilters: ['a:1', 'b:2'] },
    {
      parameters: { optionalFilters: ['b:2'] },
    },
  ),
  allowed(
    'tagFilters of both',
    { tagFilters: 'public' },
    { tagFilters: ['public', 'new'] },
    {
      parameters: { tagFilters: ['new'] },
    },
  ),
  allowed(
    'analyticsTags of both',
    { analyticsTags: 'web' },
    { analyticsTags: ['web', 'mobile'] },
    {
      parameters: { analyticsTags: ['mobile'] },
    },
  ),
  allowed(
    'the value of the key wins',
    { hitsPerPage: 5 },
    { hitsPerPage: 5, query: 'shoe' },
    {
      parameters: { hitsPerPage: 1000, query: 'shoe' },
    },
  ),
  allowed(
    'the userToken of the key wins',
    { userToken: 'ann' },
    { userToken: 'ann' },
    {
      parameters: { userToken: 'mallory' },
    },
  ),
  allowed(
    'a request cannot loosen what exists in keys only',
    { restrictIndices: 'products', filters: 'a:1' },
    {
      filters: 'a:1',
    },
    { parameters: { restrictIndices: ['*'], validUntil: 9_999_999_999, restrictSources: '0.0.0.0/0' } },
  ),
  allowed('a key that another client wrote, with a plus for the space', '&filters=a%3A1+AND+b%3A2', {
    filters: 'a:1 AND b:2',
  }),
  allowed(
    'empty items of the request add nothing',
    { filters: 'a:1' },
    { filters: 'a:1', facetFilters: ['b:2'] },
    { parameters: { facetFilters: [[], '', 'b:2'], numericFilters: [''] } },
  ),
  refused(
    'an AND in parentheses that holds an OR',
    { filters: '(tenant:1 AND (group:a OR group:b))' },
    400,
    'filters: filter (X AND Y) OR Z is not allowed',
  ),
  refused('filters of the request that are not a filter', { filters: 'tenant:1' }, 400, 'filters: ', {
    parameters: { filters: 'x:1) OR (tenant:2' },
  }),
  refused('filters of the request that close a parenthesis', { filters: 'tenant:1' }, 400, 'filters: ', {
    parameters: { filters: 'a:1 OR (b:2 AND c:3)' },
  }),
  refused('an unknown parameter of the request', { filters: 'a:1' }, 400, 'Unknown parameter: filter', {
    parameters: { filter: 'b:2' },
  }),
  refused(
    'an unknown parameter of the key',
    'restrictIndex=a&filters=a%3A1',
    400,
    'Unknown parameter: restrictIndex',
  ),
];

const emptyKeys: EnforcementCase[] = [
  refused('a key without restrictions', '', 403, 'Invalid API key'),
  refused('empty filters', 'filters=', 403, 'Invalid API key'),
  refused('an empty list of indices', 'filters=a%3A1&restrictIndices=', 403, 'Invalid API key'),
  refused('an empty list of indices as JSON', 'filters=a%3A1&restrictIndices=%5B%5D', 403, 'Invalid API key'),
  refused('an empty userToken', 'filters=a%3A1&userToken=', 403, 'Invalid API key'),
];

const indices: EnforcementCase[] = [
  allowed('an index by its name', { restrictIndices: 'products' }, {}),
  refused('another index', { restrictIndices: 'orders' }, 403, INDEX),
  refused('another case', { restrictIndices: 'Products' }, 403, INDEX),
  refused('a replica is another index', { restrictIndices: 'products' }, 403, INDEX, {
    indexName: 'products_price',
  }),
  allowed('a trailing star', { restrictIndices: 'dev_*' }, {}, { indexName: 'dev_products' }),
  allowed('a leading star', { restrictIndices: '*_dev' }, {}, { indexName: 'products_dev' }),
  allowed('a star at both ends', { restrictIndices: '*_products_*' }, {}, { indexName: 'a_products_b' }),
  refused('a trailing star, another beginning', { restrictIndices: 'dev_*' }, 403, INDEX, {
    indexName: 'xdev_a',
  }),
  refused('a leading star, another end', { restrictIndices: '*_dev' }, 403, INDEX, { indexName: 'a_dev2' }),
  allowed('one of several', { restrictIndices: '["orders","products"]' }, {}),
  refused('a comma inside a name of JSON text', { restrictIndices: '["a,products"]' }, 403, INDEX),
  refused('the index limit of the parent', { restrictIndices: 'products' }, 403, INDEX, {
    parent: { indexes: ['orders*'] },
  }),
];

const sources: EnforcementCase[] = [
  allowed('an address in the range', { restrictSources: '192.168.1.0/24' }, {}, { ip: '192.168.1.77' }),
  refused('an address outside the range', { restrictSources: '192.168.1.0/24' }, 403, SOURCE, {
    ip: '192.168.2.1',
  }),
  allowed('one address', { restrictSources: '192.0.2.1' }, {}, { ip: '192.0.2.1' }),
  allowed('an IPv4-mapped IPv6 address', { restrictSources: '192.0.2.0/24' }, {}, { ip: '::ffff:192.0.2.9' }),
  allowed('the whole of IPv4', { restrictSources: '0.0.0.0/0' }, {}, { ip: '203.0.113.9' }),
  refused('an IPv6 address', { restrictSources: '0.0.0.0/0' }, 403, SOURCE, { ip: '2001:db8::1' }),
  refused('no address', { restrictSources: '192.0.2.0/24' }, 403, SOURCE),
  refused('an address with a leading zero', { restrictSources: '10.0.0.0/8' }, 403, SOURCE, {
    ip: '010.0.0.1',
  }),
  refused('two sources in one', { restrictSources: '10.0.0.0/8,192.168.0.0/16' }, 403, SOURCE, {
    ip: '10.0.0.1',
  }),
];

const parents: EnforcementCase[] = [
  refused('a parent that may not search', { filters: 'a:1' }, 403, METHOD, { parent: { acl: ['browse'] } }),
  allowed(
    'a parent that may search',
    { filters: 'a:1' },
    { filters: 'a:1' },
    { parent: { acl: ['search'] } },
  ),
  allowed(
    'the lower of maxHitsPerQuery and hitsPerPage',
    { hitsPerPage: 50 },
    { hitsPerPage: 10 },
    {
      parent: { maxHitsPerQuery: 10 },
    },
  ),
  allowed(
    'maxHitsPerQuery of zero limits nothing',
    { hitsPerPage: 50 },
    { hitsPerPage: 50 },
    {
      parent: { maxHitsPerQuery: 0 },
    },
  ),
  allowed(
    'parameters of the parent hold beneath those of the key',
    { filters: 'a:1' },
    { filters: 'z:1 AND a:1' },
    {
      parent: { queryParameters: 'filters=z%3A1' },
    },
  ),
  allowed(
    'the userToken of the key, not that of its parent',
    { userToken: 'ann' },
    { userToken: 'ann' },
    { parent: { queryParameters: 'userToken=parent' } },
  ),
  allowed(
    'the lower hitsPerPage of the key and its parent',
    { hitsPerPage: 5 },
    { hitsPerPage: 5 },
    { parent: { queryParameters: 'hitsPerPage=100' }, parameters: { hitsPerPage: 1000 } },
  ),
  refused(
    'a parameter that differs from that of the parent',
    { attributesToRetrieve: 'name' },
    403,
    'Invalid API key: "attributesToRetrieve" conflicts',
    { parent: { queryParameters: 'attributesToRetrieve=*' } },
  ),
  refused('a source of the parent', { filters: 'a:1' }, 403, SOURCE, {
    parent: { queryParameters: 'restrictSources=10.0.0.0%2F8' },
    ip: '192.0.2.1',
  }),
  allowed(
    'a referer of the parent',
    { filters: 'a:1' },
    { filters: 'a:1' },
    {
      parent: { referers: ['https://*.example.com/*'] },
      referer: 'https://shop.example.com/cart',
    },
  ),
  refused('another referer', { filters: 'a:1' }, 403, REFERER, {
    parent: { referers: ['https://*.example.com/*'] },
    referer: 'https://example.org/',
  }),
];

const times: EnforcementCase[] = [
  allowed('the last second of validity', { validUntil: NOW, filters: 'a:1' }, { filters: 'a:1' }),
  refused('past validity', { validUntil: NOW, filters: 'a:1' }, 400, EXPIRED, { now: NOW + 1 }),
];

export const enforcementCases: EnforcementCase[] = [
  ...combining,
  ...emptyKeys,
  ...indices,
  ...sources,
  ...parents,
  ...times,
];
