import { generateSecuredApiKey } from '@forgekey/core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { parentKeys } from '../server/keys/parent-keys.ts';
import { userTokenSecrets } from '../server/keys/user-token-secrets.ts';
import { numberOf, startPlayground } from './support.ts';

const { open, service } = await startPlayground();
const key = generateSecuredApiKey({ parentApiKey: 'ab'.repeat(16), restrictions: { filters: 'a:1' } });

/** The address, once the page has written to it what it will. */
async function address(page: Page): Promise<string> {
  await page.waitForTimeout(400);
  return page.url();
}

describe('a link', () => {
  it('brings back the form', async () => {
    const page = await open('#/mint');
    await page.getByLabel(/^filters/).fill('tenant:harbor');
    await page.getByLabel(/^hitsPerPage/).fill('7');
    const link = await address(page);
    const other = await open(link.slice(link.indexOf('#')));
    expect(await other.getByLabel(/^filters/).inputValue()).toBe('tenant:harbor');
    expect(await other.getByLabel(/^hitsPerPage/).inputValue()).toBe('7');
  });

  it('means the same moment in every zone, and brings back what was emptied', async () => {
    const page = await open('#/why?at=1800000000', { timezoneId: 'Asia/Kolkata' });
    expect(await page.getByLabel('Time (now, if empty)').inputValue()).toBe('2027-01-15T13:30');
    await page.getByText('Asia/Calcutta').waitFor();
    await page.getByLabel('IP address of the client').fill('');
    const link = await address(page);
    const other = await open(link.slice(link.indexOf('#')), { timezoneId: 'America/New_York' });
    expect(await other.getByLabel('Time (now, if empty)').inputValue()).toBe('2027-01-15T03:00');
    expect(await other.getByLabel('IP address of the client').inputValue()).toBe('');
  });

  it('brings back the user, the index and the query', async () => {
    const page = await open('#/search?user=aisha&index=documents');
    const all = await numberOf(page, 'nb-hits');
    await page.getByPlaceholder('Search documents').fill('plan');
    await numberOf(page, 'nb-hits', count => count < all);
    const link = await address(page);
    expect(link).toMatch(/#\/search\?(?=.*user=aisha)(?=.*index=documents)(?=.*q=plan)/);
    const other = await open(link.slice(link.indexOf('#')));
    expect(await other.getByPlaceholder('Search documents').inputValue()).toBe('plan');
  });

  it('never holds what looks like a credential, wherever it was typed', async () => {
    const page = await open('#/mint');
    await page.getByLabel(/^userToken/).fill(key);
    expect(await address(page)).not.toContain(encodeURIComponent(key).slice(0, 40));
    await page.getByLabel(/^userToken/).fill('ab'.repeat(16));
    expect(await address(page)).not.toContain('abab');
    await page.goto(`${service.url}/#/why`);
    await page.getByLabel('Search parameters of the request, as JSON').fill(`{"query":"${key}"}`);
    await page.getByLabel(/^Secured API key/).fill(key);
    await page.getByLabel(/^Parent API key/).fill('ab'.repeat(16));
    const link = await address(page);
    expect(link).not.toContain('abab');
    expect(link).not.toContain(encodeURIComponent(key).slice(0, 40));
  });

  it('survives a visit to another view', async () => {
    const page = await open('#/mint?parent=search&valid=3600&r.filters=a%3A1');
    await page.getByRole('link', { name: 'Inspect' }).click();
    await page.getByRole('link', { name: 'Mint' }).click();
    expect(await page.getByLabel(/^filters/).inputValue()).toBe('a:1');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Inspect a credential' }).waitFor();
  });
});

describe('the page', () => {
  it('is built without any secret, and without a way to sign', async () => {
    const page = await open('#/inspect');
    await page.getByRole('link', { name: 'Search as' }).click();
    await numberOf(page, 'hidden');
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter(name => name.endsWith('.js')),
    );
    const texts = await Promise.all(scripts.map(async url => (await fetch(url)).text()));
    const bundle = texts.join('\n');
    expect(scripts.length).toBeGreaterThan(1);
    expect(bundle.length).toBeGreaterThan(100_000);
    for (const { apiKey } of parentKeys) expect(bundle).not.toContain(apiKey);
    for (const secret of Object.values(userTokenSecrets)) expect(bundle).not.toContain(secret);
    // The message of the one guard that every way to mint goes through.
    expect(bundle).not.toContain('dangerouslyAllowBrowser');
  });

  it('is given no parent key and no secret by the service', async () => {
    const page = await open('#/search?user=mina');
    const bodies: Promise<string>[] = [];
    page.on('response', response => bodies.push(response.text().catch(() => '')));
    await page.reload();
    await numberOf(page, 'hidden');
    await page.getByRole('link', { name: 'Mint' }).click();
    await page.getByTestId('openings').waitFor();
    const everything = (await Promise.all(bodies)).join('\n');
    expect(everything).toContain('securedApiKey');
    for (const { apiKey } of parentKeys) expect(everything).not.toContain(apiKey);
    for (const secret of Object.values(userTokenSecrets)) expect(everything).not.toContain(secret);
  });

  it('talks to its own server only', async () => {
    const page = await open('#/search?user=mina');
    const origins = new Set<string>();
    page.on('request', request => origins.add(new URL(request.url()).origin));
    await page.reload();
    await numberOf(page, 'hidden');
    expect([...origins].filter(origin => origin !== 'null')).toEqual([service.url]);
  });
});
