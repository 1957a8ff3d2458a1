import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { algoliasearch as algoliasearchLite } from 'algoliasearch';
import algoliasearch4 from 'algoliasearch4';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../src/index.ts';
import { adminApiKey, applicationId, call, parentApiKey, securedKey, startTestEmulator } from './support.ts';

const indices = {
  docs: {
    records: [
      { objectID: '1', tenant: 'a' },
      { objectID: '2', tenant: 'b' },
    ],
    settings: { attributesForFaceting: ['tenant'] },
  },
};
const emulator = await startTestEmulator({ indices });

describe('the official client, version 4', () => {
  const client = (apiKey: string) =>
    algoliasearch4(applicationId, apiKey, {
      hosts: [{ url: `localhost:${emulator.port}`, protocol: 'http' }],
    });

  it('searches, reads, writes and browses', async () => {
    const index = client(adminApiKey).initIndex('four');
    await index.saveObjects([{ a: 1 }, { a: 2 }], { autoGenerateObjectIDIfNotExist: true }).wait();
    await index.saveObject({ objectID: 'x', a: 3 }).wait();
    await index.partialUpdateObject({ objectID: 'x', b: 1 }).wait();
    expect(await index.getObject('x')).toEqual({ objectID: 'x', a: 3, b: 1 });
    const attributesToRetrieve = ['b', 'none'];
    expect(await index.getObject('x', { attributesToRetrieve })).toEqual({ objectID: 'x', b: 1 });
    const seen: unknown[] = [];
    await index.browseObjects({ batch: (batch: readonly unknown[]) => void seen.push(...batch) });
    expect(seen).toHaveLength(3);
    await index.replaceAllObjects([{ objectID: 'y' }]).wait();
    expect((await index.search('')).nbHits).toBe(1);
    await index.setSettings({ attributesForFaceting: ['searchable(a)'] }).wait();
    expect((await index.searchForFacetValues('a', '')).facetHits).toEqual([]);
    expect(await index.exists()).toBe(true);
    await index.delete().wait();
    expect(await index.exists()).toBe(false);
  });

  it('is restricted by its key', async () => {
    const index = client(securedKey({ filters: 'tenant:a' })).initIndex('docs');
    expect((await index.search('')).hits.map(hit => hit.objectID)).toEqual(['1']);
    await expect(index.getObject('2')).rejects.toMatchObject({ status: 404 });
    expect((await index.getObjects(['1', '2'])).results).toEqual([indices.docs.records[0], null]);
  });
});

describe('requests', () => {
  const search = '/1/indexes/docs/query';

  it('may be compressed', async () => {
    const response = await fetch(`${emulator.url}${search}`, {
      method: 'POST',
      headers: {
        'content-encoding': 'gzip',
        'x-algolia-api-key': parentApiKey,
        'x-algolia-application-id': applicationId,
      },
      body: gzipSync(JSON.stringify({ filters: 'tenant:b' })),
    });
    expect(await response.json()).toMatchObject({ nbHits: 1 });
  });

  it('may search with GET', async () => {
    const { body } = await call(emulator, '/1/indexes/docs?filters=tenant%3Ab&hitsPerPage=5', {
      apiKey: parentApiKey,
    });
    expect(body).toMatchObject({ nbHits: 1, hitsPerPage: 5 });
  });

  it.each(['PUT', 'DELETE'])('a page may %s with the headers of the client', async method => {
    const response = await fetch(`${emulator.url}/1/indexes/docs/1`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': method,
        'access-control-request-headers': 'x-algolia-api-key,x-algolia-application-id',
      },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain(method);
    expect(response.headers.get('access-control-allow-headers')).toContain('x-algolia-api-key');
  });

  it.each([
    ['a body that is not JSON', '{"query":', 400],
    ['a body that is a list', '[1]', 400],
    ['a body that nests too deep', '['.repeat(100), 400],
    ['parameters of the wrong type', '{"facets":{}}', 400],
    ['a parameter that narrows and is not supported', '{"similarQuery":"x"}', 400],
    ['a query string that is broken', '{"params":"%E0%A4%A&hitsPerPage=%ZZ"}', 400],
    ['an optional filter that is broken', '{"optionalFilters":"a:b AND ("}', 400],
    ['a filter list that is broken', '{"numericFilters":["price >>> 1"]}', 400],
  ])('%s is refused as such, not as a fault of the emulator', async (_, body, status) => {
    const answer = await call(emulator, search, { apiKey: parentApiKey, body });
    expect({ status: answer.status, message: typeof answer.body.message }).toEqual({
      status,
      message: 'string',
    });
  });

  it.each([
    ['GET', '/1/logs'],
    ['POST', '/1/indexes/*/recommendations'],
    ['POST', '/1/indexes/docs/related-products/recommend/rules/search'],
    ['GET', '/1/tasks/6c02aeb1-775e-418e-870b-1faccd4b2c0f'],
    ['GET', '/2/searches'],
    ['GET', '/3/abtests'],
    ['GET', '/agent-studio/1/agents'],
  ])('that only the vendor has say so: %s %s', async (method, route) => {
    expect(await call(emulator, route, { apiKey: adminApiKey, method })).toMatchObject({
      status: 501,
      body: { message: 'The emulator does not support this route' },
    });
  });

  it('read a record whose id is the name of a route', async () => {
    const objectID = 'recommendations';
    await call(emulator, `/1/indexes/odd/${objectID}`, { apiKey: adminApiKey, method: 'PUT', body: {} });
    expect((await call(emulator, `/1/indexes/odd/${objectID}`, { apiKey: adminApiKey })).body).toEqual({
      objectID,
    });
  });
});

