import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { numberOf, startPlayground } from './support.ts';

const { open } = await startPlayground();
const kilobyte = 1000;

it('loads little before the search view loads its libraries', async () => {
  const page = await open('#/inspect', { serviceWorkers: 'block' });
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', response => {
    if (/\/(assets\/.*)?$/.test(new URL(response.url()).pathname))
      bodies.set(response.url(), response.body());
  });
  await page.reload();
  await page.locator('.restrictions').waitFor();
  await page.evaluate(() => document.fonts.ready);
  const sizes = async (pattern: RegExp): Promise<number> => {
    const found = [...bodies].filter(([url]) => pattern.test(url)).map(([, body]) => body);
    return (await Promise.all(found)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  };
  const code = /\/$|\.(js|css)$|#/;
  const before = await sizes(code);
  expect(before).toBeGreaterThan(50 * kilobyte);
  expect(before).toBeLessThan(150 * kilobyte);
  expect(await sizes(/\.woff2$/)).toBeLessThan(100 * kilobyte);
  expect(await page.evaluate(() => document.fonts.check('16px "Inter Variable"'))).toBe(true);

  await page.getByRole('link', { name: 'Search as' }).click();
  await numberOf(page, 'hidden');
  expect(await sizes(code)).toBeLessThan(240 * kilobyte);
});
