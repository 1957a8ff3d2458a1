import { describe, expect, it } from 'vitest';
import { SeedError, startEmulator } from '../src/index.ts';
import {
  adminApiKey,
  call,
  clientFor,
  everything,
  parentApiKey,
  securedKey,
  startTestEmulator,
} from './support.ts';

const records = Object.freeze(
  ['a', 'b', 'c'].map((tenant, n) =>
    Object.freeze({ objectID: `${n}`, tenant, price: n, secret: `s${n}`, group: n < 2 ? 'x' : 'y' }),
  ),
);
const settings = {
  attributesForFaceting: ['tenant', 'group'],
  unretrievableAttributes: ['secret'],
  replicas: ['docs_by_price'],
};
const writer = '5f0c2b7d1e9a4c3b8d6e7f1a2b3c4d5e';
const emulator = await startTestEmulator({
  indices: { docs: { records, settings } },
  parentApiKeys: { [parentApiKey]: {}, [writer]: everything },
});
const admin = clientFor(emulator, adminApiKey);
const path = '/1/indexes/docs';

describe('settings', () => {
  it('go back to their default with null, and are refused if a search could not use them', async () => {
    await admin.setSettings({ indexName: 'own', indexSettings: { hitsPerPage: 3, ranking: ['asc(price)'] } });
    await call(emulator, '/1/indexes/own/settings', {
      apiKey: adminApiKey,
      method: 'PUT',
      body: { hitsPerPage: null, ranking: null },
    });
    expect(await admin.getSettings({ indexName: 'own' })).toEqual({});
    await expect(
      admin.setSettings({ indexName: 'own', indexSettings: { hitsPerPage: 'many' as never } }),
    ).rejects.toMatchObject({ status: 400, message: expect.stringContaining('hitsPerPage') });
  });

  it('say what they do not apply, and searches work', async () => {
    const answer = await call(emulator, '/1/indexes/own/settings', {
      apiKey: adminApiKey,
      method: 'PUT',
      body: { advancedSyntax: true },
    });
    expect(answer.body.warning).toContain('advancedSyntax');
    expect((await admin.searchSingleIndex({ indexName: 'own' })).nbHits).toBe(0);
  });

  it('and rules reach replicas with forwardToReplicas only', async () => {
    await admin.setSettings({
      indexName: 'docs',
      indexSettings: { customRanking: ['desc(price)'] },
      forwardToReplicas: true,
    });
    await admin.setSettings({ indexName: 'docs', indexSettings: { hitsPerPage: 7 } });
    const replica = await admin.getSettings({ indexName: 'docs_by_price' });
    expect(replica).toMatchObject({ customRanking: ['desc(price)'] });
    expect(replica).not.toHaveProperty('hitsPerPage');
    expect(replica).not.toHaveProperty('replicas');
    const rule = { objectID: 'r', conditions: [], consequence: { hide: [{ objectID: '0' }] } };
    await admin.saveRule({ indexName: 'docs', objectID: 'r', rule, forwardToReplicas: true });
    expect((await admin.searchSingleIndex({ indexName: 'docs_by_price' })).nbHits).toBe(2);
    await admin.clearRules({ indexName: 'docs', forwardToReplicas: true });
    expect((await admin.searchSingleIndex({ indexName: 'docs_by_price' })).nbHits).toBe(3);
  });
});

describe('replicas', () => {
  it('have the records of their primary and take no writes', async () => {
    await admin.saveObject({ indexName: 'docs', body: { objectID: '9', tenant: 'a' } });
    expect((await admin.searchSingleIndex({ indexName: 'docs_by_price' })).nbHits).toBe(4);
    await expect(
      admin.saveObject({ indexName: 'docs_by_price', body: { objectID: '1' } }),
    ).rejects.toMatchObject({ status: 400, message: expect.stringContaining('replica') });
    await admin.deleteObject({ indexName: 'docs', objectID: '9' });
  });

  it('stay with a primary whose records are replaced, and go on alone if it is deleted', async () => {
    await admin.saveObjects({ indexName: 'main', objects: [{ objectID: '1' }, { objectID: '2' }] });
    await admin.setSettings({ indexName: 'main', indexSettings: { replicas: ['copy'] } });
    await admin.replaceAllObjects({ indexName: 'main', objects: [{ objectID: '3' }] });
    expect((await admin.searchSingleIndex({ indexName: 'copy' })).hits).toMatchObject([{ objectID: '3' }]);
    await admin.deleteIndex({ indexName: 'main' });
    await admin.saveObject({ indexName: 'copy', body: { objectID: '4' } });
    expect((await admin.searchSingleIndex({ indexName: 'copy' })).nbHits).toBe(2);
  });
});

