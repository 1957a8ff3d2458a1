import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { numberOf, startPlayground } from './support.ts';

const { open } = await startPlayground();
const file = fileURLToPath(new URL('../../../docs/images/playground.png', import.meta.url));
const maxBytes = 300 * 1024;

// No test, but a tool: counters and countdowns differ from run to run, so the picture is made when somebody asks for it.
if (process.env.UPDATE_SCREENSHOT === '1') {
  it('makes the picture of the README', { timeout: 90_000 }, async () => {
    const page = await open('#/search?user=mina&index=documents', {
      viewport: { width: 1280, height: 1180 },
      colorScheme: 'light',
    });
    await page.getByLabel('Search continuously').check();
    await numberOf(page, 'count-keys', count => count >= 5, 60_000);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.screenshot({ path: file });
  });
}

it('the picture of the README is there, and small', async () => {
  expect((await stat(file)).size).toBeLessThan(maxBytes);
});
