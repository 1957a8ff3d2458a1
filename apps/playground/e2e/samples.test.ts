import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findParentKey } from '../server/keys/parent-keys.ts';
import { shownText, startPlayground } from './support.ts';

const { open } = await startPlayground();
const cwd = fileURLToPath(new URL('..', import.meta.url));
const env = {
  ...process.env,
  ALGOLIA_APPLICATION_ID: 'APP',
  ALGOLIA_SEARCH_API_KEY: findParentKey('search')!.apiKey,
};

/** Runs what the page offers to copy, as a module of a project that has the packages. */
async function run(code: string): Promise<string> {
  const args = ['--input-type=module', '--eval', code];
  return (await promisify(execFile)(process.execPath, args, { cwd, env })).stdout.trim();
}

async function sample(page: Page, runtime: string): Promise<string> {
  await page.getByRole('tab', { name: runtime }).click();
  return shownText(page.getByRole('region', { name: `the code for ${runtime}` }));
}

const form = new URLSearchParams({
  parent: 'search',
  valid: 'none',
  'r.filters': `owner:"it's \\"quoted\\" \\\\ and $\{more}" OR owner:bob`,
  'r.facetFilters': '[["a:1, and","b:2"],"c:3"]',
  'r.hitsPerPage': '7',
  'r.attributesToRetrieve': 'title, price',
  'r.highlightPreTag': `<b class='x'>`,
});

describe('the code to copy', () => {
  it('makes the key that the page shows, on Node and in a worker', async () => {
    const page = await open(`#/mint?${form}`);
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    const key = (await shownText(page.getByRole('region', { name: 'the secured API key' }))).replace(
      /\s/g,
      '',
    );

    expect(await run(`${await sample(page, 'Node')}\nconsole.log(securedApiKey)`)).toBe(key);

    const worker = (await sample(page, 'Workers')).replace('export default', 'const worker =');
    const answer = `console.log((await worker.fetch(null, process.env).json()).securedApiKey)`;
    expect(await run(`${worker}\n${answer}`)).toBe(key);
  });

  it('makes it with the official client if that is faithful, and says if it is not', async () => {
    const page = await open('#/mint?parent=search&valid=none&r.filters=owner%3Aann&r.restrictIndices=a%2C+b');
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    const key = (await shownText(page.getByRole('region', { name: 'the secured API key' }))).replace(
      /\s/g,
      '',
    );
    expect(await run(`${await sample(page, 'Official client')}\nconsole.log(securedApiKey)`)).toBe(key);

    await page.getByLabel(/^facetFilters/).fill('[["a:1","b:2"],"c:3"]');
    await page.getByText('The official client loses the structure of facetFilters').waitFor();
  });
});
