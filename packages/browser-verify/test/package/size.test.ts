import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';

// Budgets in bytes, gzip. A change that needs more has to say so here.
test.each([
  ['a credential source', '{ createCredentialSource }', 3_500],
  ['a credential source and a requester', '{ createCredentialSource, createKeyRequester }', 4_200],
  ['decoding user tokens', '{ decodeSecuredUserToken }', 2_500],
  // Carries the type of every search parameter, and the writer that `canonical` compares with.
  ['decoding keys', '{ decodeSecuredApiKey }', 6_300],
  ['everything that works with jose', '{ verifySecuredApiKey, verifySecuredUserToken }', 16_000],
  // Of this, lintRestrictions with the grammar of filters is a quarter.
  ['everything', '*', 23_500],
])('%s', async (_, exports, budget) => {
  const { gzipBytes } = await bundle(exports);
  expect(gzipBytes).toBeLessThanOrEqual(budget);
});
