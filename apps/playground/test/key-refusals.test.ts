import { describe, expect, it } from 'vitest';
import { call, inSeconds, parentApiKey, search, securedKey, startTestService } from './support.ts';

const service = await startTestService();

describe('what the engine refuses, in its words', () => {
  it.each([
    [
      'a forged key',
      () => `${securedKey({ filters: 'a:b' }).slice(0, -4)}AAAA`,
      'products',
      403,
      'Invalid Application-ID or API key',
    ],
    [
      'a key that the Admin API key signed',
      () => securedKey({ filters: 'visible_by:public' }, 'admin'),
      'documents',
      403,
      'Invalid Application-ID or API key',
    ],
    [
      'an expired key',
      () => securedKey({ validUntil: inSeconds(-5) }),
      'products',
      400,
      '"validUntil" parameter expired (less than current date)',
    ],
    [
      'another index',
      () => securedKey({ restrictIndices: ['products'] }),
      'documents',
      403,
      'Index not allowed with this API key',
    ],
    [
      'a replica that is not named',
      () => securedKey({ restrictIndices: ['products'] }),
      'products_price_asc',
      403,
      'Index not allowed with this API key',
    ],
    [
      'an index that the parent may not use',
      () => securedKey({ hitsPerPage: 5 }, 'products-only'),
      'payroll',
      403,
      'Index not allowed with this API key',
    ],
    [
      'a forbidden index before a missing one',
      () => securedKey({ restrictIndices: ['products'] }),
      'nowhere',
      403,
      'Index not allowed with this API key',
    ],
    ['a missing index', () => securedKey({ hitsPerPage: 5 }), 'nowhere', 404, 'Index nowhere does not exist'],
    [
      'another network',
      () => securedKey({ restrictSources: '10.1.2.0/24' }),
      'products',
      403,
      'Source not allowed with this API key',
    ],
    [
      'a parent that may not search',
      () => securedKey({ hitsPerPage: 5 }, 'analytics'),
      'products',
      403,
      'Method not allowed with this API key',
    ],
    [
      'a parent that may not search, used directly',
      () => parentApiKey('analytics'),
      'products',
      403,
      'Method not allowed with this API key',
    ],
    [
      'no referer where the parent wants one',
      () => securedKey({ hitsPerPage: 5 }, 'storefront'),
      'products',
      403,
      'Method not allowed with this referer',
    ],
  ])('%s', async (_, key, indexName, status, message) => {
    const answer = await search(service, key(), indexName);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, message, code: expect.stringMatching(/^ERR_/) });
  });

  it('refuses a whole batch for one query that is not allowed', async () => {
    const requests = [{ indexName: 'products' }, { indexName: 'payroll' }];
    const apiKey = securedKey({ restrictIndices: ['products'] });
    const answer = await call(service, '/1/indexes/*/queries', { apiKey, body: { requests } });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toHaveProperty('results');
  });

  it.each([
    ['keys', 'x-algolia-api-key', () => securedKey({ hitsPerPage: 1 })],
    ['application ids', 'x-algolia-application-id', () => 'OTHER'],
  ])('refuses %s that differ between header and query', async (_, name, other) => {
    const apiKey = securedKey({ hitsPerPage: 5 });
    const path = `/1/indexes/products/query?${name}=${encodeURIComponent(other())}`;
    const answer = await call(service, path, { apiKey, body: {} });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ status: 403, code: 'ERR_CREDENTIAL_REPEATED' });
  });

  it('never repeats the key', async () => {
    const key = securedKey({ validUntil: inSeconds(-5) });
    expect(JSON.stringify((await search(service, key, 'products')).body)).not.toContain(key.slice(0, 20));
  });
});

describe('what is allowed', () => {
  it.each([
    ['an index by its name', { restrictIndices: ['products'] }, 'products'],
    ['an index by a pattern', { restrictIndices: ['prod*'] }, 'products_price_asc'],
    ['the network of the caller', { restrictSources: '127.0.0.0/8' }, 'products'],
    ['a key that is still valid', { validUntil: inSeconds(60) }, 'products'],
  ])('%s', async (_, restrictions, indexName) => {
    expect((await search(service, securedKey(restrictions), indexName)).status).toBe(200);
  });

  it('is limited by the parent: its indices, hits, parameters and referers', async () => {
    const limited = await search(service, parentApiKey('products-only'), 'products', { hitsPerPage: 50 });
    expect(limited.body.hits).toHaveLength(10);
    const window = await search(service, parentApiKey('products-only'), 'products', {
      offset: 0,
      length: 50,
    });
    expect(window.body.hits).toHaveLength(10);

    const shop = await call(service, '/1/indexes/products/query', {
      apiKey: parentApiKey('storefront'),
      headers: { referer: 'https://shop.example/lamps' },
      body: { hitsPerPage: 1000 },
    });
    expect(shop.body.nbHits).toBeGreaterThan(100);
    for (const hit of shop.body.hits) expect(hit.stock).toBeGreaterThan(0);
    expect(shop.body.params).not.toContain('stock');
  });

  it('is a parent key by itself, the Admin API key too', async () => {
    expect((await search(service, parentApiKey('search'), 'payroll')).body.nbHits).toBe(27);
    expect((await search(service, parentApiKey('admin'), 'payroll')).body.nbHits).toBe(27);
  });

  it('ends with validUntil, in mid-session', async () => {
    const key = securedKey({ validUntil: inSeconds(3) });
    expect((await search(service, key, 'products')).status).toBe(200);
    await expect
      .poll(async () => (await search(service, key, 'products')).status, { interval: 200 })
      .toBe(400);
  });
});
