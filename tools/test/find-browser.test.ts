import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findBrowser } from '../find-browser.ts';

test.skipIf(process.env.NO_BROWSER_TESTS === '1')(
  'a browser that is found has answered --version',
  async () => {
    const browser = await findBrowser();
    expect(browser.version).toMatch(/\d+\.\d+/);
    expect(existsSync(browser.executablePath)).toBe(true);
  },
  150_000,
);

test('a CHROME_PATH that does not start is a loud failure with the mend, never a silent fallback', async () => {
  await expect(findBrowser({ ...process.env, CHROME_PATH: '/nowhere/chrome' })).rejects.toThrow(
    /CHROME_PATH \(\/nowhere\/chrome\)[\s\S]*apt-get install chromium[\s\S]*NO_BROWSER_TESTS=1/,
  );
});
