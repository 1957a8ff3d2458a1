import {
  decodeSecuredApiKey,
  searchParameters,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from '@forgekey/core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findParentKey } from '../server/keys/parent-keys.ts';
import { userTokenSecrets } from '../server/keys/user-token-secrets.ts';
import { numberOf, otherHost, shownText, startPlayground, textOf } from './support.ts';

const { open, service } = await startPlayground();

async function keyOf(page: Page): Promise<string> {
  return (await shownText(page.getByRole('region', { name: 'the secured API key' }))).replace(/\s/g, '');
}

const editor = (page: Page) => page.getByLabel(/^filters/);

describe('the form', () => {
  it('has a control for every parameter of the table', async () => {
    const page = await open('#/mint');
    await page.getByText('more search parameters').click();
    const labels = await page.locator('.key-form :is(label, legend)').allTextContents();
    const controls = new Set(labels.map(label => label.split(' ')[0]));
    for (const name of Object.keys(searchParameters)) expect(controls, name).toContain(name);
  });

  it('finds a parameter by its name', async () => {
    const page = await open('#/mint');
    await page.getByText('more search parameters').click();
    await page.getByLabel('Find a parameter').fill('typo');
    expect(await page.getByLabel(/^minWordSizefor1Typo/).isVisible()).toBe(true);
    expect(await page.getByLabel(/^aroundRadius/).count()).toBe(0);
  });

  it('marks a filter that is refused at its column, and draws one that is not', async () => {
    const page = await open('#/mint');
    await editor(page).fill('tenant:harbor OR (group:design AND price < 5)');
    expect(await textOf(page, 'filter-error')).toContain('Column 32');
    const mark = page.getByTestId('filter-error-mark');
    expect(await mark.evaluate(element => element.previousSibling?.textContent?.length)).toBe(31);
    await editor(page).fill('tenant:harbor AND (group:design OR group:people) AND price < 5');
    expect(await page.locator('.key-form .filter-picture li').count()).toBe(3);
  });

  it('stays in its column however long a word is', async () => {
    const page = await open(`#/mint?r.filters=${'x'.repeat(3000)}`);
    await page.locator('.key-form .filter-picture li').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  });

  it('compares nothing while no key can be made', async () => {
    const page = await open('#/mint?valid=none');
    await page.getByTestId('side-by-side').waitFor();
    await page.getByLabel(/^restrictSources/).fill('here');
    await page.getByText('No key can be made of this.').waitFor();
    expect(await page.getByTestId('side-by-side').count()).toBe(0);
  });

  it('mints nothing of a filter that does not parse', async () => {
    const page = await open('#/mint');
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    let orders = 0;
    page.on('request', request => {
      if (request.url().includes('/playground/mint')) orders += 1;
    });
    await editor(page).fill('tenant:harbor OR (group:design AND price < 5)');
    await page.getByText('No key can be made of this.').waitFor();
    await page.waitForTimeout(600);
    expect(orders).toBe(0);
    expect(await page.getByRole('region', { name: 'the secured API key' }).count()).toBe(0);
  });

  it('keeps the key in view while the form grows', async () => {
    const page = await open('#/mint');
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    await page.getByText('more search parameters').click();
    await page.getByLabel(/^getRankingInfo/).scrollIntoViewIfNeeded();
    const { top, bottom } = await page
      .getByRole('region', { name: 'the secured API key' })
      .evaluate(element => element.getBoundingClientRect());
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(900);
  });

  it('says at once what is wrong with a value', async () => {
    const page = await open('#/mint');
    await page.getByLabel(/^restrictSources/).fill('2001:db8::1');
    await page.getByText('The vendor does not document IPv6.').first().waitFor();
    await page.getByLabel(/^restrictSources/).fill('10.0.0.0/8');
    await page.getByText('does not document IPv6').first().waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'never' }).check();
    await page.getByText('LINT_NO_EXPIRY').waitFor();
  });
});

