import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../find-browser.ts';

const UNPACK_TIMEOUT_MS = 150_000;

describe.skipIf(process.env.NO_BROWSER_TESTS === '1')('a browser that is found', () => {
  test('has answered --version', { timeout: UNPACK_TIMEOUT_MS }, async () => {
    const browser = await findBrowser();
    expect(browser.version).toMatch(/\d+\.\d+/);
    expect(existsSync(browser.executablePath)).toBe(true);
  });

  test.runIf(process.platform === 'linux')(
    'sees the fonts of the repository and no others, so that layouts are the same everywhere',
    { timeout: UNPACK_TIMEOUT_MS },
    async () => {
      const { executablePath, env } = await findBrowser();
      const browser = await chromium.launch({ executablePath, env });
      try {
        const page = await browser.newPage();
        const widths = await page.evaluate(() => {
          const context = document.createElement('canvas').getContext('2d')!;
          const families = [
            'sans-serif',
            'DejaVu Sans',
            'monospace',
            'DejaVu Sans Mono',
            'Arial',
            'system-ui',
          ];
          return families.map(family => {
            context.font = `100px "${family}"`.replace(/"(sans-serif|monospace|system-ui)"/, '$1');
            return context.measureText('How wide is this?').width;
          });
        });
        const [sans, dejaVuSans, monospace, dejaVuMono, arial, system] = widths;
        expect(sans).toBeGreaterThan(0);
        expect([sans, arial, system]).toEqual([dejaVuSans, dejaVuSans, dejaVuSans]);
        expect(monospace).toBe(dejaVuMono);
        expect(dejaVuMono).not.toBe(dejaVuSans);
      } finally {
        await browser.close();
      }
    },
  );
});

test('a CHROME_PATH that does not start is a loud failure with a hint, never a silent fallback', async () => {
  await expect(findBrowser({ ...process.env, CHROME_PATH: '/nowhere/chrome' })).rejects.toThrow(
    /CHROME_PATH \(\/nowhere\/chrome\)[\s\S]*apt-get install chromium[\s\S]*NO_BROWSER_TESTS=1/,
  );
});