it('an index is not copied onto itself, which would lose its records', async () => {
  await expect(
    admin.operationIndex({
      indexName: 'docs',
      operationIndexParams: { operation: 'copy', destination: 'docs' },
    }),
  ).rejects.toMatchObject({ status: 400 });
  expect((await admin.searchSingleIndex({ indexName: 'docs' })).nbHits).toBe(3);
});

it('shows unretrievable attributes to keys with that right alone, and marks them for no one else', async () => {
  const own = await admin.getObject({ indexName: 'docs', objectID: '1' });
  expect(own).toEqual(records[1]);
  const { body } = await call(emulator, `${path}/query`, {
    apiKey: parentApiKey,
    body: {
      query: 's1',
      attributesToRetrieve: ['*'],
      attributesToHighlight: ['*'],
      attributesToSnippet: ['secret'],
    },
  });
  expect(body.nbHits).toBe(1);
  expect(JSON.stringify(body.hits)).not.toContain('s1');
});

it('attributesToRetrieve hides nothing from the highlights, as at the vendor', async () => {
  const key = securedKey({ attributesToRetrieve: ['price'] });
  const { body } = await call(emulator, `${path}/query`, { apiKey: key, body: { query: 'b' } });
  expect(body.hits[0]).toMatchObject({
    objectID: '1',
    price: 1,
    _highlightResult: { tenant: { matchLevel: 'full' } },
  });
  expect(body.hits[0]).not.toHaveProperty('tenant');
});

describe('a key that hides records', () => {
  const key = securedKey({ filters: 'tenant:a' }, writer);

  it.each<[string, string, object?]>([
    ['PUT', `${path}/1`, { tenant: 'a' }],
    ['POST', `${path}/1/partial`, { tenant: 'a' }],
    [
      'POST',
      `${path}/batch`,
      { requests: [{ action: 'partialUpdateObject', body: { objectID: '1', tenant: 'a' } }] },
    ],
    ['POST', `${path}/operation`, { operation: 'copy', destination: 'mine' }],
    ['DELETE', `${path}/1`],
    ['POST', `${path}/clear`, {}],
    ['DELETE', path],
    ['PUT', `${path}/settings`, { unretrievableAttributes: [] }],
    ['PUT', `${path}/rules/pin`, { consequence: { promote: [{ objectID: '1', position: 0 }] } }],
    ['POST', `${path}/rules/clear`, {}],
  ])('may not %s %s: that could move a hidden record into view', async (method, route, body) => {
    const answer = await call(emulator, route, { apiKey: key, method, ...(body && { body }) });
    expect(answer).toMatchObject({ status: 403, body: { parameter: 'filters' } });
    expect(emulator.requests.at(-1)!.hint).toContain('"filters"');
  });

  it('lists what it shows, and deletes by query only that', async () => {
    const { body } = await call(emulator, '/1/indexes', { apiKey: key });
    const { entries } = body.items.find(({ name }: { name: string }) => name === 'docs');
    expect(entries).toBe(1);
    expect(
      (await call(emulator, `${path}/deleteByQuery`, { apiKey: key, body: { params: '' } })).status,
    ).toBe(200);
    expect(
      (await admin.searchSingleIndex({ indexName: 'docs' })).hits.map(one => one.objectID).sort(),
    ).toEqual(['1', '2']);
    await emulator.reset();
  });

  it('deletes nothing that its signed query or its place keeps out', async () => {
    for (const restrictions of [{ query: 'zzz' }, { aroundLatLng: '1,1', aroundRadius: 1 }]) {
      const narrow = securedKey(restrictions, writer);
      await call(emulator, `${path}/deleteByQuery`, { apiKey: narrow, body: {} });
    }
    expect((await admin.searchSingleIndex({ indexName: 'docs' })).nbHits).toBe(3);
  });
});

