import { liteClient } from 'algoliasearch/lite';
import { describe, expect, it } from 'vitest';
import { generateSecuredApiKey } from './official-helper.ts';
import { call, clientFor, parentApiKey, securedKey, startTestService } from './support.ts';

const service = await startTestService();
const apiKey = parentApiKey('search');
const client = clientFor(service, apiKey);

describe('the official algoliasearch client, unchanged', () => {
  it('searches several indices in one request and gets one result a query, in order', async () => {
    const { results } = await client.searchForHits({
      requests: [
        { indexName: 'documents', query: 'lighthouse', hitsPerPage: 2 },
        { indexName: 'products', query: 'kettle', hitsPerPage: 3 },
      ],
    });
    expect(results.map(result => result.index)).toEqual(['documents', 'products']);
    expect(results[0]!.hits.length).toBe(2);
    expect(results[0]).toMatchObject({ query: 'lighthouse', nbHits: 3, page: 0, nbPages: 2, hitsPerPage: 2 });
    for (const hit of results[1]!.hits)
      expect(hit).toHaveProperty('title', expect.stringContaining('kettle'));
  });

  it('searches one index', async () => {
    const result = await client.searchSingleIndex({
      indexName: 'products',
      searchParams: { query: 'walnut' },
    });
    expect(result.nbHits).toBeGreaterThan(3);
    expect(result).toMatchObject({ exhaustiveNbHits: true, params: 'query=walnut' });
    expect(result.processingTimeMS).toBeGreaterThan(0);
  });

  it('sends parameters as one query string', async () => {
    const searchParams = { params: 'query=walnut&hitsPerPage=1&facets=%5B%22brand%22%5D' };
    const result = await client.searchSingleIndex({ indexName: 'products', searchParams });
    expect(result.hits).toHaveLength(1);
    expect(result.facets).toHaveProperty('brand');
  });

  it('searches the values of a facet, alone and in a batch', async () => {
    const alone = await client.searchForFacetValues({
      indexName: 'products',
      facetName: 'brand',
      searchForFacetValuesRequest: { facetQuery: 'fin' },
    });
    expect(alone.facetHits).toEqual([
      { value: 'Alder & Finch', highlighted: 'Alder & <em>Fin</em>ch', count: expect.any(Number) },
    ]);
    const { results } = await client.search({
      requests: [{ indexName: 'products', type: 'facet', facet: 'brand', facetQuery: 'fin' }],
    });
    expect(results[0]).toMatchObject({ facetHits: alone.facetHits });
  });

  it('gets a record by its id, whole or in part', async () => {
    const whole = await client.getObject({ indexName: 'products', objectID: 'prod-001' });
    expect(whole).toMatchObject({ objectID: 'prod-001', price: expect.any(Number) });
    const part = await client.getObject({
      indexName: 'products',
      objectID: 'prod-001',
      attributesToRetrieve: ['brand', 'price'],
    });
    expect(Object.keys(part).sort()).toEqual(['brand', 'objectID', 'price']);
  });

  it('reads refusals as its own ApiError', async () => {
    const missing = client.getObject({ indexName: 'products', objectID: 'none' });
    await expect(missing).rejects.toMatchObject({
      name: 'ApiError',
      status: 404,
      message: 'ObjectID does not exist',
    });
    const noIndex = client.searchSingleIndex({ indexName: 'nowhere' });
    await expect(noIndex).rejects.toMatchObject({ status: 404, message: 'Index nowhere does not exist' });
    const forged = clientFor(service, 'forged').searchSingleIndex({ indexName: 'products' });
    await expect(forged).rejects.toMatchObject({
      status: 403,
      message: 'Invalid Application-ID or API key',
    });
  });

  it('works with a secured key that it generated itself', async () => {
    const key = generateSecuredApiKey(apiKey, { filters: 'brand:Marlow' });
    const { hits } = await clientFor(service, key).searchSingleIndex({ indexName: 'products' });
    expect(hits.length).toBeGreaterThan(0);
    for (const hit of hits) expect(hit).toHaveProperty('brand', 'Marlow');
  });

  it('works as the lite client of browsers', async () => {
    const lite = liteClient('TESTAPP', securedKey({ filters: 'brand:Marlow' }), {
      hosts: [{ url: 'localhost', port: service.port, protocol: 'http', accept: 'readWrite' }],
      authMode: 'WithinQueryParameters',
    });
    const { results } = await lite.searchForHits({ requests: [{ indexName: 'products', query: '' }] });
    expect(results[0]!.hits.length).toBeGreaterThan(0);
    for (const hit of results[0]!.hits) expect(hit).toHaveProperty('brand', 'Marlow');
  });
});

describe('requests as browsers send them', () => {
  const query = `x-algolia-api-key=${encodeURIComponent(apiKey)}&x-algolia-application-id=TESTAPP`;
  const body = JSON.stringify({ requests: [{ indexName: 'products', query: 'desk' }] });

  it.each(['/1/indexes/*/queries', '/1/indexes/%2A/queries'])(
    'takes %s with credentials in the query string, a text/plain body, and any origin',
    async path => {
      const headers = { 'content-type': 'text/plain', origin: 'https://shop.example' };
      const answer = await call(service, `${path}?${query}&x-algolia-agent=test`, { body, headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.body.results[0].hits.length).toBeGreaterThan(0);
    },
  );

  it('lets a page of any origin read a refusal, and ask beforehand', async () => {
    const refused = await call(service, '/1/indexes/products/query', { apiKey: 'forged', body: {} });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await fetch(`${service.url}/1/indexes/products/query`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-algolia-api-key,x-algolia-application-id',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-algolia-api-key');
  });

  it('answers what InstantSearch asks for a refined facet', async () => {
    const answer = await call(service, `/1/indexes/*/queries?${query}`, {
      body: {
        requests: [
          {
            indexName: 'products',
            query: 'lamp',
            facets: ['brand', 'category'],
            facetFilters: [['brand:Marlow']],
            highlightPreTag: '__ais-highlight__',
            highlightPostTag: '__/ais-highlight__',
            maxValuesPerFacet: 10,
            hitsPerPage: 5,
            page: 0,
            clickAnalytics: true,
            userToken: 'anonymous-1',
          },
          {
            indexName: 'products',
            query: 'lamp',
            facets: 'brand',
            hitsPerPage: 0,
            page: 0,
            analytics: false,
          },
        ],
      },
    });
    const [refined, disjunctive] = answer.body.results;
    expect(Object.keys(refined.facets.brand)).toEqual(['Marlow']);
    expect(refined.hits[0]._highlightResult.title.value).toContain('__ais-highlight__lamp__/ais-highlight__');
    expect(refined.hits[0]._highlightResult.title.matchedWords).toEqual(['lamp']);
    expect(disjunctive.hits).toEqual([]);
    expect(Object.keys(disjunctive.facets.brand).length).toBeGreaterThan(1);
    expect(disjunctive.facets.brand.Marlow).toBe(refined.nbHits);
  });
});
