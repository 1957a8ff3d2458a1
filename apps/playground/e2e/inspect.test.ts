import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { forgeSecuredUserToken, generateSecuredApiKey } from '@forgekey/core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
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
  page.on('request', request => requests.push(`${request.method()} ${request.url()}`));
  await page.context().setOffline(true);
  return { page, requests };
}

const paste = (page: Page, text: string): Promise<void> => page.getByLabel('Key or token').fill(text);

describe('Inspect, offline', () => {
  it('reads a key and says which parent signed it, without one request, and keeps none of it in the link', async () => {
    const { page, requests } = await openOffline();
    await paste(page, key);
    expect(await textOf(page, 'kind')).toContain('A secured API key, in canonical form');
    expect(await textOf(page, 'countdown')).toMatch(/^(1 h|59 min \d+ s) left$/);
    expect(await shownText(page.locator('.restrictions'))).toContain('owner:ann');

    await page.getByLabel('Parent API key 1').fill('cd'.repeat(16));
    await page.getByText('did not sign it').waitFor();
    await page.getByRole('button', { name: 'Another one' }).click();
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
    expect(requests).toEqual([]);
  });

  it.each([
    ['the header of a token', `Authorization: Bearer ${token}`, 'A secured user token'],
    ['a line of an .env file', `ALGOLIA_KEY=${key}`, 'A secured API key'],
    ['a JSON answer', `{ "securedApiKey": "${key}" }`, 'A secured API key'],
    ['a JSON answer', JSON.stringify({ userToken: token }), 'A secured user token'],
    ['a line of code', `const key = '${key}';`, 'A secured API key'],
    ['a log', `GET /1/indexes/a?x-algolia-api-key=${encodeURIComponent(key)}&b=1`, 'A secured API key'],
    ['a mail', key.replace(/.{76}/g, '$&\r\n'), 'A secured API key'],
  ])('finds the credential in %s', async (_, text, kind) => {
    const { page } = await openOffline();
    await paste(page, text);
    expect(await textOf(page, 'kind')).toContain(kind);
  });

  it.each([
    ['repeated names', sign('filters=a%3A1&filters=b%3A2'), 'LINT_REPEATED_PARAMETER'],
    ['an unknown name', sign('filter=a%3A1'), 'ERR_RESTRICTION_UNKNOWN'],
    ['an empty restriction', sign('filters=&validUntil=4102444800'), 'ERR_RESTRICTION_EMPTY'],
    ['an unreadable time', sign('filters=a%3A1&validUntil=soon'), 'LINT_UNREADABLE_PARAMETER'],
    ['a time that has passed', sign('filters=a%3A1&validUntil=1500000000'), 'LINT_EXPIRED'],
    ['a filter that is refused', sign('filters=a%3A1%20OR&validUntil=4102444800'), 'LINT_FILTER_SYNTAX'],
    ['a list as Python writes it', sign('restrictIndices=a+%2C+b&filters=x%3A1'), 'LINT_'],
  ])('tells what is wrong with %s', async (_, text, code) => {
    const { page, requests } = await openOffline();
    await paste(page, text);
    expect(await shownText(page.locator('.findings'))).toContain(code);
    expect(requests).toEqual([]);
  });

  it.each([
    ['text', 'hello', 'ERR_KEY_MALFORMED'],
    ['base64 of nothing much', btoa('hello'), 'ERR_KEY_MALFORMED'],
    ['two dots', 'a.b.c', 'ERR_TOKEN_MALFORMED'],
    ['a plain key', 'ab'.repeat(16), 'An API key that is not secured'],
    ['a very long text', 'A'.repeat(200_000), 'ERR_KEY_MALFORMED'],
    ['a script', '<script>document.title="x"</script>', 'ERR_'],
  ])('says what %s is', async (_, text, expected) => {
    const { page } = await openOffline();
    await paste(page, text);
    expect(await textOf(page, 'kind')).toContain(expected);
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
