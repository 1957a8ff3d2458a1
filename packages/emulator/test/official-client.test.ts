import { describe, expect, it } from 'vitest';
import { adminApiKey, clientFor, parentApiKey, securedKey, startTestEmulator } from './support.ts';

const records = Array.from({ length: 25 }, (_, n) => ({
  objectID: `p${n}`,
  name: `Shoe number ${n}`,
  tenant: n % 2 === 0 ? 'even' : 'odd',
  price: n,
  brand: { name: n % 3 === 0 ? 'Acme' : 'Zeta' },
}));
const settings = {
  searchableAttributes: ['name', 'brand.name'],
  attributesForFaceting: ['filterOnly(tenant)', 'searchable(brand.name)', 'price'],
  customRanking: ['desc(price)'],
};
const emulator = await startTestEmulator({ indices: { products: { records, settings } } });
const admin = clientFor(emulator, adminApiKey);

describe('the unmodified official client writes', () => {
  it('saves, replaces, browses and deletes records, and waits for the tasks', async () => {
    await admin.saveObjects({ indexName: 'written', objects: records, waitForTasks: true });
    const seen: unknown[] = [];
    await admin.browseObjects({
      indexName: 'written',
      browseParams: { hitsPerPage: 10 },
      aggregator: ({ hits }) => seen.push(...hits),
    });
    expect(seen).toEqual(records);
    await admin.replaceAllObjects({ indexName: 'written', objects: records.slice(0, 3) });
    const { results } = await admin.getObjects({
      requests: [
        { indexName: 'written', objectID: 'p1' },
        { indexName: 'written', objectID: 'p9' },
      ],
    });
    expect(results).toEqual([records[1], null]);
    await admin.partialUpdateObjects({
      indexName: 'written',
      objects: [
        {
          objectID: 'p1',
          price: { _operation: 'Increment', value: 5 },
          tags: { _operation: 'Add', value: 'x' },
        },
      ],
      waitForTasks: true,
    });
    expect(await admin.getObject({ indexName: 'written', objectID: 'p1' })).toMatchObject({
      price: 6,
      tags: ['x'],
    });
    await admin.deleteBy({ indexName: 'written', deleteByParams: { filters: 'price < 1' } });
    await admin.deleteObjects({ indexName: 'written', objectIDs: ['p2'] });
    const { hits } = await admin.searchSingleIndex({ indexName: 'written' });
    expect(hits.map(({ objectID }) => objectID)).toEqual(['p1']);
  });

  it('reads and writes settings, rules and synonyms, copies and deletes indices', async () => {
    const { taskID } = await admin.setSettings({
      indexName: 'written',
      indexSettings: { customRanking: ['asc(price)'] },
    });
    await admin.waitForTask({ indexName: 'written', taskID });
    expect(await admin.getSettings({ indexName: 'written' })).toMatchObject({
      customRanking: ['asc(price)'],
    });
    await admin.saveRule({
      indexName: 'written',
      objectID: 'r1',
      rule: {
        objectID: 'r1',
        conditions: [{ pattern: 'x', anchoring: 'is' }],
        consequence: { params: { query: 'y' } },
      },
    });
    expect((await admin.searchRules({ indexName: 'written' })).hits).toHaveLength(1);
    await admin.saveSynonyms({
      indexName: 'written',
      synonymHit: [{ objectID: 's1', type: 'synonym', synonyms: ['a', 'b'] }],
    });
    expect(await admin.getSynonym({ indexName: 'written', objectID: 's1' })).toMatchObject({
      synonyms: ['a', 'b'],
    });
    await admin.operationIndex({
      indexName: 'written',
      operationIndexParams: { operation: 'copy', destination: 'copied' },
    });
    expect(await admin.indexExists({ indexName: 'copied' })).toBe(true);
    await admin.deleteIndex({ indexName: 'copied' });
    expect(await admin.indexExists({ indexName: 'copied' })).toBe(false);
    expect((await admin.listIndices()).items.map(({ name }) => name)).toContain('products');
  });

  it('describes a key in the form that an emulator takes for its parent keys', async () => {
    const { key } = await admin.addApiKey({ acl: ['search', 'personalization'], validity: 60 });
    const { value, ...limits } = await admin.getApiKey({ key });
    expect(Date.now() - limits.createdAt).toBeLessThan(60_000);
    const other = await startTestEmulator({ parentApiKeys: { [value]: limits } });
    const client = clientFor(other, securedKey({ filters: 'tenant:even' }, value));
    await expect(client.searchSingleIndex({ indexName: 'none' })).rejects.toMatchObject({ status: 404 });
    await admin.deleteApiKey({ key });
  });

  it('refuses a key with a misspelled limit, which would limit nothing', async () => {
    const apiKey = { acl: ['search'], referrers: ['https://shop.example/*'] } as const;
    await expect(admin.addApiKey(apiKey as never)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('"referrers"'),
    });
  });

  it('manages keys, and a key that is made works as a parent', async () => {
    const { key } = await admin.addApiKey({ acl: ['search'], indexes: ['products'], maxHitsPerQuery: 3 });
    await admin.waitForApiKey({ operation: 'add', key });
    expect(await admin.getApiKey({ key })).toMatchObject({ acl: ['search'], maxHitsPerQuery: 3 });
    const limited = clientFor(emulator, securedKey({ filters: 'tenant:even' }, key));
    const { hits, nbHits } = await limited.searchSingleIndex({ indexName: 'products' });
    expect([hits.length, nbHits]).toEqual([3, 13]);
    await admin.deleteApiKey({ key });
    await admin.waitForApiKey({ operation: 'delete', key });
    await expect(limited.searchSingleIndex({ indexName: 'products' })).rejects.toMatchObject({ status: 403 });
  });
});

