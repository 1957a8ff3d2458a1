import { decodeSecuredApiKey, verifySecuredApiKey, verifySecuredUserToken } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { parentKeys } from '../server/keys/parent-keys.ts';
import { userTokenSecrets } from '../server/keys/user-token-secrets.ts';
import { startDenoProcess } from '../server/minting/deno-process.ts';
import { mintSecrets } from '../server/minting/mint-secrets.ts';
import { generateSecuredApiKey as officialKeyOf } from './official-helper.ts';
import { type Answer, call, inSeconds, parentApiKey, root, search, startTestService } from './support.ts';

const service = await startTestService();
const routes = ['/playground/mint', '/playground/mint-deno'] as const;

const mint = (route: string, body: object | string): Promise<Answer> => call(service, route, { body });

describe.each(routes)('%s', route => {
  it('makes a key and a token for a demo user, short-lived and bound to the user', async () => {
    const earliest = inSeconds(60);
    const { status, body } = await mint(route, { user: 'mina', validForSec: 60 });
    const latest = inSeconds(60);
    expect(status).toBe(200);
    const { restrictions } = verifySecuredApiKey(body.securedApiKey, {
      parentApiKeys: parentApiKey('search'),
    });
    expect(restrictions).toMatchObject({
      userToken: 'mina',
      filters: expect.stringContaining('visible_by:"mina"'),
    });
    expect(restrictions.validUntil).toBeGreaterThanOrEqual(earliest);
    expect(restrictions.validUntil).toBeLessThanOrEqual(latest);
    expect(verifySecuredUserToken(body.userToken, { secretKeys: userTokenSecrets }).userId).toBe('mina');
    expect((await search(service, body.securedApiKey, 'documents')).status).toBe(200);
  });

  it('makes a key of any restrictions, with any parent but the Admin API key', async () => {
    const restrictions = { filters: 'brand:Marlow', restrictIndices: ['products*'], hitsPerPage: 3 };
    const { body } = await mint(route, { restrictions, parent: 'products-only' });
    expect(decodeSecuredApiKey(body.securedApiKey)).toMatchObject({ problems: [], restrictions });
    expect(body.securedApiKey).toBe(officialKeyOf(parentApiKey('products-only'), restrictions));
    const refused = await mint(route, { restrictions, parent: 'admin' });
    expect(refused.body).toMatchObject({ status: 400, code: 'ERR_PARENT_KEY', parameter: 'parent' });
  });

  it('makes a token for any user id', async () => {
    const userId = 'x","sub":"admin';
    const { body } = await mint(route, { userId, expiresIn: 60 });
    expect(verifySecuredUserToken(body.userToken, { secretKeys: userTokenSecrets }).userId).toBe(userId);
    expect(body).not.toHaveProperty('securedApiKey');
  });

  it.each([
    [{}, 'user'],
    [{ user: 'nobody' }, 'user'],
    [{ user: '__proto__' }, 'user'],
    [{ restrictions: [] }, 'restrictions'],
    [{ restrictions: { filters: 'a:b' }, parent: 'nobody' }, 'parent'],
    [{ restrictions: { filters: 'a:b' }, nowSec: 'now' }, 'nowSec'],
    [{ user: 'mina', nowSec: 100_000_000_000 }, 'nowSec'],
    [{ restrictions: {} }, undefined],
    [{ restrictions: { filter: 'a:b' } }, 'filter'],
    [{ restrictions: { filters: '' } }, 'filters'],
    [{ restrictions: { validUntil: 1e12 } }, 'validUntil'],
    [{ restrictions: { restrictSources: '::1' } }, 'restrictSources'],
    [{ userId: '' }, 'userId'],
    [{ userId: 7 }, 'userId'],
    [{ userId: 'ann', expiresIn: 0 }, 'expiresIn'],
  ])('refuses %j and names the parameter', async (body, parameter) => {
    const answer = await mint(route, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      status: 400,
      message: expect.any(String),
      ...(parameter ? { parameter } : {}),
    });
  });

  it('does not serve other sites: neither their pages nor their names', async () => {
    const body = { user: 'mina' };
    const foreign = await call(service, route, { body, headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    const own = await call(service, route, { body, headers: { origin: `http://127.0.0.1:${service.port}` } });
    expect(own.status).toBe(200);
  });
});

it('Node and Deno make the same bytes', async () => {
  const orders = [
    { user: 'leo', nowSec: 1_800_000_000 },
    {
      restrictions: {
        filters: 'brand:"Alder & Finch" AND price < 100',
        facetFilters: [['a:1', 'b:2'], 'c:3,4'],
      },
    },
    { userId: 'Zoë 🐘', nowSec: 1_800_000_000, expiresIn: 3600 },
  ];
  for (const order of orders) {
    const [node, deno] = await Promise.all(routes.map(async route => (await mint(route, order)).body));
    expect(deno).toEqual({ ...node, runtime: deno.runtime });
    expect(node.runtime).toMatch(/^Node \d/);
    expect(deno.runtime).toMatch(/^Deno \d/);
  }
});

describe('the page never gets a secret', () => {
  it.each(['/playground/users', '/playground/catalog'])('from %s', async path => {
    const answer = await call(service, path);
    expect(answer.status).toBe(200);
    const text = JSON.stringify(answer.body);
    for (const { apiKey, name } of parentKeys) {
      expect(text).not.toContain(apiKey);
      if (path.endsWith('catalog')) expect(text).toContain(`"${name}"`);
    }
    for (const secret of Object.values(userTokenSecrets)) expect(text).not.toContain(secret);
    expect(text).not.toContain('sk-alg');
  });

  it('from a refusal', async () => {
    const answers = await Promise.all(
      routes.flatMap(route => [
        mint(route, { restrictions: {} }),
        mint(route, '{"user"'),
        mint(route, { userId: '' }),
      ]),
    );
    for (const { body } of answers)
      for (const { apiKey } of parentKeys) expect(JSON.stringify(body)).not.toContain(apiKey);
  });
});

describe('the Deno process', () => {
  it('refuses a request without its access token', async () => {
    const deno = startDenoProcess(`${root}/deno/mint-server.ts`, {
      accessToken: 'right',
      secrets: mintSecrets,
    });
    try {
      const body = JSON.stringify({ userToken: { userId: 'eve', expiresInSec: 60, nowSec: inSeconds(0) } });
      for (const authorization of ['', 'Bearer wrong', 'Bearer right '.repeat(2)]) {
        const answer = await fetch(await deno.url, { method: 'POST', headers: { authorization }, body });
        expect(answer.status).toBe(403);
      }
    } finally {
      await deno.stop();
    }
    expect(deno.hasEnded()).toBe(true);
  });

  it('is reported if it cannot start, and the request gets 503', async () => {
    const broken = await startTestService({ denoScript: `${root}/deno/none.ts` });
    const { status, body } = await call(broken, '/playground/mint-deno', { body: { user: 'mina' } });
    expect(status).toBe(503);
    expect(body.message).toBe('The Deno process that mints is not available');
  });
});
