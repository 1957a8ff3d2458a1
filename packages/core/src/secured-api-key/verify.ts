import { ForgekeyError } from '../errors.ts';
import { constantTimeEqual } from '../lib/bytes.ts';
import { type HmacSha256, MAX_PREPARED_SECRETS, nobleHmacSha256, withPreparedSecrets } from '../lib/hmac.ts';
import { MAX_PARENT_API_KEYS } from '../lib/limits.ts';
import { assertOptionNames, givenOption } from '../lib/options.ts';
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

/** How to verify a secured API key. */
export interface VerifySecuredApiKeyOptions {
  /** The parent API key, or several during a rotation. */
  parentApiKeys: string | readonly string[];
  /** The time to check the expiry against; the current time by default. */
  now?: Date;
  /** How far the clocks of signer and verifier may differ, in seconds; 0 by default. */
  clockToleranceSec?: number;
}

/** Not exported: the declarations would promise a class that does not exist at run time. */
declare abstract class VerifiedKey {
  /** The signed text, as received. */
  readonly queryString: string;
  /** The restrictions in one flat object: lists as arrays, numbers as numbers. */
  readonly restrictions: DecodedRestrictions;
  /** The parameters that cannot be read. None of them restricts anything: otherwise, the key is refused. */
  readonly problems: readonly RestrictionProblem[];
  /** The position in `parentApiKeys` of the parent key that signed it; 0 for the first or only one. */
  readonly parentKeyIndex: number;
  /** The last moment of validity, for display; absent if the key does not expire. `authorizeSearch` reads `validUntil`. */
  readonly expiresAt?: Date;
  /** Always true. It is an accessor of a class, so that the type checker refuses a spread in place of a verified key. */
  get isVerified(): true;
}

/**
 * A secured API key whose signature, readability and expiry have been checked.
 *
 * Only `verifySecuredApiKey` creates one: `authorizeSearch` refuses a literal, a spread, a cast or a structured clone.
 * It is deeply frozen. It does not contain the signature, so a log of it contains no credential.
 *
 * Verify and authorize with the same copy of `@forgekey/core`: another copy does not recognize the key.
 */
export type VerifiedSecuredApiKey = VerifiedKey;

const noProblems: readonly RestrictionProblem[] = /* @__PURE__ */ Object.freeze([]);

const BrandedKey = /* @__PURE__ */ createBrandedKey();

/**
 * The private field is the brand at run time. It is not in the public type, because two declaration files would disagree on it.
 * The `constructor` of a verified key is not the class, because it could be used to create others.
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

/** Whether `verifySecuredApiKey` of this copy of the package created `value`. */
export function isVerified(value: unknown): value is VerifiedSecuredApiKey {
  return typeof value === 'object' && value !== null && BrandedKey.isOn(value);
}

/** The type of `verifySecuredApiKey`. */
export interface VerifySecuredApiKey {
  /**
   * Verifies a secured API key: one of the parent keys signed it, its parameters are unambiguous, and it has not expired.
   * The checks run in this order, so that no unsigned text is used: form, signature (in constant time, over the text as
   * received), readability, expiry.
   *
   * It does not check that the vendor still accepts the parent key. It does not apply the restrictions: `authorizeSearch` does.
   *
   * @throws {ForgekeyError} `ERR_KEY_MALFORMED` the text is not a secured API key · `ERR_KEY_SIGNATURE` no parent key signed
   *   it · `ERR_KEY_AMBIGUOUS` it is signed, but a name is repeated or a restriction cannot be read · `ERR_KEY_EXPIRED` it has
   *   expired · `ERR_PARENT_KEY` a parent key is empty, is itself a secured API key, or contains a control character
   * @throws {TypeError} the options are not an object, an option is unknown, there is no parent key, or `now` or
   *   `clockToleranceSec` is invalid
   * @example
   * const { restrictions, expiresAt } = verifySecuredApiKey(key, { parentApiKeys: [current, previous] });
   */
  (securedApiKey: string, options: VerifySecuredApiKeyOptions): VerifiedSecuredApiKey;
}

const optionNames: readonly string[] = ['parentApiKeys', 'now', 'clockToleranceSec'];

export function bindVerifySecuredApiKey(hmacSha256: HmacSha256): VerifySecuredApiKey {
  const preparedHmac = withPreparedSecrets(hmacSha256);
  return (securedApiKey, options) => {
    const parents = verifyingParentsOf(options);
    // A longer list would evict every prepared secret, including its own.
    const hmacOf = parents.length > MAX_PREPARED_SECRETS ? hmacSha256 : preparedHmac;
    const parts = readSecuredApiKey(securedApiKey);
    let parentKeyIndex = -1;
    // Every parent is tried, so that the time does not reveal which one signed.
    for (let index = 0; index < parents.length; index++) {
      const isSigner = constantTimeEqual(hmacOf(parents[index]!).hex(parts.message), parts.signature);
      if (isSigner && parentKeyIndex < 0) parentKeyIndex = index;
    }
    if (parentKeyIndex < 0) throw signatureError(parents);
    return checkSignedKey(parts, parentKeyIndex, options);
  };
}

/** Verifies that one of your parent keys signed a secured API key, and that the key has not expired. */
export const verifySecuredApiKey: VerifySecuredApiKey =
  /* @__PURE__ */ bindVerifySecuredApiKey(nobleHmacSha256);

/** The checks after the signature: readability and expiry. */
export function checkSignedKey(
  parts: SecuredApiKeyParts,
  parentKeyIndex: number,
  options: Pick<VerifySecuredApiKeyOptions, 'now' | 'clockToleranceSec'>,
): VerifiedSecuredApiKey {
  const reading = readQueryString(parts.queryString);
  assertUnambiguous(reading);
  const expiresAt = dateOfSeconds(reading.restrictions.validUntil);
  if (
    hasPassed(expiresAt, options.now, givenOption(options, 'clockToleranceSec', options.clockToleranceSec))
  ) {
    const message = `The secured API key expired at ${expiresAt!.toISOString()}.`;
    const hint = 'Generate a new one with a later validUntil.';
    throw new ForgekeyError('ERR_KEY_EXPIRED', message, { parameter: 'validUntil', hint });
  }
  return new BrandedKey(parts.queryString, reading, parentKeyIndex, expiresAt);
}

/** The parent keys in the options of a verification. Refuses an unknown option. */
export function verifyingParentsOf(options: VerifySecuredApiKeyOptions): readonly string[] {
  if (typeof options === 'object') assertOptionNames(options, optionNames);
  return parentApiKeysOf(options);
}

/** A copy of the parent keys in the options, each checked. */
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
