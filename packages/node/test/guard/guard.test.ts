import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKey, badApiKeys, badUserTokens, parentApiKey, secretKeys, userToken } from './credentials.ts';
import { type RunningServer, servers } from './servers.ts';

const KEY = 'x-algolia-api-key';
const TOKEN = 'X-Algolia-Secure-User-Token';

/** By hand, because `fetch` joins repeated headers before it sends them. */
function statusOfRaw(url: string, headers: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers: headers as never, setHost: false }, response => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });
}

async function expectRefusal(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('www-authenticate')).toBe(
    status === 401 ? `X-Algolia-Secure-User-Token error="${code}"` : null,
  );
  const body = await response.text();
  expect(JSON.parse(body)).toEqual({ message: expect.any(String), status, code });
  for (const secret of [parentApiKey, ...Object.values(secretKeys), apiKey, userToken]) {
    expect(body).not.toContain(secret);
  }
}

describe.each(Object.entries(servers))('%s', (_, start) => {
  let server: RunningServer;
  const get = (headers: Record<string, string>, query: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}?${new URLSearchParams(query)}`, { headers });

  beforeAll(async () => {
    server = await start({
      apiKey: { parentApiKeys: ['an-older-parent', parentApiKey] },
      userToken: { secretKeys },
    });
  });
  afterAll(() => server.close());

  it('lets a request through whose credentials hold, and says who is calling', async () => {
    const response = await get({ [KEY]: apiKey, [TOKEN]: userToken });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ filters: '_tags:user_42', userId: 'user-42' });
  });

  it('takes credentials from query parameters, in any case, as browser builds of the client send them', async () => {
    expect((await get({}, { [KEY]: apiKey, [TOKEN]: userToken })).status).toBe(200);
    expect((await get({}, { [KEY]: apiKey, [TOKEN.toLowerCase()]: userToken })).status).toBe(200);
  });

  it('accepts a credential that is in both places with the same value', async () => {
    expect((await get({ [KEY]: apiKey, [TOKEN]: userToken }, { [KEY]: apiKey })).status).toBe(200);
  });

  it('refuses a credential that differs between header and query', async () => {
    const other = badApiKeys['one of another parent']![0];
    await expectRefusal(
      await get({ [KEY]: apiKey, [TOKEN]: userToken }, { [KEY]: other }),
      403,
      'ERR_CREDENTIAL_REPEATED',
    );
    await expectRefusal(
      await get({ [KEY]: apiKey, [TOKEN]: userToken }, { [TOKEN]: '' }),
      401,
      'ERR_CREDENTIAL_REPEATED',
    );
  });

  it('refuses a repeated query parameter, whatever its case', async () => {
    const repeated = `${server.url}?${KEY}=${encodeURIComponent(apiKey)}&X-ALGOLIA-API-KEY=${encodeURIComponent(apiKey)}`;
    await expectRefusal(
      await fetch(repeated, { headers: { [TOKEN]: userToken } }),
      403,
      'ERR_CREDENTIAL_REPEATED',
    );
  });

  it('refuses a repeated header', async () => {
    const good = ['Host', 'localhost', KEY, apiKey, TOKEN, userToken];
    expect(await statusOfRaw(server.url, good)).toBe(200);
    expect(await statusOfRaw(server.url, [...good, KEY, apiKey])).toBe(403);
    expect(await statusOfRaw(server.url, [...good, TOKEN.toUpperCase(), userToken])).toBe(401);
  });

  it('refuses a request without a credential', async () => {
    await expectRefusal(await get({ [TOKEN]: userToken }), 403, 'ERR_CREDENTIAL_MISSING');
    await expectRefusal(await get({ [KEY]: apiKey }), 401, 'ERR_CREDENTIAL_MISSING');
  });

  it.each(Object.entries(badApiKeys))('answers 403 to an API key: %s', async (_, [value, code]) => {
    await expectRefusal(await get({ [KEY]: value, [TOKEN]: userToken }), 403, code);
  });

  it.each(Object.entries(badUserTokens))('answers 401 to a user token: %s', async (_, [value, code]) => {
    await expectRefusal(await get({ [KEY]: apiKey, [TOKEN]: value }), 401, code);
  });
});

describe.each(Object.entries(servers))('%s with an optional rule', (_, start) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await start({ userToken: { secretKeys: keyId => secretKeys[keyId], optional: true } });
  });
  afterAll(() => server.close());

  it('lets a request without the credential through', async () => {
    expect(await (await fetch(server.url)).json()).toEqual({ filters: null, userId: null });
  });

  it('refuses one that does not hold all the same', async () => {
    const response = await fetch(server.url, {
      headers: { [TOKEN]: badUserTokens['one of another secret']![0] },
    });
    await expectRefusal(response, 401, 'ERR_TOKEN_SIGNATURE');
  });

  it('does not look at a credential that no rule names', async () => {
    expect((await fetch(server.url, { headers: { [KEY]: 'anything' } })).status).toBe(200);
  });
});

describe.each(Object.entries(servers))('%s whose own secret is unusable', (_, start) => {
  it('answers 500, never a status that blames the client', async () => {
    const server = await start({ userToken: { secretKeys: () => '' } });
    const response = await fetch(server.url, { headers: { [TOKEN]: userToken } });
    expect(response.status).toBe(500);
    await server.close();
  });
});
