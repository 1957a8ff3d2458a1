import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCredentialEndpoint } from '@forgekey/node';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, expect, it } from 'vitest';
import { findBrowser } from '../../../tools/find-browser.ts';
import { shownText } from './support.ts';

// Where packages are found, and where the development server watches.
const root = mkdtempSync(fileURLToPath(new URL('../dist/hot-reload-', import.meta.url)));
cpSync(fileURLToPath(new URL('hot-reload', import.meta.url)), root, { recursive: true });

let loads = 0;
const endpoint = createCredentialEndpoint({
  parentApiKeys: '2640659426d5107b6e47d75db9cbaef8',
  authenticate: () => ({ id: 'user-1' }),
  restrictions: ({ id }) => ({ filters: `owner:${id} AND NOT load:${++loads}` }),
});
const backEnd = {
  name: 'back-end',
  configureServer({ middlewares }: ViteDevServer): void {
    middlewares.use(
      '/credentials',
      (request, response, next) => void endpoint(request as never, response, next),
    );
  },
};
const server = await createServer({
  configFile: false,
  logLevel: 'error',
  root,
  cacheDir: join(root, '.vite'),
  plugins: [react(), backEnd],
  // Dependencies that are found later would make the page load again.
  optimizeDeps: { include: ['react', 'react/jsx-dev-runtime', 'react-dom/client'] },
  server: { host: '127.0.0.1', port: 0 },
});
await server.listen();
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, env });
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(root, { recursive: true });
});

function edit(file: string, from: string, to: string): void {
  const path = join(root, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

it('a credential, its source and the search client survive the edit of a module, without another load', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(server.resolvedUrls!.local[0]!);
  await page.getByText(/^ready \S+ \S+$/).waitFor();
  const output = page.locator('output');
  const before = await shownText(output);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));

  edit('status.tsx', 'Status, version 1', 'Status, version 2');
  await page.getByText('Status, version 2').waitFor();
  expect(await shownText(output)).toBe(before);

  edit('page.tsx', 'Page, version 1', 'Page, version 2');
  await page.getByText('Page, version 2').waitFor();
  expect(await shownText(output)).toBe(before);

  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  expect(loads).toBe(1);
});
