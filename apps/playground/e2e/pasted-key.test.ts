import { generateSecuredApiKey } from '@forgekey/core';
import { expect, it } from 'vitest';
import { parentKeys } from '../server/keys/parent-keys.ts';
import { numberOf, startPlayground } from './support.ts';

const { open, service } = await startPlayground();
const parentApiKey = parentKeys.find(({ name }) => name === 'search')!.apiKey;

async function countOf(apiKey: string): Promise<number> {
  const headers = { 'x-algolia-application-id': 'APP', 'x-algolia-api-key': apiKey };
  const url = `${service.url}/1/indexes/products/query`;
  return (await (await fetch(url, { method: 'POST', headers, body: '{}' })).json()).nbHits;
}

it('Search as takes a pasted key in place of a person, and keeps it out of the link', async () => {
  const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'on_sale:true' } });
  const expected = await countOf(key);
  const page = await open('#/search?user=mina&index=products&life=300');
  const ofMina = await numberOf(page, 'nb-hits');
  expect(ofMina).not.toBe(expected);
  await page.getByText('Search with your own key').click();
  await page.getByLabel('Secured API key').fill(`${key}\n`);
  await page.getByText('The pasted key sees').waitFor();
  expect(await numberOf(page, 'nb-hits', count => count === expected)).toBe(expected);
  expect(await numberOf(page, 'seen')).toBe(expected);
  expect(page.url()).not.toContain(key.slice(0, 20));
  await page.getByRole('radio', { name: /Mina Okafor/ }).check();
  expect(await numberOf(page, 'nb-hits', count => count === ofMina)).toBe(ofMina);
});

it('Search as says what is wrong with a text that is not a secured key', async () => {
  const page = await open('#/search?user=mina&index=products&life=300');
  await page.getByText('Search with your own key').click();
  await page.getByLabel('Secured API key').fill(parentApiKey);
  await page.locator('.who .field-note.error').filter({ hasText: /\w/ }).waitFor();
  await page.getByText('Mina Okafor sees').waitFor();
});

it('a key that was minted on the page can be searched with', async () => {
  const page = await open('#/mint');
  await page.getByRole('button', { name: 'Search with it' }).click();
  await page.getByText('The pasted key sees').waitFor();
});
