import { beforeEach, expect, test, vi } from 'vitest';
import { type EndpointCredential, loadFrom } from '../../src/index.ts';
import { codeOf, holdClocks, keyFor, openSource, tokenFor } from './support.ts';

const body = (): Record<string, string> => ({
  securedApiKey: keyFor(900),
  userToken: tokenFor(900),
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
  serverTime: new Date(Date.now() + 5_000).toISOString(),
});
let requests: Request[];

beforeEach(() => {
  holdClocks();
  requests = [];
});

/** An endpoint that answers every request with `answer`. */
function serve(answer: () => Response): void {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    requests.push(new Request(new URL(url, 'https://shop.example'), init));
    return answer();
  });
}

test.each<EndpointCredential>(['securedApiKey', 'userToken'])(
  'takes the %s of the response, and the time of the server',
  async name => {
    const given = body();
    serve(() => Response.json(given));
    const source = openSource({ load: loadFrom('/credentials', name) });
    expect(await source.get()).toBe(given[name]);
    // The server is 5 seconds ahead of this device.
    expect(source.state.expiresAt).toEqual(new Date(Date.now() + 895_000));
  },
);

test('sends a POST request past every cache, with what the caller adds and a signal that ends it', async () => {
  serve(() => Response.json(body()));
  const init = { headers: { authorization: 'Bearer x' }, credentials: 'include' } as const;
  const source = openSource({ load: loadFrom('/credentials', 'securedApiKey', init) });
  await source.get();
  const [request] = requests;
  expect(request).toMatchObject({ method: 'POST', cache: 'no-store', credentials: 'include' });
  expect(request!.headers.get('authorization')).toBe('Bearer x');
  source.close();
  expect(request!.signal.aborted).toBe(true);
});

test.each([
  ['an error status', () => new Response('', { status: 401 }), /The server answered 401/],
  ['no such credential', () => Response.json({ securedApiKey: keyFor(900) }), /has no "userToken"/],
  ['a page of HTML', () => new Response('<title>Sign in</title>'), /JSON/],
])('%s is a failed load', async (_, answer, message) => {
  serve(answer);
  const source = openSource({ load: loadFrom('/credentials', 'userToken'), maxAttempts: 1 });
  expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_LOAD');
  expect(source.state.error!.message).toMatch(message);
});
