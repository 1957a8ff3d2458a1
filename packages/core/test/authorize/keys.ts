import { createHmac } from 'node:crypto';
import {
  generateSecuredApiKey,
  type SecuredApiKeyRestrictions,
  type VerifiedSecuredApiKey,
  verifySecuredApiKey,
} from '../../src/index.ts';

export const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
export const now: Date = new Date('2026-01-01T00:00:00Z');

/** A verified key of ours. */
export function keyOf(restrictions: SecuredApiKeyRestrictions): VerifiedSecuredApiKey {
  return verify(generateSecuredApiKey({ parentApiKey, restrictions }));
}

/** The text of a key as another client may have written it. */
export function textOf(queryString: string): string {
  const signature = createHmac('sha256', parentApiKey).update(queryString).digest('hex');
  return Buffer.from(signature + queryString).toString('base64');
}

/** Such a key, verified. */
export function keyOfText(queryString: string): VerifiedSecuredApiKey {
  return verify(textOf(queryString));
}

function verify(key: string): VerifiedSecuredApiKey {
  return verifySecuredApiKey(key, { parentApiKeys: parentApiKey, now });
}
