import { ForgekeyError } from '../errors.ts';
import { constantTimeEqual } from '../lib/bytes.ts';
import { type HmacSha256, MAX_PREPARED_SECRETS, nobleHmacSha256, withPreparedSecrets } from '../lib/hmac.ts';
import { MAX_PARENT_API_KEYS } from '../lib/limits.ts';
import { deepFreeze } from '../lib/plain-copy.ts';
import { hasOuterWhitespace } from '../lib/text.ts';
import { dateOfSeconds, hasPassed } from '../lib/time.ts';
import { readSecuredApiKey, type SecuredApiKeyParts } from './envelope.ts';
import { assertParentApiKey } from './parent-api-key.ts';
import {
  assertUnambiguous,
  type QueryStringReading,
  type RestrictionProblem,
  readQueryString,
} from './parse.ts';
import type { DecodedRestrictions } from './restrictions.ts';

/** What a secured API key is verified with. */
export interface VerifySecuredApiKeyOptions {
  /** The parent API key, or several while one is being replaced. */
  parentApiKeys: string | readonly string[];
  /** The moment to judge the expiry by; the clock's by default. */
  now?: Date;
  /** How far the clocks of signer and verifier may differ, in seconds; 0 by default. */
  clockToleranceSec?: number;
}

/** Not exported itself: a class would be a value in the declarations, and there is none at run time. */
declare abstract class VerifiedKey {
  /** The signed text, as received. */
  readonly queryString: string;
  /** The restrictions, flat; lists as arrays, numbers as numbers. */
  readonly restrictions: DecodedRestrictions;
  /** What could not be read. Such a parameter never restricts anything: otherwise the key is refused. */
  readonly problems: readonly RestrictionProblem[];
  /** Which of the parent keys signed it: the position in `parentApiKeys`, 0 for the first or only one. */
  readonly parentKeyIndex: number;
  /** The last moment of validity; absent where the key does not expire. For showing: `restrictions.validUntil` decides. */
  readonly expiresAt?: Date;
  /** Always true. It is an accessor of a class because the type checker then lets no spread stand for a verified key. */
  get isVerified(): true;
}

/**
 * A secured API key whose signature, readability and expiry have been checked.
 *
 * Only `verifySecuredApiKey` makes one: a literal, a spread, a cast or a structured clone is refused by `authorizeSearch`.
 * Everything in it is frozen. It holds no signature, so a logged object is not a credential.
 *
 * The brand belongs to one copy of `@forgekey/core`: verify and authorize with the same one.
 */
export type VerifiedSecuredApiKey = VerifiedKey;

const noProblems: readonly RestrictionProblem[] = /* @__PURE__ */ Object.freeze([]);

const BrandedKey = /* @__PURE__ */ createBrandedKey();

/**
 * The private field is the brand at run time. (In the public type, two declaration files would not agree on it.) No verified
 * key leads to the class: its `constructor` could be used to make others.
 */
function createBrandedKey() {
  class BrandedKey implements VerifiedSecuredApiKey {
    readonly queryString: string;
    readonly restrictions: DecodedRestrictions;
    readonly problems: readonly RestrictionProblem[];
    readonly parentKeyIndex: number;
    declare readonly expiresAt?: Date;
    readonly #brand = true;

    constructor(
      queryString: string,
      { restrictions, problems }: QueryStringReading,
      parentKeyIndex: number,
      expiresAt: Date | undefined,
    ) {
      this.queryString = queryString;
      this.restrictions = deepFreeze(restrictions);
      this.problems = problems.length === 0 ? noProblems : deepFreeze(problems);
      this.parentKeyIndex = parentKeyIndex;
      if (expiresAt !== undefined) this.expiresAt = expiresAt;
      Object.freeze(this);
    }

    get isVerified(): true {
      return this.#brand;
    }

    static isOn(value: object): boolean {
      return #brand in value;
    }
  }
  Object.defineProperty(BrandedKey.prototype, 'constructor', { value: Object });
  Object.freeze(BrandedKey.prototype);
  return BrandedKey;
}

/** Whether `verifySecuredApiKey` of this copy of the package made `value`. */
export function isVerified(value: unknown): value is VerifiedSecuredApiKey {
  return typeof value === 'object' && value !== null && BrandedKey.isOn(value);
}

