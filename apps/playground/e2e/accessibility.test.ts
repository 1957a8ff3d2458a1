import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { refusedExample } from '../page/src/lib/example-key.ts';
import { numberOf, shownText, startPlayground } from './support.ts';

const { open } = await startPlayground();
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule, or the one named. */
async function faults(page: Page, rule?: string): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    options =>
      (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    rule === undefined ? {} : { runOnly: rule },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}

/** Stands in for a wider font. */
async function spaceLetters(page: Page, spacing: string): Promise<void> {
  await page.evaluate(value => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { letter-spacing: ${value} !important }`);
    document.adoptedStyleSheets = [sheet];
  }, spacing);
}

/** Brings a view to where it shows the most. */
const views: Readonly<Record<string, { hash: string; fill: (page: Page) => Promise<unknown> }>> = {
  'Search as': {
    hash: '#/search?user=mina&life=300',
    async fill(page) {
      await numberOf(page, 'hidden');
      await page.getByRole('button', { name: 'Try all' }).click();
      await page.getByText('12 of 12 held').waitFor();
      await page.getByLabel('Question').fill('Which plans are there?');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await page.locator('.messages .assistant').waitFor();
    },
  },
  Mint: {
    hash: '#/mint',
    async fill(page) {
      await page.getByText('more search parameters').click();
      await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
      await page.locator('.code-keyword').first().waitFor();
    },
  },
  'Mint, refused': {
    hash: '#/mint',
    async fill(page) {
      await page
        .getByLabel('Fill the form with an example')
        .selectOption({ label: 'A filter that is refused' });
      await page.getByText('No key can be made of this.').waitFor();
    },
  },
  'Mint a token': {
    hash: '#/mint?make=token',
    fill: page => page.getByText('byte-identical').waitFor({ timeout: 20_000 }),
  },
  Inspect: {
    hash: '#/inspect',
    async fill(page) {
      await page.getByRole('button', { name: 'An example' }).click();
      await page.getByLabel('Parent API key 1').fill('x');
      await page.getByText('did not sign it').waitFor();
    },
  },
  Log: {
    hash: '#/log',
    fill: page => page.getByText(/live$/).waitFor(),
  },
  'Why refused': {
    hash: '#/inspect',
    async fill(page) {
      await page.getByRole('button', { name: 'An example' }).click();
      await page.getByRole('button', { name: 'Try a request with it' }).click();
      await page.getByText('What this page assumes, because Algolia does not document it').click();
      await page.getByTestId('gates').waitFor();
    },
  },
  Prove: {
    hash: '#/prove?key=leo&claim=visible_by%3Aleo',
    async fill(page) {
      await page.getByText('does not satisfy the claim').waitFor();
      await page.getByLabel('More keys').fill(refusedExample.key);
      await page.getByRole('button', { name: 'Mina Okafor and Pasted key 1' }).waitFor();
    },
  },
};

describe.each(Object.entries(views))('%s', (_, { hash, fill }) => {
  it('has no fault that axe finds, in light and in dark, and fits a phone', async () => {
    const page = await open(hash, { colorScheme: 'light', reducedMotion: 'reduce' });
    await fill(page);
    expect(await faults(page)).toEqual([]);
    // The scheme changes nothing but colours.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await faults(page, 'color-contrast')).toEqual([]);
    // On a phone nothing scrolls sideways, also with the wider fonts of another system.
    for (const spacing of ['normal', '0.06em']) {
      await spaceLetters(page, spacing);
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `at ${width} pixels, letter spacing ${spacing}`).toBeLessThanOrEqual(0);
      }
    }
  });
});

describe('a page at 200% zoom, without motion', () => {
  it.each(['search', 'mint', 'inspect', 'why', 'log'])(
    '%s: nothing is cut off, and nothing moves',
    async view => {
      // A window of 1280 pixels has 640 of them at 200%.
      const page = await open(`#/${view}`, {
        viewport: { width: 640, height: 400 },
        deviceScaleFactor: 2,
        reducedMotion: 'reduce',
      });
      await page.locator('.card, .tabs, main li, main p').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      const isStill = await page.evaluate(() =>
        [...document.querySelectorAll('*')].every(element => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return Number.parseFloat(transitionDuration) === 0 && animationName === 'none';
        }),
      );
      expect(isStill).toBe(true);
    },
  );
});

describe('the keyboard', () => {
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      return (element.textContent || element.getAttribute('aria-label') || element.tagName).trim();
    });

  it('skips to the content, and goes on from there', async () => {
    const page = await open('#/mint');
    await page.getByLabel(/^filters/).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    expect(
      await page.locator('.skip-link').evaluate(link => link.getBoundingClientRect().top),
    ).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Mint a credential');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Secured API key');
  });

  it('reaches every view and says which one it is in', async () => {
    const page = await open('#/search');
    for (const [link, heading] of [
      ['Mint', 'Mint a credential'],
      ['Inspect', 'Inspect a credential'],
      ['Why refused', 'Why was it refused?'],
      ['Prove', 'Prove what a key can never show'],
      ['Search as', 'See what a secured key hides'],
    ] as const) {
      await page.getByRole('link', { name: link }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect(await focused(page)).toBe(heading);
      expect(await page.title()).toContain(link);
      expect(await shownText(page.locator('[aria-current="page"]'))).toBe(link);
    }
  });

  it('chooses a person and tries an attempt', async () => {
    const page = await open('#/search?user=mina&life=300');
    await page.getByRole('radio', { name: /Mina Okafor/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Ines Duarte sees').waitFor();
    await page.getByRole('button', { name: 'Try Fetch the hidden record by its id' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1 held').waitFor();
  });

  it('shows where it is, on everything it reaches', async () => {
    const page = await open('#/search?user=mina&life=300');
    await numberOf(page, 'hidden');
    for (let press = 0; press < 45; press += 1) {
      await page.keyboard.press('Tab');
      const isVisible = await page.evaluate(() => {
        const element = document.activeElement!;
        const shown = [element, element.nextElementSibling, element.closest('label')];
        return shown.some(candidate => candidate && getComputedStyle(candidate).outlineStyle !== 'none');
      });
      expect(isVisible, await focused(page)).toBe(true);
    }
    const covered = await page.locator('.top-bar').evaluate(bar => bar.getBoundingClientRect().bottom);
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press('Shift+Tab');
      const top = await page.evaluate(() => document.activeElement!.getBoundingClientRect().top);
      expect(top, await focused(page)).toBeGreaterThanOrEqual(covered);
    }
  });
});

describe('the theme', () => {
  it('changes by its button and is remembered', async () => {
    const page = await open('#/inspect', { colorScheme: 'light' });
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    const toggle = page.getByRole('button', { name: /^Theme/ });
    await toggle.click();
    await toggle.click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await ground()).toBe(dark);
  });
});
