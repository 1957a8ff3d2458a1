import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type CredentialEndpointOptions,
  createCredentialEndpoint,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from '../../src/index.ts';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const previous = '7d1c5e0f4b6a4f0e9a3b2c8d6e5f4a31';
const [secretKey, secretKeyId] = ['sk-alg-5d0b1e7a9c3f4d2b8e6a7c1f0b9d3e5a', 'key-1'];

interface Session {
  user: string;
}

function cookieOf(request: Request | IncomingMessage): string | null | undefined {
  return request.headers instanceof Headers ? request.headers.get('cookie') : request.headers.cookie;
}

type Options = CredentialEndpointOptions<Session, Request | IncomingMessage>;

const options: Options = {
  parentApiKeys: [parentApiKey, previous],
  secretKey,
  secretKeyId,
  authenticate: request => {
    const user = /session=(\w+)/.exec(cookieOf(request) ?? '')?.[1];
    return user === undefined ? undefined : { user };
  },
  restrictions: ({ user }) => ({ filters: `owner:${user}`, userToken: user }),
  userId: ({ user }) => user,
};

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

const servers: Record<string, (given: Options) => Promise<string>> = {
  'Express 5': async given => {
    const app = express();
    app.all('/credentials', createCredentialEndpoint(given));
    app.use(((error, _req, res, _next) => {
      res.status(500).json({ message: error.message });
    }) as express.ErrorRequestHandler);
    const server = createServer(app).listen(0, '127.0.0.1');
    closing.push(() => server.close());
    await new Promise(resolve => server.once('listening', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/credentials`;
  },
  Hono: given =>
    new Promise(resolve => {
      const endpoint = createCredentialEndpoint(given);
      const app = new Hono().all('/credentials', c => endpoint(c.req.raw));
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
        resolve(`http://127.0.0.1:${port}/credentials`),
      );
      closing.push(() => server.close());
    }),
};

const signedIn = { cookie: 'session=ann' };

describe.each(Object.entries(servers))('a credential endpoint on %s', (_, start) => {
  const ready = start(options);
  const ask = async (headers: Record<string, string> = {}, method = 'POST'): Promise<Response> =>
    fetch(await ready, { method, headers });

  it('answers a session with both credentials, one expiry and the time of the server', async () => {
    const response = await ask(signedIn);
    expect(response.status).toBe(200);
    const body = (await response.json()) as Record<string, string>;
    const key = verifySecuredApiKey(body.securedApiKey!, { parentApiKeys: parentApiKey });
    const token = verifySecuredUserToken(body.userToken!, { secretKeys: { [secretKeyId]: secretKey } });
    expect(key.restrictions).toMatchObject({ filters: 'owner:ann', userToken: 'ann' });
    expect(token.userId).toBe('ann');
    expect(new Date(body.expiresAt!)).toEqual(key.expiresAt);
    expect(token.expiresAt).toEqual(key.expiresAt);
    const lifetimeSec = (Date.parse(body.expiresAt!) - Date.parse(body.serverTime!)) / 1000;
    expect(lifetimeSec).toBeGreaterThan(898);
    expect(lifetimeSec).toBeLessThanOrEqual(900);
  });

  it('lets no cache keep the answer', async () => {
    const { headers } = await ask(signedIn);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('vary')).toBe('Cookie, Authorization');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers 401 without a session, and never with a key', async () => {
    const response = await ask();
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      message: 'The request has no session.',
      status: 401,
      code: 'ERR_SESSION_MISSING',
    });
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('answers 405 to %s', async method => {
    const response = await ask(signedIn, method);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a hidden origin', { origin: 'null' }],
    ['another origin that has this host in its path', { origin: 'https://evil.example/127.0.0.1' }],
    ['another site, by Fetch Metadata', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling domain, by Fetch Metadata', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_name, headers) => {
    const response = await ask({ ...signedIn, ...headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'ERR_CROSS_SITE' });
  });

  it('answers a page of its own host', async () => {
    const { origin } = new URL(await ready);
    expect((await ask({ ...signedIn, origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe.each(Object.entries(servers))('other origins, on %s', (_, start) => {
  const ready = start({ ...options, allowedOrigins: ['https://shop.example'] });
  const ask = async (headers: Record<string, string>, method = 'POST'): Promise<Response> =>
    fetch(await ready, { method, headers });

  it('are answered if they are allowed, with their preflight', async () => {
    const preflight = await ask({ origin: 'https://shop.example' }, 'OPTIONS');
    expect(preflight.status).toBe(204);
    const response = await ask({ ...signedIn, origin: 'https://shop.example' });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it('are refused if they are not, a prefix of an allowed one included', async () => {
    for (const origin of ['https://shop.example.evil', 'http://shop.example', 'https://shop'])
      expect((await ask({ ...signedIn, origin })).status).toBe(403);
  });
});

describe('a request without a session', () => {
  it.each([null, undefined, false, '', 0])('is one for which authenticate gives %j', async session => {
    const endpoint = createCredentialEndpoint({ ...options, authenticate: () => session as never });
    const response = await endpoint(new Request('http://shop.example/credentials', { method: 'POST' }));
    expect(response.status).toBe(401);
  });
});

describe('a request that names no host, as in HTTP/2', () => {
  const ask = async (headers: Record<string, string>): Promise<number> => {
    let status = 0;
    const res = { setHeader: () => {}, writeHead: (code: number) => ({ end: () => (status = code) }) };
    const endpoint = createCredentialEndpoint<Session, Request | IncomingMessage>(options);
    await endpoint(
      { method: 'POST', headers: { ...signedIn, ...headers } } as unknown as IncomingMessage,
      res as never,
    );
    return status;
  };

  it.each(['null', 'https://evil.example', 'chrome-extension://abc', ''])(
    'refuses the origin %j',
    async origin => {
      expect(await ask({ origin })).toBe(403);
      expect(await ask({ origin, ':authority': 'shop.example' })).toBe(403);
    },
  );

  it('answers a page of its :authority', async () => {
    expect(await ask({ origin: 'https://shop.example', ':authority': 'shop.example' })).toBe(200);
  });
});

describe('restrictions of an endpoint', () => {
  const answerWith = (restrictions: object): Promise<Response> => {
    const endpoint = createCredentialEndpoint({
      ...options,
      authenticate: () => ({ user: 'ann' }),
      restrictions: () => restrictions,
    });
    return endpoint(new Request('http://shop.example/credentials', { method: 'POST' }));
  };

  it('are read once: those that are checked are those that are signed', async () => {
    let reads = 0;
    const response = await answerWith({
      get filters() {
        return reads++ === 0 ? 'owner:ann' : 'owner:eve';
      },
    });
    const { securedApiKey } = (await response.json()) as { securedApiKey: string };
    const key = verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey });
    expect(key.restrictions).toMatchObject({ filters: 'owner:ann' });
  });

  it('are refused where their names change between two looks', async () => {
    let reads = 0;
    const fickle = new Proxy({ filters: 'owner:ann' } as Record<string, string>, {
      ownKeys: target => (reads++ === 0 ? Reflect.ownKeys(target) : []),
    });
    await expect(answerWith(fickle)).rejects.toMatchObject({ code: 'ERR_RESTRICTION_VALUE' });
  });
});
