import * as browserVerify from '@forgekey/browser-verify';
import { type ForgekeyErrorCode, filters, isForgekeyError, type VerifiedSecuredApiKey } from '@forgekey/core';
import { createCredentialGuard, generateSecuredApiKey, verifySecuredApiKey } from '@forgekey/node';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const securedApiKey: string = generateSecuredApiKey({
  parentApiKey,
  restrictions: {
    filters: filters`tenant:${'a'} AND price < ${10}`,
    validUntil: new Date('2100-01-01'),
    searchParams: { facetFilters: [['a:1', 'b:2'], 'c:3'], typoTolerance: 'strict', hitsPerPage: 20 },
  },
});
const verified: VerifiedSecuredApiKey = verifySecuredApiKey(securedApiKey, { parentApiKeys: [parentApiKey] });
const expiresAt: Date | undefined = verified.expiresAt;

try {
  // @ts-expect-error a misspelled restriction is an error for the compiler, and again at run time
  generateSecuredApiKey({ parentApiKey, restrictions: { restrictIndexes: ['a'] } });
  throw new Error('nothing was thrown');
} catch (error) {
  if (!isForgekeyError(error)) throw error;
  const code: ForgekeyErrorCode = error.code;
  if (code !== 'ERR_RESTRICTION_UNKNOWN') throw error;
}

const guard = createCredentialGuard({ userToken: { secretKeys: { 'key-1': 'sk-alg-0123456789abcdef' } } });
const result = guard(new Request('https://example.com/'));
// The compiler knows which credentials the rules demand.
const userId: string | number = result.ok ? result.userToken.userId : result.response.status;

const again = await browserVerify.verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey });
console.log(again.restrictions.hitsPerPage, expiresAt?.getUTCFullYear(), userId);
