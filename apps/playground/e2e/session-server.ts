import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '@forgekey/emulator';
import { createCredentialEndpoint } from '@forgekey/node';
import { Hono } from 'hono';
import { build } from 'vite';
import { createPageRoutes } from '../server/routes/page-routes.ts';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const [secretKey, secretKeyId] = ['sk-alg-5d0b1e7a9c3f4d2b8e6a7c1f0b9d3e5a', 'key-1'];
const root = fileURLToPath(new URL('sessions', import.meta.url));

/** What the back end does with the next request for credentials. */
export type Policy = 'issue' | 'hang' | 'be down';

export interface SessionServer {
  readonly url: string;
  /** Every request for credentials so far: the query of its address. */
  readonly loads: URLSearchParams[];
  policy: Policy;
  close(): Promise<void>;
}

/** Builds the pages of `sessions`. */
export async function buildSessionPages(): Promise<{ directory: string; remove(): void }> {
  const directory = mkdtempSync(join(tmpdir(), 'forgekey-sessions-'));
  const input = ['index.html', 'chat.html'].map(name => `${root}/${name}`);
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: { outDir: directory, emptyOutDir: true, rolldownOptions: { input } },
  });
  return { directory, remove: () => rmSync(directory, { recursive: true }) };
}

/** The local service with these pages, and a back end that issues credentials which live for five seconds. */
export async function startSessionServer(pages: string): Promise<SessionServer> {
  const endpoint = createCredentialEndpoint({
    parentApiKeys: parentApiKey,
    secretKey,
    secretKeyId,
    expiresInSec: 5,
    authenticate: () => ({ id: 'user-1' }),
    restrictions: ({ id }) => ({ filters: `owner:${id}`, userToken: id }),
    userId: ({ id }) => id,
  });
  const loads: URLSearchParams[] = [];
  const backEnd = new Hono().post('/credentials', async c => {
    loads.push(new URL(c.req.url).searchParams);
    if (server.policy === 'hang') await new Promise(() => {});
    if (server.policy === 'be down') return c.body(null, 503);
    return endpoint(c.req.raw);
  });
  const records = [
    { objectID: '1', owner: 'user-1', name: 'Lamp' },
    { objectID: '2', owner: 'user-2', name: 'Secret' },
  ];
  const emulator: Emulator = await startEmulator({
    indices: { shop: { records, settings: { attributesForFaceting: ['filterOnly(owner)'] } } },
    parentApiKeys: { [parentApiKey]: {} },
    secretKeys: { [secretKeyId]: secretKey },
    routes: [backEnd, createPageRoutes(pages)],
  });
  const server: SessionServer = {
    url: emulator.url,
    loads,
    policy: 'issue',
    close: () => emulator.close(),
  };
  return server;
}