describe('the key', () => {
  it('is the same from Node and Deno, signed by the parent, and coloured part by part', async () => {
    const page = await open('#/mint');
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    expect(await textOf(page, 'side-by-side')).toMatch(/Node 2\d[\s\S]*byte-identical[\s\S]*Deno 2\./);
    const key = await keyOf(page);
    const { restrictions } = verifySecuredApiKey(key, { parentApiKeys: findParentKey('search')!.apiKey });
    expect(restrictions.userToken).toBe('mina');
    expect(await numberOf(page, 'key-length')).toBe(key.length);
    expect(await page.locator('.byte-bar-part').count()).toBe(1 + Object.keys(restrictions).length);
    await page.getByRole('button', { name: 'Try a request with it' }).click();
    expect(await page.getByLabel('Limits of the parent key').inputValue()).toBe('search');
    expect(await textOf(page, 'verdict')).toContain('allowed');
  });

  it('keeps the structure of nested lists and the order of nothing', async () => {
    const page = await open(
      '#/mint?parent=search&valid=none&r.facetFilters=%5B%5B%22a%3A1%22%2C%22b%3A2%22%5D%2C%22c%3A3%22%5D',
    );
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    expect(decodeSecuredApiKey(await keyOf(page)).restrictions.facetFilters).toEqual([['a:1', 'b:2'], 'c:3']);
  });

  it('shows the mark of 500 characters when it is passed', async () => {
    const page = await open('#/mint');
    await page
      .getByLabel('Fill the form with an example')
      .selectOption({ label: 'A key over 500 characters' });
    expect(await numberOf(page, 'key-length', length => length > 500)).toBe(880);
    await page.getByText('380 over the mark').waitFor();
    await page.getByText('LINT_KEY_LENGTH').waitFor();
  });

  it('says how much of each index it opens', async () => {
    const page = await open(
      '#/mint?parent=search&valid=3600&r.filters=tenant%3Ajuniper&r.restrictIndices=documents',
    );
    const openings = page.getByTestId('openings');
    await openings.getByText(/of 252/).waitFor();
    expect(await shownText(openings)).toMatch(/documents\s+84 of 252/);
    expect(await openings.getByText('refused').count()).toBe(3);
  });

  it('offers code for every runtime, by the arrow keys', async () => {
    const page = await open('#/mint');
    await page.getByRole('tab', { name: 'Node' }).focus();
    for (const [runtime, text] of [
      ['Node', "from '@forgekey/node'"],
      ['Deno', "from '@forgekey/deno'"],
      ['Workers', 'env.ALGOLIA_SEARCH_API_KEY'],
      ['Official client', 'client.generateSecuredApiKey'],
    ] as const) {
      expect(await shownText(page.getByRole('region', { name: `the code for ${runtime}` }))).toContain(text);
      await page.keyboard.press('ArrowRight');
    }
    expect(await page.getByRole('tab', { name: 'Node' }).getAttribute('aria-selected')).toBe('true');
    await page.locator('.code-keyword', { hasText: 'import' }).waitFor();
  });
});

describe('the user token', () => {
  it('is the same from both runtimes, and an id with a second subject in it stays one id', async () => {
    const page = await open('#/mint?make=token');
    await page.getByRole('button', { name: 'An id with a second subject in it' }).click();
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    const region = page.getByRole('region', { name: 'the secured user token' });
    const token = (await shownText(region)).replace(/\s/g, '');
    const { userId } = verifySecuredUserToken(token, { secretKeys: { ...userTokenSecrets } });
    expect(userId).toBe('guest","sub":"admin');
  });

  it('is never shown beside the name of another user', async () => {
    const page = await open('#/mint?make=token&userId=mina');
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    // Two frames later, which is long before the next one is ordered.
    const shown = await page.getByLabel(/^userId/).evaluate((input: HTMLInputElement) => {
      const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
      set!.call(input, 'ines');
      input.dispatchEvent(new Event('input', { bubbles: true }));
      const credential = () => document.querySelector('[aria-label="the secured user token"]')?.textContent;
      return new Promise<string | undefined>(resolve =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(credential()))),
      );
    });
    expect(shown).toBeUndefined();
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    expect(await shownText(page.locator('.token-picture'))).toContain('"sub": "ines"');
  });

  it('is not made for a lifetime of nothing', async () => {
    const page = await open('#/mint?make=token&lifetime=0');
    await page.getByText('"expiresIn" must be whole seconds').first().waitFor();
    await page.getByText('byte-identical').waitFor({ state: 'detached' });
  });
});

describe('a service that has gone', () => {
  it('is said so in every view that needs it, and another try brings the view', async () => {
    const page = await open('#/inspect');
    await page.getByLabel('Key or token').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Mint' }).click();
    await page.getByRole('alert').getByText('The local service does not answer.').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Mint again' }).click();
    await page.locator('.refusal').getByText('The local service does not answer.').waitFor();
  });

  it('names a host that is refused, and asks once per try', async () => {
    const page = await open('#/inspect');
    let requests = 0;
    page.on('request', request => {
      if (request.url().includes('/playground/catalog')) requests += 1;
    });
    await page.goto(`${service.url.replace('localhost', otherHost)}/#/mint`);
    await page.getByRole('alert').getByText(otherHost, { exact: false }).waitFor();
    await page.waitForTimeout(1500);
    expect(requests).toBe(1);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForTimeout(500);
    await page.getByRole('alert').getByText(otherHost, { exact: false }).waitFor();
    expect(requests).toBe(2);
    await page.getByRole('link', { name: 'Open it at' }).click();
    await page.getByText('byte-identical').waitFor({ timeout: 20_000 });
  });
});
