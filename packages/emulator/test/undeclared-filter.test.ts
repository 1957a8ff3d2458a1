import { expect, it } from 'vitest';
import { startEmulator } from '../src/index.ts';
import { call, parentApiKey, securedKey } from './support.ts';

const records = [{ objectID: '1', owner: 'ann', shelf: { row: 'x' }, price: 3, _tags: ['new'] }];

async function warningOf(
  settings: object,
  parameters: object,
  apiKey: string = parentApiKey,
): Promise<string | undefined> {
  await using emulator = await startEmulator({
    indices: { docs: { records, settings: settings as Record<string, unknown> } },
    parentApiKeys: { [parentApiKey]: {} },
  });
  const { body } = await call(emulator, '/1/indexes/docs/query', { apiKey, body: parameters });
  expect(body.nbHits).toBe(1);
  return emulator.requests[0]!.warning;
}

const declared = { attributesForFaceting: ['filterOnly(team)', 'searchable(shelf)'] };

it('names an attribute that a filter uses and the index does not declare, and the fix', async () => {
  const warning = await warningOf(declared, { filters: 'owner:ann' });
  expect(warning).toContain('"filters" filters on "owner", which is not in "attributesForFaceting"');
  expect(warning).toContain('Add "filterOnly(owner)" to the setting.');
  expect(await warningOf(declared, { facetFilters: [['owner:ann']] })).toContain('"facetFilters"');
});

it('warns of the filters of the key as well', async () => {
  expect(await warningOf(declared, {}, securedKey({ filters: 'owner:ann' }))).toContain('"owner"');
});

it.each([
  ['a declared attribute', { attributesForFaceting: ['filterOnly(owner)'] }, { filters: 'owner:ann' }],
  ['a declared object', declared, { filters: 'shelf.row:x' }],
  ['an index without the setting', {}, { filters: 'owner:ann' }],
  ['a number', declared, { filters: 'price < 4 AND price:3' }],
  ['a tag and an id', declared, { filters: '_tags:new AND objectID:1' }],
])('does not warn of %s', async (_, settings, parameters) => {
  expect(await warningOf(settings, parameters)).toBeUndefined();
});
