import { createHash, randomBytes } from 'node:crypto';
import {
  generateSecuredApiKey,
  isForgekeyError,
  type ParentApiKey,
  type VerifiedSecuredApiKey,
  verifySecuredApiKey,
} from '@forgekey/node';
import { engineRefusal } from '../http/engine-refusal.ts';

/** An API key that can sign secured keys, and its limits. */
export interface StoredKey {
  readonly value: string;
  readonly limits: ParentApiKey;
  readonly description?: string;
}

/** A caller whose key has been checked. */
export interface IdentifiedKey {
  readonly kind: 'admin' | 'parent' | 'secured';
  /** The secured key; for a key that is used directly, one that restricts nothing but time. */
  readonly key: VerifiedSecuredApiKey;
  /** The key that signed it, or the key itself. */
  readonly parent: StoredKey;
}

/** Every right that an API key can have. */
export const allAcls = [
  'search',
  'browse',
  'addObject',
  'deleteObject',
  'deleteIndex',
  'settings',
  'editSettings',
  'analytics',
  'recommendation',
  'usage',
  'listIndexes',
  'logs',
  'seeUnretrievableAttributes',
  'inference',
  'personalization',
  'nluWriteProject',
  'nluReadProject',
  'nluWriteEntity',
  'nluReadEntity',
  'nluWriteIntent',
  'nluReadIntent',
  'nluPrediction',
  'nluReadAnswers',
] as const;

export type Acl = (typeof allAcls)[number];

/** The keys of one application. An Admin API key is never a parent: a key that it signed is refused. */
export class KeyRing {
  readonly admin: StoredKey;
  readonly #stored = new Map<string, StoredKey>();
  readonly #deleted = new Map<string, StoredKey>();
  readonly #direct = new Map<string, IdentifiedKey>();

  constructor(adminApiKey: string, parents: Readonly<Record<string, ParentApiKey>>) {
    this.admin = { value: adminApiKey, limits: { acl: allAcls } };
    for (const [value, limits] of Object.entries(parents)) this.set({ value, limits });
    this.#direct.set(digest(adminApiKey), { kind: 'admin', key: directKey(adminApiKey), parent: this.admin });
  }

  list(): StoredKey[] {
    return [...this.#stored.values()];
  }

  get(value: string): StoredKey | undefined {
    return this.#stored.get(value);
  }

  /** By default a key may search. Its `validity` counts from now. */
  set(key: StoredKey): void {
    const { acl = ['search'], createdAt = Date.now() } = key.limits;
    const stored = { ...key, limits: { ...key.limits, acl, createdAt } };
    this.#stored.set(key.value, stored);
    this.#direct.set(digest(key.value), { kind: 'parent', key: directKey(key.value), parent: stored });
  }

  delete(key: StoredKey): void {
    this.#direct.delete(digest(key.value));
    this.#stored.delete(key.value);
    this.#deleted.set(key.value, key);
  }

  /** Restores the deleted key with this value, if there is one, and returns it. */
  restore(value: string): StoredKey | undefined {
    const key = this.#deleted.get(value);
    if (key !== undefined) this.set(key);
    this.#deleted.delete(value);
    return key;
  }

  /** @throws {ApiError} 403 for a key that no parent signed, 400 for one that has expired */
  identify(apiKey: string, now: Date): IdentifiedKey {
    // Look up the digest, so that the time it takes reveals nothing about a key.
    const direct = this.#direct.get(digest(apiKey));
    if (direct !== undefined) return direct;
    const parents = this.list();
    if (parents.length === 0) throw engineRefusal('ERR_KEY_SIGNATURE');
    try {
      const key = verifySecuredApiKey(apiKey, { parentApiKeys: parents.map(({ value }) => value), now });
      return { kind: 'secured', key, parent: parents[key.parentKeyIndex]! };
    } catch (error) {
      throw isForgekeyError(error) ? engineRefusal(error.code, error.parameter) : error;
    }
  }
}

/** A new API key: 32 hexadecimal digits, like the vendor's. */
export function newApiKey(): string {
  return randomBytes(16).toString('hex');
}

/** A short name for a key that is safe to log. */
export function fingerprint(apiKey: string): string {
  return digest(apiKey).slice(0, 8);
}

function digest(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex');
}

/** Enforcement takes secured keys. A key that is used directly is treated as a secured key of itself that expires in 2286. */
function directKey(apiKey: string): VerifiedSecuredApiKey {
  const securedApiKey = generateSecuredApiKey({
    parentApiKey: apiKey,
    restrictions: { validUntil: 9_999_999_999 },
  });
  return verifySecuredApiKey(securedApiKey, { parentApiKeys: apiKey });
}
