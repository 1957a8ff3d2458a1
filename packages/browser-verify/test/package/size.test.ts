import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as everything from '../../src/index.ts';
import { bundle } from './bundle.ts';

const lint = ['lintRestrictions', 'lintSecuredApiKey'];
const allButLint = Object.keys(everything).filter(name => !lint.includes(name));

const guide = readFileSync(new URL('../../../../docs/browser.md', import.meta.url), 'utf8');

// Budgets in bytes, gzip. A change that needs more has to say so here, and in the guide.
test.each([
  ['a credential source', '{ createCredentialSource }', 3_600],
  ['a credential source and a requester', '{ createCredentialSource, createKeyRequester }', 4_350],
  ['decoding user tokens', '{ decodeSecuredUserToken }', 1_800],
  // A third of it is the table of search parameters, without which no value has a type.
  ['decoding keys', '{ decodeSecuredApiKey }', 3_600],
  [
    'decoding keys and tokens, and remaining validity',
    '{ decodeSecuredApiKey, decodeSecuredUserToken, getSecuredApiKeyRemainingValidity }',
    4_600,
  ],
  ['everything but lint', `{ ${allButLint.join(', ')} }`, 13_000],
  // Lint brings the writer of restrictions and the grammar of filters.
  ['everything', '*', 24_000],
])('%s', async (_, exports, budget) => {
  const { gzipBytes } = await bundle(exports);
  expect(gzipBytes).toBeLessThanOrEqual(budget);
  expect(guide).toContain(`| ${Math.ceil(budget / 100) / 10} kB |`);
});

test('jose is loaded by the first token that is verified, and no sooner', async () => {
  const { laterGzipBytes, modules } = await bundle('{ verifySecuredUserToken }');
  expect(laterGzipBytes).toBeGreaterThan(0);
  expect(laterGzipBytes).toBeLessThanOrEqual(5_400);
  expect(guide).toContain('5.4 kB');
  expect(modules.some(path => path.includes('/jose/'))).toBe(true);
  const { laterGzipBytes: withoutTokens } = await bundle('{ createCredentialSource, verifySecuredApiKey }');
  expect(withoutTokens).toBe(0);
});

// Entries of their own: what a page without them does not pay for.
test.each([
  ['across-tabs', 2_400],
  ['chat', 1_100],
  ['react', 1_500],
])('the entry %s', async (entry, budget) => {
  const { gzipBytes } = await bundle('*', { entry });
  expect(gzipBytes).toBeLessThanOrEqual(budget);
  expect(guide).toContain(`| ${Math.ceil(budget / 100) / 10} kB |`);
});