describe('the unmodified official client searches as a restricted user', () => {
  const client = clientFor(emulator, securedKey({ filters: 'tenant:even', restrictIndices: ['products'] }));

  it('finds, counts, highlights and facets nothing but what the key shows', async () => {
    const { results } = await client.search<{ name: string }>({
      requests: [
        {
          indexName: 'products',
          query: 'shoe',
          facets: ['*'],
          hitsPerPage: 50,
          attributesToSnippet: ['name:2'],
        },
        { indexName: 'products', type: 'facet', facet: 'brand.name', facetQuery: 'ac' },
      ],
    });
    // biome-ignore lint/suspicious/noExplicitAny: the client's union of results has no common member to read.
    const [search, facet] = results as any[];
    expect(search.nbHits).toBe(13);
    expect(search.hits[0]).toMatchObject({
      objectID: 'p24',
      brand: { name: 'Acme' },
      _highlightResult: { name: { value: '<em>Shoe</em> number 24', matchLevel: 'full' } },
      _snippetResult: { name: { value: '<em>Shoe</em> number…' } },
    });
    expect(Object.keys(search.facets)).toEqual(['brand.name', 'price']);
    expect(search.facets['brand.name']).toEqual({ Acme: 5, Zeta: 8 });
    expect(search.facets_stats.price).toEqual({ min: 0, max: 24, avg: 12, sum: 156 });
    expect(facet.facetHits).toEqual([{ value: 'Acme', highlighted: '<em>Ac</em>me', count: 5 }]);
  });

  it('snippets several attributes of one object, each with its own number of words', async () => {
    const record = { objectID: '1', text: { title: 'one two three', body: 'four five six', rest: 'seven' } };
    const own = await startTestEmulator({ indices: { docs: { records: [record] } } });
    const { hits } = await clientFor(own, parentApiKey).searchSingleIndex({
      indexName: 'docs',
      searchParams: { attributesToSnippet: ['text.title:1', 'text.body:2'], snippetEllipsisText: '~' },
    });
    expect(hits[0]!._snippetResult).toMatchObject({
      text: { title: { value: 'one~' }, body: { value: 'four five~' } },
    });
    expect(hits[0]!._snippetResult).not.toHaveProperty('text.rest');
  });

  it('gets no hidden record by its id, and no index it may not use', async () => {
    await expect(client.getObject({ indexName: 'products', objectID: 'p1' })).rejects.toMatchObject({
      status: 404,
    });
    const { results } = await client.getObjects({
      requests: [
        { indexName: 'products', objectID: 'p1' },
        { indexName: 'products', objectID: 'p2' },
      ],
    });
    expect(results.map(one => one && (one as { objectID: string }).objectID)).toEqual([null, 'p2']);
    await expect(client.searchSingleIndex({ indexName: 'written' })).rejects.toMatchObject({
      status: 403,
      message: 'Index not allowed with this API key',
    });
  });

  it('may not browse, write or manage with a parent that may only search', async () => {
    const refused = { status: 403, message: 'Method not allowed with this API key' };
    await expect(client.browse({ indexName: 'products' })).rejects.toMatchObject(refused);
    await expect(client.saveObject({ indexName: 'products', body: { objectID: 'x' } })).rejects.toMatchObject(
      refused,
    );
    await expect(client.setSettings({ indexName: 'products', indexSettings: {} })).rejects.toMatchObject(
      refused,
    );
    await expect(client.listApiKeys()).rejects.toMatchObject(refused);
    await expect(client.deleteIndex({ indexName: 'products' })).rejects.toMatchObject(refused);
  });
});

it('refuses keys that the Admin API key signed', async () => {
  const client = clientFor(emulator, securedKey({ filters: 'tenant:even' }, adminApiKey));
  await expect(client.searchSingleIndex({ indexName: 'products' })).rejects.toMatchObject({ status: 403 });
});

it('says why each request was answered as it was, without a credential', async () => {
  const key = securedKey({ filters: 'tenant:odd', userToken: 'ann' });
  await clientFor(emulator, key).searchSingleIndex({
    indexName: 'products',
    searchParams: { filters: 'price > 3' },
  });
  const decision = emulator.requests.at(-1)!;
  expect(decision).toMatchObject({
    indexName: 'products',
    status: 200,
    keyKind: 'secured',
    userToken: 'ann',
    parameters: { filters: 'tenant:odd AND price > 3' },
  });
  expect(JSON.stringify(emulator.requests)).not.toContain(key.slice(0, 20));
  expect(JSON.stringify(emulator.requests)).not.toContain(parentApiKey);
});

it('returns to what it started with', async () => {
  await admin.saveObject({ indexName: 'products', body: { objectID: 'extra' } });
  await emulator.reset();
  expect((await admin.searchSingleIndex({ indexName: 'products' })).nbHits).toBe(25);
  expect(await admin.indexExists({ indexName: 'written' })).toBe(false);
});