/** The type of `verifySecuredApiKey`. */
export interface VerifySecuredApiKey {
  /**
   * Proves that one of the parent keys signed a secured API key, that what it signed is unambiguous, and that it has
   * not expired. In this order, so that nothing a forger wrote is ever acted on: form, signature (in constant time, over
   * the text as received), readability, expiry.
   *
   * It does not know whether the parent key still exists at the vendor, and applies no restriction: `authorizeSearch` does.
   *
   * @throws {ForgekeyError} `ERR_KEY_MALFORMED` · `ERR_KEY_SIGNATURE` no parent key signed it · `ERR_KEY_AMBIGUOUS` signed,
   *   but a name is repeated or a restriction is unreadable · `ERR_KEY_EXPIRED` · `ERR_PARENT_KEY` a parent key is empty,
   *   itself secured or has a control character
   * @throws {TypeError} no options object, no parent key, or an invalid `now` or `clockToleranceSec`
   * @example
   * const { restrictions, expiresAt } = verifySecuredApiKey(key, { parentApiKeys: [current, previous] });
   */
  (securedApiKey: string, options: VerifySecuredApiKeyOptions): VerifiedSecuredApiKey;
}

export function bindVerifySecuredApiKey(hmacSha256: HmacSha256): VerifySecuredApiKey {
  const preparedHmac = withPreparedSecrets(hmacSha256);
  return (securedApiKey, options) => {
    const parents = parentApiKeysOf(options);
    // A longer list would push out all secrets that are prepared, its own included.
    const hmacOf = parents.length > MAX_PREPARED_SECRETS ? hmacSha256 : preparedHmac;
    const parts = readSecuredApiKey(securedApiKey);
    let parentKeyIndex = -1;
    // Every parent is tried, whichever signed: the time must not tell which one signed.
    for (let index = 0; index < parents.length; index++) {
      const isSigner = constantTimeEqual(hmacOf(parents[index]!).hex(parts.message), parts.signature);
      if (isSigner && parentKeyIndex < 0) parentKeyIndex = index;
    }
    if (parentKeyIndex < 0) throw signatureError(parents);
    return checkSignedKey(parts, parentKeyIndex, options);
  };
}

/** Proves that one of your parent keys signed a secured API key, and that it has not expired. */
export const verifySecuredApiKey: VerifySecuredApiKey =
  /* @__PURE__ */ bindVerifySecuredApiKey(nobleHmacSha256);

/** The checks that follow a signature that holds: readability and expiry. */
export function checkSignedKey(
  parts: SecuredApiKeyParts,
  parentKeyIndex: number,
  { now, clockToleranceSec }: Pick<VerifySecuredApiKeyOptions, 'now' | 'clockToleranceSec'>,
): VerifiedSecuredApiKey {
  const reading = readQueryString(parts.queryString);
  assertUnambiguous(reading);
  const expiresAt = dateOfSeconds(reading.restrictions.validUntil);
  if (hasPassed(expiresAt, now, clockToleranceSec)) {
    const message = `The secured API key expired at ${expiresAt!.toISOString()}.`;
    const hint = 'Generate a new one with a later validUntil.';
    throw new ForgekeyError('ERR_KEY_EXPIRED', message, { parameter: 'validUntil', hint });
  }
  return new BrandedKey(parts.queryString, reading, parentKeyIndex, expiresAt);
}

/** The list of parent keys that a verifier was given, copied and checked. */
export function parentApiKeysOf(options: VerifySecuredApiKeyOptions): readonly string[] {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('verifySecuredApiKey takes (securedApiKey, { parentApiKeys }).');
  }
  const { parentApiKeys } = options;
  if (!Array.isArray(parentApiKeys)) {
    assertParentApiKey(parentApiKeys, 'parentApiKeys');
    return [parentApiKeys];
  }
  const { length } = parentApiKeys;
  if (!(length > 0 && length <= MAX_PARENT_API_KEYS)) {
    throw new TypeError(`"parentApiKeys" must contain 1 to ${MAX_PARENT_API_KEYS} parent API keys.`);
  }
  return Array.from({ length }, (_, index) => {
    const parent: unknown = parentApiKeys[index];
    assertParentApiKey(parent, 'parentApiKeys');
    return parent;
  });
}

export function signatureError(parents: readonly string[]): ForgekeyError {
  const tried = parents.length === 1 ? 'the parent API key' : `any of the ${parents.length} parent API keys`;
  const hint = parents.some(hasOuterWhitespace)
    ? 'A parent key here has leading or trailing whitespace: trim it.'
    : 'The key was modified, or signed with another parent key.';
  const message = `The secured API key was not signed with ${tried}.`;
  return new ForgekeyError('ERR_KEY_SIGNATURE', message, { parameter: 'securedApiKey', hint });
}
