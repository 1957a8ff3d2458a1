import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { numberOf, startPlayground } from './support.ts';

const { open } = await startPlayground();
const maxBytes = 300 * 1024;

interface Picture {
  readonly hash: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
  /** What the picture shows, as a selector; the first screen by default. */
  readonly part?: string;
  /** Brings the view to what the picture is to show. */
  prepare(page: Page): Promise<unknown>;
}

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const search = {
  hash: '#/search?user=mina&index=documents',
  prepare: (page: Page) => page.getByTestId('agreement').waitFor(),
};

const pictures: Readonly<Record<string, Picture>> = {
  playground: {
    ...search,
    viewport: desktop,
    colorScheme: 'light',
    async prepare(page) {
      await numberOf(page, 'hidden');
      await page.getByRole('button', { name: 'Try all' }).click();
      await page.getByText('12 of 12 held').waitFor();
    },
  },
  'playground-renewal': {
    ...search,
    viewport: desktop,
    colorScheme: 'light',
    part: '.renewal',
    async prepare(page) {
      await page.getByLabel('Search continuously').check();
      await numberOf(page, 'count-keys', count => count >= 5, 60_000);
    },
  },
  'playground-dark': { ...search, viewport: desktop, colorScheme: 'dark' },
  'playground-phone': { ...search, viewport: phone, colorScheme: 'light' },
  'playground-mint': {
    hash: '#/mint',
    viewport: desktop,
    colorScheme: 'light',
    async prepare(page) {
      await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
      await page.getByTestId('openings').getByText('of 27').waitFor();
    },
  },
  'playground-inspect': {
    hash: '#/inspect',
    viewport: desktop,
    colorScheme: 'light',
    prepare: page => page.locator('.restrictions').waitFor(),
  },
  'playground-log': {
    ...search,
    viewport: desktop,
    colorScheme: 'light',
    async prepare(page) {
      await page.getByRole('button', { name: 'Try all' }).click();
      await page.getByText('12 of 12 held').waitFor();
      await page.getByRole('link', { name: 'Log' }).click();
      await page.getByRole('listitem').filter({ hasText: '/query' }).first().waitFor();
    },
  },
  'playground-prove': {
    hash: '#/prove',
    viewport: desktop,
    colorScheme: 'light',
    prepare: page => page.getByText('Whatever a search asks for').waitFor(),
  },
  'playground-why': {
    hash: '#/why',
    viewport: desktop,
    colorScheme: 'light',
    prepare: page => page.locator('.gate.failed').waitFor(),
  },
};

const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../../../docs/images/${name}.png`, import.meta.url));

// Counters and countdowns differ from run to run, so the pictures are taken when they are asked for.
if (process.env.UPDATE_SCREENSHOT === '1') {
  it.each(Object.entries(pictures))('takes the picture %s', { timeout: 90_000 }, async (name, picture) => {
    const { hash, prepare, part, ...options } = picture;
    const page = await open(hash, options);
    await prepare(page);
    await page.evaluate(async () => {
      (document.activeElement as HTMLElement).blur();
      await document.fonts.ready;
    });
    await (part === undefined ? page : page.locator(part)).screenshot({ path: fileOf(name) });
  });
}

it.each(Object.keys(pictures))('the picture %s of the guide is there, and small', async name => {
  expect((await stat(fileOf(name))).size).toBeLessThan(maxBytes);
});
