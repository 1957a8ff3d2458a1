import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateSecuredApiKey } from '@forgekey/core';
import { startEmulator } from '@forgekey/emulator';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { findBrowser } from '../../../tools/find-browser.ts';
import { createPageRoutes } from '../server/routes/page-routes.ts';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const apiKey = generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'tenant:a' } });

const product = (objectID: string, tenant: string, name: string, price: number, colour: string) => ({
  objectID,
  tenant,
  name,
  price,
  colour,
  brand: `Brand ${colour}`,
  description: `A long text that ends with the word ${name}`,
  categories: { lvl0: 'Home', lvl1: `Home > ${name}` },
  _geoloc: { lat: price, lng: 1 },
});
const records = [
  product('1', 'a', 'Lamp', 30, 'red'),
  product('2', 'a', 'Desk', 10, 'red'),
  product('3', 'a', 'Sofa', 20, 'blue'),
  product('4', 'b', 'Secret', 5, 'black'),
  product('5', 'b', 'Vault', 90, 'red'),
];
const settings = {
  attributesForFaceting: [
    'colour',
    'brand',
    'price',
    'categories.lvl0',
    'categories.lvl1',
    'filterOnly(tenant)',
  ],
  customRanking: ['desc(price)'],
  renderingContent: { facetOrdering: { facets: { order: ['brand'] } } },
};

const outDir = mkdtempSync(join(tmpdir(), 'forgekey-widgets-'));
await build({
  configFile: false,
  logLevel: 'error',
  root: fileURLToPath(new URL('widgets', import.meta.url)),
  build: { outDir, emptyOutDir: true },
});
const emulator = await startEmulator({
  indices: {
    shop: { records, settings: { ...settings, replicas: ['shop_price_asc'] } },
  },
  parentApiKeys: { [parentApiKey]: {} },
  routes: [createPageRoutes(outDir)],
});
await fetch(`${emulator.url}/1/indexes/shop_price_asc/settings`, {
  method: 'PUT',
  headers: { 'x-algolia-application-id': 'APP', 'x-algolia-api-key': emulator.adminApiKey },
  body: JSON.stringify({ ranking: ['asc(price)'] }),
});
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, env });
let page: Page;
const answers: Promise<string>[] = [];

beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  page.on('response', response => {
    if (/\/(?:1|agent-studio)\//.test(response.url())) answers.push(response.text().catch(() => ''));
  });
  await page.goto(`${emulator.url}/#${encodeURIComponent(apiKey)}`);
  await page.locator('.ais-Hits-item').nth(2).waitFor();
});
afterEach(async () => {
  // Whatever a widget asks for, nothing of the other tenant is in an answer.
  for (const answer of await Promise.all(answers.splice(0))) expect(answer).not.toMatch(/Secret|Vault|black/);
  await page.close();
});
afterAll(async () => {
  await browser.close();
  await emulator.close();
  rmSync(outDir, { recursive: true });
});

const textsOf = (selector: string) => page.locator(selector).allTextContents();
const namesOfHits = () => textsOf('.ais-Hits-item b');

it('Hits, Snippet and the connector of GeoSearch show what the key shows', async () => {
  expect(await namesOfHits()).toEqual(['Lamp', 'Sofa', 'Desk']);
  expect(await page.locator('#map').textContent()).toBe('1@30 3@20 2@10');
  await page.locator('.ais-SearchBox-input').fill('lamp');
  await expect.poll(namesOfHits).toEqual(['Lamp']);
  const snippet = page.locator('.ais-Snippet');
  expect(await snippet.locator('.ais-Snippet-highlighted').textContent()).toBe('Lamp');
  expect((await snippet.textContent())!.length).toBeLessThan(records[0]!.description.length);
});

it('RefinementList and DynamicWidgets count what the key shows, and refine', async () => {
  const list = page.locator('.ais-RefinementList').first();
  expect(await list.locator('.ais-RefinementList-item').allTextContents()).toEqual(['red2', 'blue1']);
  const dynamic = page.locator('#dynamic .ais-RefinementList-item');
  await dynamic.first().waitFor();
  expect(await dynamic.allTextContents()).toEqual(['Brand red2', 'Brand blue1']);
  await list.getByLabel('blue').check();
  await expect.poll(namesOfHits).toEqual(['Sofa']);
});

it('HierarchicalMenu opens a level with the categories that the key shows', async () => {
  const menu = page.locator('.ais-HierarchicalMenu');
  expect(await menu.locator('.ais-HierarchicalMenu-count').allTextContents()).toEqual(['3']);
  await menu.getByText('Home').click();
  const labels = () => textsOf('.ais-HierarchicalMenu-label');
  await expect.poll(labels).toEqual(['Home', 'Desk', 'Lamp', 'Sofa']);
  await menu.getByText('Desk').click();
  await expect.poll(namesOfHits).toEqual(['Desk']);
});

it('RangeInput has the limits of what the key shows, and narrows', async () => {
  const [min, max] = [page.locator('.ais-RangeInput-input--min'), page.locator('.ais-RangeInput-input--max')];
  expect([await min.getAttribute('placeholder'), await max.getAttribute('placeholder')]).toEqual([
    '10',
    '30',
  ]);
  await min.fill('15');
  await page.locator('.ais-RangeInput-submit').click();
  await expect.poll(namesOfHits).toEqual(['Lamp', 'Sofa']);
});

it('SortBy changes to the replica and its order', async () => {
  await page.locator('.ais-SortBy-select').selectOption('shop_price_asc');
  await expect.poll(namesOfHits).toEqual(['Desk', 'Sofa', 'Lamp']);
});

it('Chat answers from what the key shows', async () => {
  await page.locator('.ais-ChatToggleButton').click();
  await page.locator('.ais-ChatPrompt-textarea').fill('Is there a lamp?');
  await page.locator('.ais-ChatPrompt-submit').click();
  await page.getByText('I found one record that you may see').first().waitFor();
});
