import { createCredentialGuard, forgeSecuredUserToken, generateSecuredApiKey } from '../mod.ts';
import { equal, misuse } from './assert.ts';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const secretKey = 'sk-alg-0123456789abcdef';
const secretKeyId = 'key-1';
const userToken = forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-42' });
const apiKey = generateSecuredApiKey({ parentApiKey, restrictions: { filters: '_tags:user_42' } });

const guard = createCredentialGuard({
  apiKey: { parentApiKeys: parentApiKey, optional: true },
  userToken: { secretKeys: { [secretKeyId]: secretKey } },
});

function serve(): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: () => {} }, (request) => {
    const result = guard(request);
    if (!result.ok) return result.response;
    return Response.json({ userId: result.userToken.userId, filters: result.apiKey?.restrictions.filters ?? null });
  });
}

async function withServer(run: (url: string) => Promise<void>): Promise<void> {
  const server = serve();
  try {
    await run(`http://127.0.0.1:${server.addr.port}/`);
  } finally {
    await server.shutdown();
  }
}

const permissions: Deno.PermissionOptions = { net: ['127.0.0.1'] };
const tokenHeader = { 'X-Algolia-Secure-User-Token': userToken };

Deno.test({
  name: 'Deno.serve: a request with a verified token passes',
  permissions,
  fn: () =>
    withServer(async (url) => {
      const response = await fetch(url, { headers: tokenHeader });
      equal([response.status, await response.json()], [200, { userId: 'user-42', filters: null }]);
    }),
});

Deno.test({
  name: 'Deno.serve: key and token count as header or query parameter',
  permissions,
  fn: () =>
    withServer(async (url) => {
      const query = new URLSearchParams({ 'x-algolia-api-key': apiKey, 'x-algolia-secure-user-token': userToken });
      const response = await fetch(`${url}?${query}`);
      equal([response.status, await response.json()], [200, { userId: 'user-42', filters: '_tags:user_42' }]);
    }),
});

const refused: Record<string, [headers: HeadersInit, status: number, code: string]> = {
  'no token': [{}, 401, 'ERR_CREDENTIAL_MISSING'],
  'an empty token': [{ 'X-Algolia-Secure-User-Token': '' }, 401, 'ERR_TOKEN_MALFORMED'],
  'an altered token': [{ 'X-Algolia-Secure-User-Token': `${userToken.slice(0, -4)}AAAA` }, 401, 'ERR_TOKEN_SIGNATURE'],
  'the token twice': [
    [['X-Algolia-Secure-User-Token', userToken], ['X-Algolia-Secure-User-Token', userToken]],
    401,
    'ERR_CREDENTIAL_REPEATED',
  ],
  'a plain API key': [{ ...tokenHeader, 'x-algolia-api-key': parentApiKey }, 403, 'ERR_KEY_MALFORMED'],
};
for (const [name, [headers, status, code]] of Object.entries(refused)) {
  Deno.test({
    name: `Deno.serve: ${name} is refused with ${status}`,
    permissions,
    fn: () =>
      withServer(async (url) => {
        const response = await fetch(url, { headers });
        const body = await response.text();
        equal([response.status, JSON.parse(body).code], [status, code]);
        equal(response.headers.get('cache-control'), 'no-store');
        for (const secret of [secretKey, parentApiKey, userToken]) equal(body.includes(secret), false);
      }),
  });
}

Deno.test('a guard without a rule is misuse', async () => {
  await misuse(() => createCredentialGuard({}));
});
