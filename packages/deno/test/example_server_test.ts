import { equal } from './assert.ts';

const example = new URL('../examples/server.ts', import.meta.url);
const secrets: Record<string, string> = {
  ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8',
  ALGOLIA_SECRET_KEY: 'sk-alg-0123456789abcdef',
  ALGOLIA_KEY_ID: 'key-1',
};

/** The permissions that the example itself documents. */
async function documentedPermissions(): Promise<string[]> {
  const text = await Deno.readTextFile(example);
  const [, permissions = ''] = /deno run (--allow-env=\S+ --allow-net=\S+) /.exec(text) ?? [];
  return permissions.split(' ');
}

Deno.test('the example server runs with the permissions that it documents, and no others', async () => {
  const port = String(freePort());
  const server = new Deno.Command(Deno.execPath(), {
    args: ['run', '--no-prompt', '--cached-only', ...await documentedPermissions(), example.pathname],
    env: { ...secrets, PORT: port },
    clearEnv: true,
    stdout: 'null',
    stderr: 'null',
  }).spawn();
  try {
    const base = `http://127.0.0.1:${port}`;
    await listening(base);
    const credentials = await (await fetch(`${base}/credentials?user=ann`)).json();
    equal(atob(credentials.securedApiKey).includes('owner%3A%22ann%22'), true);
    const headers = { 'X-Algolia-Secure-User-Token': credentials.userToken };
    equal(await (await fetch(`${base}/me`, { headers })).json(), { userId: 'ann' });
    const stranger = await fetch(`${base}/me`);
    equal([stranger.status, (await stranger.json()).code], [401, 'ERR_CREDENTIAL_MISSING']);
  } finally {
    server.kill('SIGTERM');
    await server.status;
  }
});

function freePort(): number {
  const listener = Deno.listen({ hostname: '127.0.0.1', port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

async function listening(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const response = await fetch(url).catch(() => undefined);
    if (response !== undefined) return void (await response.body?.cancel());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the example server did not start within 10 seconds');
}