describe('the stream of decisions', () => {
  it('starts at once, brings each decision, and ends when the emulator stops', async () => {
    const own = await startEmulator({ indices, parentApiKeys: { [parentApiKey]: {} } });
    const response = await fetch(`${own.url}/_emulator/requests/stream`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('connected');
    await call(own, '/1/indexes/docs/query', { apiKey: securedKey({ filters: 'tenant:a' }), body: {} });
    expect((await reader.read()).value).toContain('"filters":"tenant:a"');
    await own.close();
    expect((await reader.read()).done).toBe(true);
  });

  it('is not for other sites, nor for a name of theirs that resolves to this machine', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { host: 'evil.example' }])
      expect(await rawStatus('/_emulator/requests', headers)).toBe(403);
    expect(
      (await fetch(`${emulator.url}/_emulator/health`)).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  function rawStatus(path: string, headers: Record<string, string>): Promise<number> {
    const all = { host: `localhost:${emulator.port}`, connection: 'close', ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    return new Promise((resolve, reject) => {
      const socket = connect(emulator.port, '127.0.0.1', () => {
        socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      });
      socket.once('error', reject).once('data', data => {
        resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(data))![1]));
        socket.destroy();
      });
    });
  }
});

describe('under load', () => {
  it('answers 2,000 mixed requests at once, none wrong and none lost', async () => {
    const keys = { a: securedKey({ filters: 'tenant:a' }), b: securedKey({ filters: 'tenant:b' }) };
    const answers = await Promise.all(
      Array.from({ length: 2000 }, (_, n) => {
        const apiKey = n % 2 === 0 ? keys.a : keys.b;
        return n % 5 === 0
          ? call(emulator, '/1/indexes/docs/1', { apiKey })
          : call(emulator, '/1/indexes/docs/query', { apiKey, body: {} });
      }),
    );
    answers.forEach(({ status, body }, n) => {
      if (n % 5 === 0) expect(status).toBe(n % 2 === 0 ? 200 : 404);
      else
        expect(body.hits.map((hit: { objectID: string }) => hit.objectID)).toEqual([n % 2 === 0 ? '1' : '2']);
    });
  });

  it('cuts a client that is too slow, and closes its connection', async () => {
    const own = await startEmulator({ indices, requestTimeoutMs: 400 });
    const socket = connect(own.port, '127.0.0.1');
    socket.write('POST /1/indexes/docs/query HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{');
    let answer = '';
    socket.on('data', data => {
      answer += data;
    });
    await new Promise(resolve => socket.once('close', resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 (408|400)/);
    await own.close();
  });

  it('lets running requests end when it stops, and takes no new ones', async () => {
    let started = 0;
    const slow = new Hono().get('/slow', async c => {
      started++;
      await new Promise(resolve => setTimeout(resolve, 500));
      return c.json({});
    });
    const own = await startEmulator({ routes: [slow] });
    const running = Array.from({ length: 20 }, () => call(own, '/slow'));
    await expect.poll(() => started).toBe(20);
    const closed = own.close();
    expect((await Promise.all(running)).every(({ status }) => status === 200)).toBe(true);
    await closed;
    await expect(call(own, '/_emulator/health')).rejects.toThrow();
  });
});

it('two emulators share nothing', async () => {
  await using own = await startEmulator({ indices, parentApiKeys: { [parentApiKey]: {} }, adminApiKey });
  const client = algoliasearchLite(applicationId, adminApiKey, { hosts: own.hosts });
  await client.deleteIndex({ indexName: 'docs' });
  expect(
    (await call(emulator, '/1/indexes/docs/query', { apiKey: parentApiKey, body: {} })).body.nbHits,
  ).toBe(2);
});

it.each([{ unknown: 1 }, { indices: { docs: { records: [], extra: 1 } } }])(
  'refuses unknown options: %j',
  async options => {
    await expect(startEmulator(options as never)).rejects.toThrow(TypeError);
  },
);
