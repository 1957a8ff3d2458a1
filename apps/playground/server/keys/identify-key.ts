import { createHash } from 'node:crypto';
import {
  generateSecuredApiKey,
  isForgekeyError,
  type VerifiedSecuredApiKey,
  verifySecuredApiKey,
} from '@forgekey/node';
import type { ApiError } from '../http/api-error.ts';
import { engineRefusal } from '../http/engine-refusal.ts';
import { type ParentKey, parentKeys } from './parent-keys.ts';

/** An API key that has been checked. */
export interface IdentifiedKey {
  /** The secured key; for a parent key that is used directly, one that restricts nothing. */
  key: VerifiedSecuredApiKey;
  parent: ParentKey;
}

const digest = (apiKey: string): string => createHash('sha256').update(apiKey).digest('hex');
/**
 * An Admin API key is no parent: what it signed is refused as if nobody had.
 *
 * @see https://www.algolia.com/doc/guides/security/api-keys
 */
const signers = parentKeys.filter(parent => parent.mintable);
const parentApiKeys = signers.map(parent => parent.apiKey);

/** Looked up by digest, so that the time of the look-up tells nothing about a parent key. */
const directKeys = new Map(
  parentKeys.map(parent => [digest(parent.apiKey), { parent, key: directKey(parent) }]),
);

/** @throws {ApiError} 403 for a key that no possible parent signed, 400 for an expired one. */
export function identifyKey(apiKey: string, now: Date): IdentifiedKey {
  const direct = directKeys.get(digest(apiKey));
  if (direct !== undefined) return direct;
  try {
    const key = verifySecuredApiKey(apiKey, { parentApiKeys, now });
    return { key, parent: signers[key.parentKeyIndex]! };
  } catch (error) {
    throw refusalOf(error);
  }
}

/**
 * Enforcement takes secured keys. A parent key that is used directly allows what a secured key of it does that is
 * limited in nothing but time, to the year 2286.
 */
function directKey({ apiKey }: ParentKey): VerifiedSecuredApiKey {
  const restrictions = { validUntil: 9_999_999_999 };
  const securedApiKey = generateSecuredApiKey({ parentApiKey: apiKey, restrictions });
  return verifySecuredApiKey(securedApiKey, { parentApiKeys: apiKey });
}

function refusalOf(error: unknown): ApiError | unknown {
  return isForgekeyError(error) ? engineRefusal(error.code, error.parameter) : error;
}
