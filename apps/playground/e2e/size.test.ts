import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { numberOf, startPlayground } from './support.ts';

const { open } = await startPlayground();
const kilobyte = 1000;

it('loads little before the search view loads its libraries, fonts included', async () => {
  const page = await open('#/inspect', { serviceWorkers: 'block' });
  const urls = new Set<string>();
  page.on('request', request => urls.add(request.url()));
  await page.reload();
  await page.locator('.restrictions').waitFor();
  await page.evaluate(() => document.fonts.ready);
  // Asked for again: of a module that was loaded ahead, the browser keeps no body.
  const sizeOf = async (url: string): Promise<number> =>
    gzipSync(await (await page.request.get(url)).body(), { level: 9 }).length;
  const sizes = async (pattern: RegExp): Promise<number> => {
    const found = [...urls].filter(url => pattern.test(new URL(url).pathname));
    return (await Promise.all(found.map(sizeOf))).reduce((sum, size) => sum + size, 0);
  };
  const code = /^\/$|^\/assets\/.*\.(js|css)$/;
  const fonts = /\.woff2$/;
  expect(await sizes(code)).toBeGreaterThan(50 * kilobyte);
  expect(await sizes(fonts)).toBeGreaterThan(20 * kilobyte);
  expect((await sizes(code)) + (await sizes(fonts))).toBeLessThan(200 * kilobyte);
  expect(await page.evaluate(() => document.fonts.check('16px "Inter Variable"'))).toBe(true);

  await page.getByRole('link', { name: 'Search as' }).click();
  await numberOf(page, 'hidden');
  expect(await sizes(code)).toBeLessThan(240 * kilobyte);
});
