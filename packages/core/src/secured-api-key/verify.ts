import { ForgekeyError } from '../errors.ts';
import { constantTimeEqual } from '../lib/bytes.ts';
import { deepFreeze } from '../lib/freeze.ts';
import { type HmacSha256, MAX_PREPARED_SECRETS, withPreparedSecrets } from '../lib/hmac.ts';
import { hasOuterWhitespace } from '../lib/text.ts';
import { hasPassed } from '../lib/time.ts';
import { assertParentApiKey } from './parent-api-key.ts';
import { type QueryStringReading, type RestrictionProblem, readQueryString } from './parse.ts';
import { readSecuredApiKey, type SecuredApiKeyParts } from './read.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';
import { searchParameter } from './search-parameters.ts';

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
  readonly restrictions: SecuredApiKeyRestrictions;
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

/** The private field is the brand at run time. (In the public type, two declaration files would not agree on it.) */
class BrandedKey implements VerifiedSecuredApiKey {
  readonly queryString: string;
  readonly restrictions: SecuredApiKeyRestrictions;
  readonly problems: readonly RestrictionProblem[];
  readonly parentKeyIndex: number;
  declare readonly expiresAt?: Date;
  readonly #brand = true;

  constructor(queryString: string, { restrictions, problems }: QueryStringReading, parentKeyIndex: number) {
    this.queryString = queryString;
    this.restrictions = deepFreeze(restrictions);
    this.problems = deepFreeze(problems);
    this.parentKeyIndex = parentKeyIndex;
    const expiresAt = expiryOf({ restrictions });
    if (expiresAt !== undefined) this.expiresAt = expiresAt;
    Object.freeze(this);
  }

  get isVerified(): true {
    return this.#brand;
  }

  static made(value: object): boolean {
    return #brand in value;
  }
}

/** Whether `verifySecuredApiKey` of this copy of the package made `value`. */
export function isVerified(value: unknown): value is VerifiedSecuredApiKey {
  return typeof value === 'object' && value !== null && BrandedKey.made(value);
}

/** The type of `verifySecuredApiKey`. */
export interface VerifySecuredApiKey {
  /**
   * Proves that one of the parent keys signed a secured API key, that what it signed has one meaning, and that it has
   * not expired. In this order, so that nothing a forger wrote is ever acted on: form, signature (in constant time, over
   * the text as received), readability, expiry.
   *
   * It does not know whether the parent key still exists at the vendor, and applies no restriction: `authorizeSearch` does.
   *
   * @throws {ForgekeyError} `ERR_KEY_MALFORMED` · `ERR_KEY_SIGNATURE` no parent key signed it · `ERR_KEY_AMBIGUOUS` signed,
   *   but a name is repeated or a restriction is unreadable · `ERR_KEY_EXPIRED` · `ERR_PARENT_KEY` a parent key is empty or
   *   itself secured
   * @throws {TypeError} no options object, no parent key, or a `now` or `clockToleranceSec` that is no time
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
    // Every parent is tried, whichever fits: the time must not tell which one signed.
    parents.forEach((parent, index) => {
      const isSigner = constantTimeEqual(hmacOf(parent).hex(parts.message), parts.signature);
      if (isSigner && parentKeyIndex < 0) parentKeyIndex = index;
    });
    if (parentKeyIndex < 0) throw signatureError(parents);
    return checkSignedKey(parts, parentKeyIndex, options);
  };
}

/** The checks that follow a signature that holds: readability and expiry. */
export function checkSignedKey(
  parts: SecuredApiKeyParts,
  parentKeyIndex: number,
  { now, clockToleranceSec }: Pick<VerifySecuredApiKeyOptions, 'now' | 'clockToleranceSec'>,
): VerifiedSecuredApiKey {
  const reading = readQueryString(parts.queryString);
  assertUnambiguous(reading);
  const expiresAt = expiryOf(reading);
  if (hasPassed(expiresAt, now, clockToleranceSec)) {
    throw new ForgekeyError(
      'ERR_KEY_EXPIRED',
      `The secured API key expired at ${expiresAt?.toISOString()}. Generate a new one with a later validUntil.`,
      { parameter: 'validUntil' },
    );
  }
  return new BrandedKey(parts.queryString, reading, parentKeyIndex);
}

/** The list of parent keys that a verifier was given, checked. */
export function parentApiKeysOf(options: VerifySecuredApiKeyOptions): readonly string[] {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('verifySecuredApiKey takes (securedApiKey, { parentApiKeys })');
  }
  const { parentApiKeys } = options;
  const parents: readonly string[] = Array.isArray(parentApiKeys) ? parentApiKeys : [parentApiKeys as string];
  if (parents.length === 0) throw new TypeError('parentApiKeys must hold at least one parent API key');
  for (const parent of parents) assertParentApiKey(parent, 'parentApiKeys');
  return parents;
}

export function signatureError(parents: readonly string[]): ForgekeyError {
  const tried = parents.length === 1 ? 'the parent API key' : `any of the ${parents.length} parent API keys`;
  const hint = parents.some(hasOuterWhitespace)
    ? ' A parent key given here begins or ends with a blank or line break: trim it.'
    : ' It was altered, or made with another parent key.';
  const message = `The secured API key was not signed with ${tried}.${hint}`;
  return new ForgekeyError('ERR_KEY_SIGNATURE', message, { parameter: 'securedApiKey' });
}

/** The last moment of validity that a decoded key names. */
export function expiryOf({ restrictions }: Pick<QueryStringReading, 'restrictions'>): Date | undefined {
  return restrictions.validUntil === undefined ? undefined : new Date(Number(restrictions.validUntil) * 1000);
}

/**
 * A repeated name, or a restriction that cannot be read, is never treated as absent. Only a parameter that is known to
 * restrict nothing may be unreadable.
 */
export function assertUnambiguous({ problems }: QueryStringReading): void {
  const problem = problems.find(candidate => !isHarmless(candidate));
  if (problem === undefined) return;
  throw new ForgekeyError(
    'ERR_KEY_AMBIGUOUS',
    `The secured API key has no one meaning: ${problem.message}. Generate it anew with each restriction once.`,
    { parameter: problem.parameter },
  );
}

export function isHarmless({ kind, parameter }: RestrictionProblem): boolean {
  const row = searchParameter(parameter);
  return kind === 'unreadable' && row !== undefined && row.restricts !== true;
}
