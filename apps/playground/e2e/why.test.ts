import { generateSecuredApiKey } from '@forgekey/core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { startPlayground, textOf } from './support.ts';

const { open, service } = await startPlayground();

const parentApiKey = 'ab'.repeat(16);
const inAnHour = Math.floor(Date.now() / 1000) + 3600;
const make = (restrictions: object): string => generateSecuredApiKey({ parentApiKey, restrictions });
const plain = make({ filters: 'owner:ann', validUntil: inAnHour });

async function ask(page: Page, key: string): Promise<void> {
  await page.getByLabel(/^Secured API key/).fill(key);
  await page.getByTestId('gates').waitFor();
}

const hash = (parameters: Record<string, string>): string =>
  `#/why?${new URLSearchParams({ index: 'documents', ip: '127.0.0.1', ...parameters })}`;

describe('a request', () => {
  const refusals: readonly [string, string, Record<string, string>, string][] = [
    ['Form', 'garbage', {}, '403'],
    ['Expiry', make({ filters: 'a:1', validUntil: 1_500_000_000 }), {}, 'validUntil'],
    ['Expiry', plain, { at: '3786912000' }, 'validUntil'],
    ['ACL', plain, { parent: 'analytics' }, 'Method not allowed with this API key'],
    ['Referer', plain, { parent: 'storefront', referer: 'https://elsewhere.example/' }, 'this referer'],
    [
      'Address',
      make({ filters: 'a:1', restrictSources: '10.0.0.0/8' }),
      { ip: '192.0.2.7' },
      'Source not allowed',
    ],
    ['Index', make({ restrictIndices: ['products'] }), {}, 'Index not allowed with this API key'],
    ['Index', plain, { parent: 'products-only' }, 'Index not allowed with this API key'],
    ['Parameters', plain, { params: '{"filters":"a:1 or b:2"}' }, 'filters'],
    ['Parameters', plain, { params: '{"filtres":"a:1"}' }, 'Unknown parameter: filtres'],
    ['Restrictions', Buffer.from(`${'0'.repeat(64)}filtres=a`).toString('base64'), {}, 'Unknown parameter'],
  ];

  it('stops at the gate that refuses it, for its reason', async () => {
    const page = await open('#/why');
    for (const [gate, key, parameters, text] of refusals) {
      await page.goto(`${service.url}/${hash(parameters)}`);
      await ask(page, key);
      await page.locator('.gate.failed .gate-title').getByText(gate, { exact: true }).waitFor();
      expect(await textOf(page, 'verdict'), gate).toMatch(/Rule[\s\S]+Fix/);
      expect(await textOf(page, 'verdict'), gate).toContain(text);
      expect(page.url()).not.toContain(key.slice(0, 40));
    }
  });

  it('says what is missing as long as it cannot be judged', async () => {
    const page = await open(hash({ params: '{"query":' }));
    await page.getByText('Paste a key').waitFor();
    await page.getByText('Complete the JSON').waitFor();
    await page.getByLabel(/^Secured API key/).fill(`"${plain}"`);
    await page.getByText('Paste a key').waitFor({ state: 'detached' });
    await page.getByText('Complete the JSON').waitFor();
    await page
      .getByLabel('Search parameters of the request, as JSON')
      .fill('{"requests":[{"indexName":"a"},{"indexName":"b","filters":"c:"}]}');
    await page.getByText('because of query 2 of 2').waitFor();
    await page.getByLabel(/^Secured API key/).fill('ab'.repeat(16));
    await page.getByText('Paste a secured key').waitFor();
    await page.getByRole('button', { name: 'A refused example' }).click();
    await page.locator('.gate.failed').getByText('Index', { exact: true }).waitFor();
    expect(await textOf(page, 'verdict')).toMatch(/restrictIndices[\s\S]*payroll/);
  });

  it('takes the limits and the key of a parent from the JSON of the vendor, and keeps them out of the link', async () => {
    const page = await open(hash({}));
    await ask(page, plain);
    const parent = page.getByLabel(/^Parent key as JSON/);
    await parent.fill(JSON.stringify({ value: parentApiKey, acl: ['search'], indexes: ['products'] }));
    await page.locator('.gate.failed').getByText('Index', { exact: true }).waitFor();
    await page.locator('.gate.passed', { hasText: 'Signature' }).waitFor();
    await parent.fill('{"acl":"search"}');
    await page.getByText('"acl" must be an array of strings').waitFor();
    expect(page.url()).not.toContain(parentApiKey);
  });

  it('is allowed, and shows what the engine would run', async () => {
    const page = await open(hash({ params: '{"query":"plan","filters":"year:2026"}' }));
    await ask(page, plain);
    expect(await page.locator('.gate.failed').count()).toBe(0);
    expect(await textOf(page, 'verdict')).toMatch(/allowed[\s\S]*not checked/);
    expect(await textOf(page, 'merged')).toMatch(/owner:"?ann"? AND year:"?2026"?/);
    await page.getByLabel(/^Parent API key/).fill('cd'.repeat(16));
    await page.locator('.gate.failed', { hasText: 'Signature' }).waitFor();
    await page.getByLabel(/^Parent API key/).fill(parentApiKey);
    await page.locator('.gate.failed').waitFor({ state: 'detached' });
    expect(await page.locator('.gate.passed').count()).toBe(await page.locator('.gate').count());
  });
});

describe('the view without a link', () => {
  it('opens with a request that is refused', async () => {
    const page = await open('#/why');
    await page.locator('.gate.failed').getByText('Index', { exact: true }).waitFor();
    expect(await textOf(page, 'verdict')).toMatch(/restrictIndices[\s\S]*payroll/);
    await page.getByLabel('Index').fill('products');
    await page.locator('.gate.failed').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Limits of the parent key').inputValue()).toBe('search');
  });

  it('keeps nothing of the example for another key', async () => {
    const page = await open('#/why');
    await page.getByLabel(/^Secured API key/).fill(plain);
    expect(await page.getByLabel('Index').inputValue()).toBe('documents');
    expect(await page.getByLabel('Limits of the parent key').inputValue()).toBe('');
  });
});

it('explains an answer of the server, and says of another that it is not recognised', async () => {
  const page = await open('#/why?from=answer');
  const type = async (status: string, message: string): Promise<string> => {
    await page.getByLabel('Status').fill(status);
    await page.getByLabel(/^Message/).fill(message);
    return textOf(page, 'explanation');
  };
  expect(await textOf(page, 'explanation')).toContain('Nothing to explain yet');
  expect(await type('', '{"message":"Index not allowed with this API key","status":403}')).toMatch(
    /403[\s\S]*Rule[\s\S]*restrictIndices[\s\S]*Fix/,
  );
  expect(await type('429', '')).toContain('userToken');
  expect(await type('418', 'I am a teapot')).toContain('not recognised');
  expect(page.url()).not.toContain('message');
});
