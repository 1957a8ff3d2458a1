import { describe, expect, it } from 'vitest';
import { type Answer, call, inSeconds, parentApiKey, securedKey, startTestService } from './support.ts';

const service = await startTestService();

const explain = (body: object): Promise<Answer> => call(service, '/playground/authorize', { body });

describe('a described request', () => {
  it('is answered with the parameters that the engine would run, and who signed the key', async () => {
    const apiKey = securedKey({ filters: 'brand:Marlow', hitsPerPage: 5 }, 'storefront');
    const parameters = { query: 'lamp', filters: 'price < 100', hitsPerPage: 50 };
    const { body } = await explain({
      apiKey,
      indexName: 'products',
      parameters,
      referer: 'https://shop.example/',
    });
    expect(body).toMatchObject({ allowed: true, parent: 'storefront' });
    expect(body.parameters).toMatchObject({ query: 'lamp', hitsPerPage: 5 });
    for (const part of ['brand:', 'price < 100', 'stock > 0'])
      expect(body.parameters.filters).toContain(part);
  });

  it.each([
    ['the wrong address', { restrictSources: '127.0.0.1' }, { ip: '10.0.0.1' }, 'ERR_SOURCE_NOT_ALLOWED'],
    ['the wrong index', { restrictIndices: ['products'] }, { indexName: 'payroll' }, 'ERR_INDEX_NOT_ALLOWED'],
    ['a later time', { validUntil: inSeconds(60) }, { nowSec: inSeconds(120) }, 'ERR_KEY_EXPIRED'],
    ['a filter that is none', { hitsPerPage: 5 }, { parameters: { filters: 'a:' } }, 'ERR_FILTER_SYNTAX'],
  ])('says what would refuse it: %s', async (_, restrictions, request, code) => {
    const apiKey = securedKey(restrictions);
    const good = await explain({ apiKey, indexName: 'products' });
    expect(good.body.allowed).toBe(true);
    const { status, body } = await explain({ apiKey, indexName: 'products', ...request });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      allowed: false,
      code,
      status: expect.any(Number),
      message: expect.any(String),
    });
  });

  it.each([
    ['a query string', { params: 'query=lamp&filters=price%20%3C%20100' }],
    [
      'one query of a batch',
      { indexName: 'products', type: 'default', query: 'lamp', filters: 'price < 100' },
    ],
    ['a batch', { requests: [{ indexName: 'products', params: 'query=lamp', filters: 'price < 100' }] }],
  ])('may be written as clients send it: %s', async (_, parameters) => {
    const apiKey = securedKey({ hitsPerPage: 5 });
    const { body } = await explain({ apiKey, indexName: 'documents', parameters });
    expect(body).toMatchObject({ allowed: true, parameters: { query: 'lamp', filters: 'price < 100' } });
  });

  it('is of a batch refused for any of its queries', async () => {
    const apiKey = securedKey({ restrictIndices: ['products'] });
    const requests = ['products', 'payroll', 'documents'].map(indexName => ({ indexName }));
    const { body } = await explain({ apiKey, indexName: 'products', parameters: { requests } });
    expect(body).toMatchObject({ allowed: false, indexName: 'payroll', code: 'ERR_INDEX_NOT_ALLOWED' });
  });

  it('may be of a key that nobody signed, or of the past', async () => {
    const forged = await explain({ apiKey: 'garbage', indexName: 'products' });
    expect(forged.body).toMatchObject({ allowed: false, status: 403, code: 'ERR_KEY_MALFORMED' });
    expect(forged.body).not.toHaveProperty('parent');
    const ofAdmin = await explain({ apiKey: securedKey({ hitsPerPage: 1 }, 'admin'), indexName: 'products' });
    expect(ofAdmin.body).toMatchObject({ allowed: false, status: 403, code: 'ERR_KEY_SIGNATURE' });
    const expired = securedKey({ validUntil: inSeconds(-60) });
    const before = await explain({ apiKey: expired, indexName: 'products', nowSec: inSeconds(-120) });
    expect(before.body.allowed).toBe(true);
  });

  it.each([
    {},
    { apiKey: 7, indexName: 'products' },
    { apiKey: 'a', indexName: '' },
    { apiKey: 'a', indexName: 'a', parameters: [] },
    { apiKey: 'a', indexName: 'a', ip: 7 },
    { apiKey: 'a', indexName: 'a', referer: [] },
    { apiKey: 'a', indexName: 'a', nowSec: 1e300 },
    { apiKey: 'a', indexName: 'a', nowSec: 100_000_000_000 },
    { apiKey: 'a', indexName: 'a', nowSec: -1 },
    { apiKey: 'a', indexName: 'a', parameters: { requests: [] } },
  ])('is refused where it cannot be read: %j', async body => {
    expect(await explain(body)).toMatchObject({ status: 400, body: { status: 400 } });
  });

  it('tells no parent key', async () => {
    const { body } = await explain({ apiKey: securedKey({ hitsPerPage: 1 }), indexName: 'products' });
    expect(JSON.stringify(body)).not.toContain(parentApiKey('search'));
  });
});
