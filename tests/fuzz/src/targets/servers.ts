import { createCredentialEndpoint, createCredentialGuard } from '@forgekey/node';
import {
  KEY_ID,
  NOW_SEC,
  PARENT,
  SECRET,
  signedKey,
  signedToken,
} from '../../../../packages/core/test/support/credentials.ts';
import { hold, type Target } from '../target.ts';

const FAR_SEC = 99_999_999_999;
const key = signedKey(`filters=a%3A1&validUntil=${FAR_SEC}`);
const token = signedToken({ sub: 'user-1', exp: FAR_SEC });
const guard = createCredentialGuard({
  apiKey: { parentApiKeys: PARENT },
  userToken: { secretKeys: { [KEY_ID]: SECRET } },
});

/** What a client can send: a request target, and headers. Never an error, and never another credential than the valid one. */
const guarded: Target = {
  name: 'credential-guard',
  form: 'json',
  seeds: [
    { url: '/search', headers: { 'x-algolia-api-key': key, 'x-algolia-secure-user-token': token } },
    {
      url: `/?x-algolia-api-key=${encodeURIComponent(key)}&x-algolia-secure-user-token=${token}`,
      headers: {},
    },
    {
      url: `https://a.example/?X-Algolia-API-Key=${encodeURIComponent(key)}`,
      headers: { 'x-algolia-api-key': [key] },
    },
    { url: '/?x-algolia-api-key=%', headers: { 'x-algolia-secure-user-token': `${token},${token}` } },
    { url: '/', headers: { 'x-algolia-api-key': signedKey(`filters=a&validUntil=${NOW_SEC}`) } },
  ].map(request => JSON.stringify(request)),
  run(input) {
    const { url, headers } = requestOf(input);
    const result = guard({ url, headers: { get: name => headers[name] } });
    if (!result.ok) {
      hold([401, 403].includes(result.response.status), 'a refusal is neither 401 nor 403');
      return undefined;
    }
    hold(result.userToken.userId === 'user-1', 'another user is let in');
    hold(result.apiKey.queryString.startsWith('filters=a%3A1'), 'another key is let in');
    return undefined;
  },
};

const endpoint = createCredentialEndpoint({
  authenticate: () => ({ id: 'user-1' }),
  restrictions: ({ id }) => ({ filters: `owner:${id}` }),
  userId: ({ id }) => id,
  parentApiKeys: PARENT,
  secretKey: SECRET,
  secretKeyId: KEY_ID,
  allowedOrigins: ['https://shop.example'],
});

/** Only a page of this host, of an allowed origin, or a client that is not a browser gets credentials. */
const crossSite: Target = {
  name: 'credential-endpoint',
  form: 'json',
  seeds: [
    { method: 'POST', headers: { host: 'api.example', origin: 'https://api.example' } },
    { method: 'POST', headers: { host: 'api.example', origin: 'https://shop.example' } },
    { method: 'POST', headers: { host: 'api.example', origin: 'https://evil.example' } },
    { method: 'OPTIONS', headers: { host: 'api.example', origin: 'https://shop.example' } },
    { method: 'POST', headers: { host: 'api.example', 'sec-fetch-site': 'cross-site' } },
    { method: 'POST', headers: { host: ['api.example', 'b.example'], origin: 'null' } },
    { method: 'GET', headers: {} },
  ].map(request => JSON.stringify(request)),
  async run(input) {
    const { method, headers } = requestOf(input);
    const request = {
      method,
      headers: { get: (name: string) => headers[name] ?? null },
      url: 'https://api.example/',
    };
    const response = await endpoint(request as unknown as Request);
    const { origin, host } = headers;
    const ours = ['https://shop.example', `https://${host}`, `http://${host}`];
    const isOurs = origin === undefined || host === undefined || ours.includes(`${origin}`);
    hold(response.status !== 200 || isOurs, 'a page of another site gets credentials');
    const allowed = response.headers.get('access-control-allow-origin');
    hold(allowed === null || allowed === 'https://shop.example', 'another origin is allowed');
    return undefined;
  },
};

type HeaderValue = string | string[] | undefined;

/** Only texts and lists of texts, as a server reads them from the network. */
function requestOf(input: string): { url: string; method: string; headers: Record<string, HeaderValue> } {
  const given = (JSON.parse(input) ?? {}) as { url?: unknown; method?: unknown; headers?: unknown };
  const headers: Record<string, HeaderValue> = Object.create(null);
  for (const [name, value] of Object.entries(given.headers ?? {})) headers[name] = headerOf(value);
  return { url: `${given.url}`, method: typeof given.method === 'string' ? given.method : 'POST', headers };
}

function headerOf(value: unknown): HeaderValue {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : undefined;
}

export const serverTargets: readonly Target[] = [guarded, crossSite];
