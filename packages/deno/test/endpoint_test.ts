import { createCredentialEndpoint, filters, verifySecuredApiKey, verifySecuredUserToken } from '../mod.ts';
import { equal, misuse } from './assert.ts';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const secretKey = 'sk-alg-0123456789abcdef';
const secretKeyId = 'key-1';

const endpoint = createCredentialEndpoint({
  parentApiKeys: parentApiKey,
  secretKey,
  secretKeyId,
  authenticate: (request) => request.headers.get('cookie') === 'session=ann' ? { userId: 'ann' } : null,
  restrictions: ({ userId }) => ({ filters: filters`owner:${userId}` }),
  userId: ({ userId }) => userId,
});

Deno.test('a credential endpoint answers a session on Deno.serve with both credentials, and nothing else', async () => {
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: () => {} }, (request) => endpoint(request));
  const url = `http://127.0.0.1:${server.addr.port}/`;
  try {
    const response = await fetch(url, { method: 'POST', headers: { cookie: 'session=ann' } });
    const body = await response.json();
    const key = verifySecuredApiKey(body.securedApiKey, { parentApiKeys: parentApiKey });
    const token = verifySecuredUserToken(body.userToken, { secretKeys: { [secretKeyId]: secretKey } });
    equal([key.restrictions.filters, token.userId], ['owner:"ann"', 'ann']);
    equal(response.headers.get('cache-control'), 'private, no-store');
    const refusals = [
      await fetch(url, { method: 'POST' }),
      await fetch(url),
      await fetch(url, { method: 'POST', headers: { cookie: 'session=ann', origin: 'https://evil.example' } }),
    ];
    equal(refusals.map((refusal) => refusal.status), [401, 405, 403]);
    await Promise.all(refusals.map((refusal) => refusal.body?.cancel()));
  } finally {
    await server.shutdown();
  }
});

Deno.test('a credential endpoint that could not work is refused when the server starts', async () => {
  await misuse(() => createCredentialEndpoint({ parentApiKeys: parentApiKey } as never));
});
