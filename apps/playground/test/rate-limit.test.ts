import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type Service, startService } from '../server/start-service.ts';
import { atTheEnd, call, parentApiKey, root, search, securedKey, startTestService } from './support.ts';

const limit = 20;
const parent = 'rate-limited';

async function statuses(
  service: Service,
  apiKey: string,
  searches: number,
  parameters: object = {},
): Promise<number[]> {
  const answers: number[] = [];
  for (let index = 0; index < searches; index += 1)
    answers.push((await search(service, apiKey, 'products', parameters)).status);
  return answers;
}

const allowedThenRefused = [...Array(limit).fill(200), 429, 429];

describe('in memory', () => {
  it('counts each user apart, whatever user token the request names', async () => {
    const service = await startTestService();
    const ann = securedKey({ userToken: 'ann', hitsPerPage: 1 }, parent);
    expect(await statuses(service, ann, limit + 2, { userToken: 'changes' })).toEqual(allowedThenRefused);
    const bob = securedKey({ userToken: 'bob', hitsPerPage: 1 }, parent);
    expect(await statuses(service, bob, 1)).toEqual([200]);
    const secondKeyOfAnn = securedKey({ userToken: 'ann', hitsPerPage: 2 }, parent);
    expect(await statuses(service, secondKeyOfAnn, 1)).toEqual([429]);
  });

  it('counts by address if the key names no user, and for the parent key itself', async () => {
    const service = await startTestService();
    expect(await statuses(service, parentApiKey(parent), limit + 2)).toEqual(allowedThenRefused);
    const sameAddress = securedKey({ hitsPerPage: 1 }, parent);
    expect(await statuses(service, sameAddress, 1, { userToken: 'somebody' })).toEqual([429]);
    const namedLikeTheAddress = securedKey({ userToken: '127.0.0.1' }, parent);
    expect(await statuses(service, namedLikeTheAddress, 1)).toEqual([200]);
  });

  it('counts each query of a batch, and retrievals', async () => {
    const service = await startTestService();
    const apiKey = securedKey({ userToken: 'ann' }, parent);
    const requests = Array(limit - 1).fill({ indexName: 'products', hitsPerPage: 1 });
    expect((await call(service, '/1/indexes/*/queries', { apiKey, body: { requests } })).status).toBe(200);
    expect((await call(service, '/1/indexes/products/prod-001', { apiKey })).status).toBe(200);
    const refused = await call(service, '/1/indexes/products/prod-001', { apiKey });
    expect(refused.body).toEqual({ message: 'Too Many Requests', status: 429, code: 'ERR_RATE_LIMITED' });
  });

  it('tells what is left and when all of it is back, without counting the question', async () => {
    const service = await startTestService();
    const apiKey = securedKey({ userToken: 'ann' }, parent);
    const quota = async () => (await call(service, '/_emulator/rate-limit', { apiKey })).body;
    expect(await quota()).toEqual({ limit, remaining: limit });
    await statuses(service, apiKey, 3);
    for (let look = 0; look < 2; look += 1)
      expect(await quota()).toEqual({ limit, remaining: limit - 3, resetsInSec: expect.any(Number) });
    expect((await quota()).resetsInSec).toBeGreaterThan(3500);
    const requests = Array(limit + 1).fill({ indexName: 'products' });
    expect((await call(service, '/1/indexes/*/queries', { apiKey, body: { requests } })).status).toBe(429);
    expect(await quota()).toMatchObject({ remaining: 0 });
    const unlimited = await call(service, '/_emulator/rate-limit', { apiKey: parentApiKey('search') });
    expect(unlimited.body).toEqual({});
  });

  it('does not count refused requests, and does not limit other parents', async () => {
    const service = await startTestService();
    const apiKey = securedKey({ userToken: 'ann', restrictIndices: ['products'] }, parent);
    for (let index = 0; index < limit + 5; index += 1)
      expect((await search(service, apiKey, 'documents')).status).toBe(403);
    expect((await search(service, apiKey, 'products')).status).toBe(200);
    expect(new Set(await statuses(service, parentApiKey('search'), limit + 5))).toEqual(new Set([200]));
  });
});

describe('in Redis', () => {
  it('shares the count between services, and counts in memory while Redis is away', async context => {
    const address = process.env.REDIS_URL;
    if (!address) return context.skip('it needs a Redis; set REDIS_URL, e.g. to redis://127.0.0.1:6379');
    const relay = await startRelay(new URL(address));
    const first = await startTestService({ redisUrl: relay.url });
    const second = await startTestService({ redisUrl: relay.url });
    // Users of this run alone: Redis keeps its counts for an hour.
    const [shared, away] = [0, 1].map(() => securedKey({ userToken: randomUUID(), hitsPerPage: 1 }, parent));
    expect(await statuses(first, shared!, limit / 2)).toEqual(Array(limit / 2).fill(200));
    expect(await statuses(second, shared!, limit / 2 + 1)).toEqual([...Array(limit / 2).fill(200), 429]);
    expect(await statuses(first, shared!, 1)).toEqual([429]);
    expect((await call(second, '/_emulator/rate-limit', { apiKey: shared! })).body).toMatchObject({
      remaining: 0,
    });

    await relay.close();
    expect(await statuses(first, away!, limit + 2)).toEqual(allowedThenRefused);

    await relay.open();
    // Redis has not counted this user: an answer other than 429 tells that it is asked again.
    await expect.poll(() => statuses(first, away!, 1), { interval: 100 }).toEqual([200]);
  });

  it('refuses to start without one, and tells no password', async () => {
    const start = startService({
      port: 0,
      pageDirectory: root,
      denoScript: '',
      redisUrl: `redis://user:hidden@127.0.0.1:${await freePort()}`,
    });
    await expect(start).rejects.toThrow('No Redis answers at the address given');
    await expect(start).rejects.not.toThrow('hidden');
  });
});

/** A way to a server that can be cut and opened again. */
async function startRelay(
  target: URL,
): Promise<{ url: string; open(): Promise<void>; close(): Promise<void> }> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let server: Server;
  const open = async (): Promise<void> => {
    server = createServer(client => {
      const upstream = connect(Number(target.port || 6379), target.hostname);
      pipeline(client, upstream, client, () => {});
      sockets.add(client).add(upstream);
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const close = async (): Promise<void> => {
    server.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    if (server.listening) await once(server, 'close');
  };
  await open();
  atTheEnd(close);
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  return { url: url.href, open, close };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