describe('keys', () => {
  it('come back with restore, and not after reset', async () => {
    const { key } = await admin.addApiKey({ acl: ['search'] });
    await admin.deleteApiKey({ key });
    await admin.restoreApiKey({ key });
    expect((await call(emulator, `${path}/query`, { apiKey: key, body: {} })).status).toBe(200);
    await admin.deleteApiKey({ key });
    await emulator.reset();
    await expect(admin.restoreApiKey({ key })).rejects.toMatchObject({ status: 404 });
  });

  it('never stand in the log, not in a path either', async () => {
    const { key } = await admin.addApiKey({ acl: ['search'] });
    await admin.getApiKey({ key });
    expect(JSON.stringify(emulator.requests)).not.toContain(key);
  });

  it('that have expired sign nothing any more', async () => {
    const old = '9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b';
    await using expired = await startEmulator({
      indices: { docs: { records } },
      parentApiKeys: { [old]: { validity: 1, createdAt: Date.now() - 5000 } },
    });
    for (const apiKey of [old, securedKey({ filters: 'tenant:a' }, old)])
      expect((await call(expired, `${path}/query`, { apiKey, body: {} })).status).toBe(403);
  });

  it('add their queryParameters, and refuse pages that are not among their referers', async () => {
    const { key } = await admin.addApiKey({
      acl: ['search'],
      queryParameters: 'filters=tenant%3Ab',
      referers: ['https://shop.example/*'],
    });
    const ask = (headers: Record<string, string>) =>
      call(emulator, `${path}/query`, { apiKey: key, body: { filters: 'price >= 0' }, headers });
    expect((await ask({ referer: 'https://shop.example/x' })).body.nbHits).toBe(1);
    expect((await ask({})).status).toBe(403);
  });
});

describe('a seed', () => {
  it('is not modified', async () => {
    await admin.partialUpdateObject({ indexName: 'docs', objectID: '0', attributesToUpdate: { price: 99 } });
    expect(records[0]!.price).toBe(0);
    await emulator.reset();
    expect(await admin.getObject({ indexName: 'docs', objectID: '0' })).toMatchObject({ price: 0 });
  });

  it('with reset takes the place of the options, all of it or nothing', async () => {
    await using own = await startEmulator({ parentApiKeys: { [parentApiKey]: {} } });
    await own.reset({ indices: { docs: { records } }, parentApiKeys: { [parentApiKey]: {} } });
    await expect(own.reset({ indices: { docs: { records: [{ a: 1 }] } } })).rejects.toThrow(SeedError);
    expect((await call(own, `${path}/query`, { apiKey: parentApiKey, body: {} })).body.nbHits).toBe(3);
  });

  it.each<[string, object, string]>([
    [
      'a record without an id',
      { records: [{ objectID: '1' }, {}] },
      'indices: "docs", records[1]: A record must',
    ],
    ['an id that occurs twice', { records: [{ objectID: '1' }, { objectID: '1' }] }, 'occurs twice'],
    ['a value that is not JSON', { records: [{ objectID: '1', n: 1n }] }, 'cannot contain a bigint'],
    [
      'a rule of the wrong form',
      { records: [], rules: [{ objectID: 'r', consequence: { promote: 1 } }] },
      'rules[0]: In a rule, "promote"',
    ],
    [
      'a setting of the wrong type',
      { records: [], settings: { distinct: 'all' } },
      'settings: Invalid value for "distinct"',
    ],
    [
      'a setting whose list holds a number',
      { records: [], settings: { unretrievableAttributes: ['secret', 5] } },
      'settings: Invalid value for "unretrievableAttributes"',
    ],
    [
      'more than a million records',
      { records: { length: 1_000_001, __proto__: Array.prototype } },
      'They must be a list',
    ],
  ])('is refused with its place: %s', async (_, docs, message) => {
    await expect(startEmulator({ indices: { docs: docs as never } })).rejects.toThrow(message);
  });

  it('of more than a million records is told that this is the wrong tool', async () => {
    const many = Array.from({ length: 1_000_001 }, () => ({}));
    await expect(startEmulator({ indices: { docs: { records: many } } })).rejects.toThrow(
      'It is the wrong tool',
    );
  });

  it('keeps an attribute named __proto__ through a partial update', async () => {
    const body = '{"objectID":"p","__proto__":{"tenant":"a"},"price":1}';
    await call(emulator, `${path}/p`, { apiKey: adminApiKey, method: 'PUT', body });
    await call(emulator, `${path}/p/partial`, { apiKey: adminApiKey, body: '{"__proto__":{"tenant":"b"}}' });
    const response = await call(emulator, `${path}/p`, { apiKey: adminApiKey });
    expect(JSON.stringify(response.body)).toContain('"__proto__":{"tenant":"b"}');
    const { body: found } = await call(emulator, `${path}/query`, {
      apiKey: adminApiKey,
      body: { filters: 'tenant:b' },
    });
    expect(found.hits.map(({ objectID }: { objectID: string }) => objectID)).toEqual(['1']);
    await emulator.reset();
  });
});

