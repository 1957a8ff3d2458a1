import { TextEncoder } from 'node:util';
import { parentApiKey, securedApiKey } from '../known-key.mjs';

const entries = [
  '@forgekey/core',
  '@forgekey/core/bind',
  '@forgekey/browser-verify',
  '@forgekey/browser-verify/across-tabs',
  '@forgekey/browser-verify/chat',
  '@forgekey/browser-verify/react',
];

test('the environment is a page that lacks globals of every browser', () => {
  expect(document.defaultView).toBe(window);
  expect(globalThis.TextEncoder).toBeUndefined();
});

test.each(entries)('%s loads', async entry => {
  expect(Object.keys(await import(entry))).not.toEqual([]);
});

test('what a component needs works without them', async () => {
  const { checkCredential, createCredentialSource, decodeSecuredApiKey } = await import(
    '@forgekey/browser-verify'
  );
  expect(decodeSecuredApiKey(securedApiKey).restrictions.restrictIndices).toEqual(['Movies']);
  expect(checkCredential(securedApiKey, { indexNames: 'Movies' }).kind).toBe('key');
  const source = createCredentialSource({ load: async () => securedApiKey });
  expect(await source.get()).toBe(securedApiKey);
  source.close();
});

test('core mints nothing in a page, and verifies once there is a TextEncoder', async () => {
  const { generateSecuredApiKey, verifySecuredApiKey } = await import('@forgekey/core');
  expect(() => generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' } })).toThrow(
    expect.objectContaining({ code: 'ERR_BROWSER_MINTING' }),
  );
  globalThis.TextEncoder = TextEncoder;
  const verified = verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey });
  expect(verified.restrictions.restrictIndices).toEqual(['Movies']);
});
