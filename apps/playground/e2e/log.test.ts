import { generateSecuredApiKey } from '@forgekey/core';
import { expect, it } from 'vitest';
import { parentKeys } from '../server/keys/parent-keys.ts';
import { startPlayground } from './support.ts';

const { open, service } = await startPlayground();
const parentApiKey = parentKeys.find(({ name }) => name === 'search')!.apiKey;

it('shows what another client asks while it asks, why it was answered so, and no key', async () => {
  const page = await open('#/log');
  await page.getByText(/live$/).waitFor();
  const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'visible_by:nobody-yet' } });
  const ask = (path: string) =>
    fetch(`${service.url}${path}`, {
      method: 'POST',
      headers: { 'x-algolia-application-id': 'APP', 'x-algolia-api-key': key },
      body: '{"query":"lamp"}',
    });
  await ask('/1/indexes/products/query');
  await ask('/1/indexes/products/browse');
  const refused = page.getByRole('listitem').filter({ hasText: 'Method not allowed with this API key' });
  await refused.waitFor();
  const answered = page.getByRole('listitem').filter({ hasText: 'POST /1/indexes/products/query' });
  await answered.locator('summary').click();
  await answered.getByText('visible_by:nobody-yet').waitFor();
  expect(await page.locator('main').textContent()).not.toContain(key.slice(0, 20));
});