it.each<[string, object]>([
  ['promotes text', { consequence: { promote: 'x' } }],
  ['has a pattern that is a number', { conditions: [{ pattern: 1, anchoring: 'is' }] }],
  ['has filters that are a list', { conditions: [{ filters: ['tenant:a'] }] }],
  ['has a context that is a number, in the older format', { condition: { context: 1 } }],
])('a rule that would break every search is refused when it is saved: it %s', async (_, members) => {
  const rule = { objectID: 'r', consequence: {}, ...members };
  await expect(
    admin.saveRule({ indexName: 'docs', objectID: 'r', rule: rule as never }),
  ).rejects.toMatchObject({ status: 400 });
});

it.each<[string, object]>([
  ['has no id', { action: 'updateObject', body: { a: 1 } }],
  ['has an id that is a list', { action: 'deleteObject', body: { objectID: ['1'] } }],
  [
    'has an unknown operation',
    { action: 'partialUpdateObject', body: { objectID: '1', a: { _operation: 'Up' } } },
  ],
])('a batch changes nothing if one of its actions %s', async (_, faulty) => {
  const requests = [{ action: 'addObject', body: { objectID: 'first' } }, faulty];
  for (const name of ['docs', 'new_index']) {
    const answer = await call(emulator, `/1/indexes/${name}/batch`, {
      apiKey: adminApiKey,
      body: { requests },
    });
    expect(answer.status).toBe(400);
    expect((await call(emulator, `/1/indexes/${name}/first`, { apiKey: adminApiKey })).status).toBe(404);
  }
  expect(await admin.indexExists({ indexName: 'new_index' })).toBe(false);
});

it('a record that cannot be written creates no index', async () => {
  const answer = await call(emulator, '/1/indexes/new_index', {
    apiKey: adminApiKey,
    body: { objectID: ['1'] },
  });
  expect(answer.status).toBe(400);
  expect(await admin.indexExists({ indexName: 'new_index' })).toBe(false);
});

it('a copy without the name of a destination is refused', async () => {
  const body = { operation: 'copy', destination: '' };
  expect(await call(emulator, `${path}/operation`, { apiKey: adminApiKey, body })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('"destination"') },
  });
});

it('shows a pinned record regardless of filters, unless filterPromotes or enableRules: false closes that', async () => {
  const pin = (filterPromotes: boolean) =>
    admin.saveRule({
      indexName: 'docs',
      objectID: 'pin',
      rule: {
        objectID: 'pin',
        conditions: [],
        consequence: { promote: [{ objectID: '2', position: 0 }], filterPromotes },
      },
    });
  const found = async (restrictions: object) => {
    const apiKey = securedKey({ filters: 'tenant:a', ...restrictions });
    const { body } = await call(emulator, `${path}/query`, { apiKey, body: {} });
    return body.hits.map(({ objectID }: { objectID: string }) => objectID);
  };
  await pin(false);
  expect(await found({})).toEqual(['2', '0']);
  expect(await found({ enableRules: false })).toEqual(['0']);
  await pin(true);
  expect(await found({})).toEqual(['0']);
  await emulator.reset();
});

it('counts facets before distinct, and after it if requested', async () => {
  await admin.setSettings({ indexName: 'docs', indexSettings: { attributeForDistinct: 'group' } });
  const ask = async (more: object) => {
    const { body } = await call(emulator, `${path}/query`, {
      apiKey: parentApiKey,
      body: { distinct: true, facets: ['group'], ...more },
    });
    return { nbHits: body.nbHits, facets: body.facets.group };
  };
  expect(await ask({})).toEqual({ nbHits: 2, facets: { x: 2, y: 1 } });
  expect(await ask({ facetingAfterDistinct: true })).toEqual({ nbHits: 2, facets: { x: 1, y: 1 } });
});
