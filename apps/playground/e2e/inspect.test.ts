import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { forgeSecuredUserToken, generateSecuredApiKey, verifySecuredApiKey } from '@forgekey/core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findParentKey } from '../server/keys/parent-keys.ts';
import { shownText, startPlayground, textOf } from './support.ts';

const { open } = await startPlayground();

const parentApiKey = 'ab'.repeat(16);
const secretKey = 'sk-alg-0123456789abcdef';
const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;
const key = generateSecuredApiKey({
  parentApiKey,
  restrictions: { filters: 'owner:ann AND price < 5', validUntil: inAnHour() },
});
const token = forgeSecuredUserToken({ secretKey, secretKeyId: 'key-1', userId: 'ann' });
const sign = (queryString: string): string => Buffer.from('0'.repeat(64) + queryString).toString('base64');

/** The view, cut off from the network: from here on, any request fails the test. */
async function openOffline(): Promise<{ page: Page; requests: string[] }> {
  const page = await open('#/inspect');
  await page.getByLabel('Key or token').waitFor();
  const requests: string[] = [];
  page.on('request', request => {
    // The page's own code, such as jose for the first token: the service worker has it.
    if (!/^\/assets\/[\w-]+\.js$/.test(new URL(request.url()).pathname))
      requests.push(`${request.method()} ${request.url()}`);
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.context().setOffline(true);
  return { page, requests };
}

const paste = (page: Page, text: string): Promise<void> => page.getByLabel('Key or token').fill(text);

describe('Inspect', () => {
  it('opens with an example that is refused, and the local parent signs it again once it is edited', async () => {
    const page = await open('#/inspect');
    expect(await textOf(page, 'kind')).toContain('Expired');
    await page.getByLabel(/^Restrictions/).fill('{');
    await page.getByText('Not a JSON object yet.').waitFor();
    await page
      .getByLabel(/^Restrictions/)
      .fill('{"filters":"visible_by:aisha","userToken":"aisha","validUntil":1}');
    await page.getByRole('button', { name: 'Set validUntil to one hour from now' }).click();
    await page.getByRole('button', { name: 'Sign again' }).click();
    await page.getByText('Expired: every search').waitFor({ state: 'detached' });
    const signed = await page.getByLabel('Key or token').inputValue();
    const { restrictions } = verifySecuredApiKey(signed, { parentApiKeys: findParentKey('search')!.apiKey });
    expect(restrictions).toMatchObject({ filters: 'visible_by:aisha', userToken: 'aisha' });
  });

  it('says why the edited restrictions are not signed', async () => {
    const page = await open('#/inspect');
    await page.getByLabel(/^Restrictions/).fill('{"filter":"visible_by:aisha"}');
    await page.getByRole('button', { name: 'Sign again' }).click();
    await page.locator('.refusal').getByText('filter').first().waitFor();
  });

  it.each([
    [{ validUntil: inAnHour() }, true],
    [{ restrictIndices: ['products'], validUntil: inAnHour() }, true],
    [{ filters: 'owner:ann', validUntil: inAnHour() }, false],
    [{ facetFilters: ['color:red'] }, false],
  ])('warns of a key that opens everything: %o', async (restrictions, isOpen) => {
    const page = await open('#/inspect');
    await paste(page, generateSecuredApiKey({ parentApiKey, restrictions }));
    await page.locator('.restrictions').getByText(Object.keys(restrictions)[0]!).waitFor();
    expect(await page.getByText('This key opens everything.').count()).toBe(isOpen ? 1 : 0);
  });

  it('opens again without a network', async () => {
    const page = await open('#/inspect');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.context().setOffline(true);
    await page.reload();
    await paste(page, key);
    await page.locator('.restrictions').getByText('owner:ann').waitFor();
  });
});

describe('Inspect, offline', () => {
  it('reads a key and says which parent signed it, without one request, and keeps none of it in the link', async () => {
    const { page, requests } = await openOffline();
    await paste(page, key);
    expect(await textOf(page, 'kind')).toContain('A secured API key, in canonical form');
    expect(await textOf(page, 'countdown')).toMatch(/^(1 h|59 min \d+ s) left$/);
    expect(await shownText(page.locator('.restrictions'))).toContain('owner:ann');

    await page.getByLabel('Parent API key 1').fill('cd'.repeat(16));
    await page.getByText('did not sign it').waitFor();
    await page.getByRole('button', { name: 'Add another' }).click();
    await page.getByLabel('Parent API key 2').fill(parentApiKey);
    await page.getByText('Signed by this one, and valid now.').waitFor();
    for (const name of ['Parent API key 1', 'Parent API key 2']) {
      expect(await page.getByLabel(name).getAttribute('type')).toBe('password');
      expect(await page.getByLabel(name).getAttribute('autocomplete')).toBe('off');
    }
    expect(requests).toEqual([]);
    expect(page.url()).toMatch(/#\/inspect$/);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).toBe('{}');
  });

  it('reads a token and checks its signature', async () => {
    const { page, requests } = await openOffline();
    await paste(page, `X-Algolia-Secure-User-Token: ${token}`);
    expect(await textOf(page, 'kind')).toContain('A secured user token');
    expect(await shownText(page.locator('.token-picture'))).toMatch(/"kid": "key-1"[\s\S]*"sub": "ann"/);
    await page.getByLabel('Secret key 1').fill(secretKey);
    await page.getByText('Signed by this one, and valid now.').waitFor();
    await page.getByLabel('Secret key 1').fill('sk-alg-another');
    await page.getByText('did not sign it').waitFor();

    const [header] = token.split('.');
    await paste(page, `${header}.${Buffer.from('{"sub":"guest","sub":"admin"}').toString('base64url')}.c2ln`);
    await page.getByText('A secured user token that is refused').waitFor();
    expect(await shownText(page.locator('.token-picture'))).toContain('{"sub":"guest","sub":"admin"}');
    await page.getByText('The token has no readable expiry, so it is refused').waitFor();
    expect(requests).toEqual([]);
  });

  it('finds the credential in what is pasted, and says when there are more', async () => {
    const { page } = await openOffline();
    await paste(page, `GET /1/indexes/a?x-algolia-api-key=${encodeURIComponent(key)}&b=1`);
    expect(await textOf(page, 'kind')).toContain('A secured API key');
    await paste(page, `${key}\n${key}`);
    await page.getByText('The text contains 2 credentials. Only the first is shown.').waitFor();
  });

  it('reads a token next to a key', async () => {
    const { page } = await openOffline();
    await paste(page, `x-algolia-api-key: ${key}\nx-algolia-secure-user-token: ${token}`);
    await page.locator('.restrictions').getByText('owner:ann').waitFor();
    expect(await shownText(page.locator('.token-picture'))).toContain('"sub": "ann"');
  });

  it('shows what is left of a key that was cut', async () => {
    const { page } = await openOffline();
    await paste(page, key.slice(0, -5));
    await page.getByText('What is left of it').waitFor();
    expect(await shownText(page.locator('.restrictions'))).toContain('owner:ann');
    await page.getByText('cut off').waitFor();
  });

  it('explains an expiry in milliseconds', async () => {
    const { page } = await openOffline();
    await paste(page, sign('filters=a%3A1&validUntil=1800000000000'));
    await page.getByText('Write 1800000000.').waitFor();
  });

  it('tells what is wrong with a key', async () => {
    const { page, requests } = await openOffline();
    const cases = [
      [sign('filters=a%3A1&filters=b%3A2'), 'LINT_REPEATED_PARAMETER'],
      [sign('filter=a%3A1'), 'ERR_RESTRICTION_UNKNOWN'],
      [sign('filters=&validUntil=4102444800'), 'ERR_RESTRICTION_EMPTY'],
      [sign('filters=a%3A1&validUntil=soon'), 'LINT_UNREADABLE_PARAMETER'],
      [sign('filters=a%3A1&validUntil=1500000000'), 'LINT_EXPIRED'],
      [sign('filters=a%3A1%20OR&validUntil=4102444800'), 'LINT_FILTER_SYNTAX'],
      [sign('restrictIndices=a+%2C+b&filters=x%3A1'), 'LINT_'],
    ] as const;
    for (const [text, code] of cases) {
      await paste(page, text);
      await page.locator('.findings').getByText(code).first().waitFor();
      expect(await page.getByText('The key has no readable expiry, so it is refused').count(), code).toBe(
        code === 'LINT_UNREADABLE_PARAMETER' ? 1 : 0,
      );
    }
    expect(requests).toEqual([]);
  });

  it('says why a text is not a readable credential', async () => {
    const { page } = await openOffline();
    const cases = [
      ['hello', 'ERR_KEY_MALFORMED'],
      [btoa('hello'), 'ERR_KEY_MALFORMED'],
      ['a.b.c', 'ERR_TOKEN_MALFORMED'],
      ['ab'.repeat(16), 'An API key that is not secured'],
      ['A'.repeat(200_000), 'ERR_KEY_MALFORMED'],
      ['<script>document.title="x"</script>', 'ERR_'],
    ] as const;
    for (const [text, expected] of cases) {
      await paste(page, '');
      await page.getByText('Nothing pasted yet.').waitFor();
      await paste(page, text);
      expect(await textOf(page, 'kind')).toContain(expected);
    }
  });

  it('reads the keys of other clients and majors', async () => {
    const path = '../../../packages/conformance/vectors/cross-client.json';
    const file = fileURLToPath(new URL(path, import.meta.url));
    const keys = [
      ...new Set(
        (await readFile(file, 'utf8')).match(/"[A-Za-z0-9+/]{120,}={0,2}"/g)?.map(text => text.slice(1, -1)),
      ),
    ];
    expect(keys.length).toBeGreaterThan(20);
    const { page } = await openOffline();
    for (const text of keys.slice(0, 40)) {
      await paste(page, text);
      expect(await textOf(page, 'kind'), text).toContain('A secured API key');
    }
  });
});
