import { ForgekeyError } from '../errors.ts';
import { millisecondsOf } from '../lib/time.ts';
import { readQueryString } from './parse.ts';
import { readSecuredApiKey } from './read.ts';
import { assertUnambiguous, expiryOf } from './verify.ts';

/** Of which key the remaining validity is asked, and when. */
export interface RemainingValidityOptions {
  /** The key; its signature is not checked. */
  securedApiKey: string;
  /** The moment to count from; the clock's by default. */
  now?: Date;
}

/**
 * How long a secured API key is still valid: whole seconds, rounded down, negative once it has expired.
 *
 * It does not check the signature: the answer is what the key says of itself.
 *
 * @param options - or the key alone, as the official client 4.x takes it.
 * @throws {ForgekeyError} `ERR_KEY_NO_EXPIRY` the key has no `validUntil` · `ERR_KEY_AMBIGUOUS` it has several, or one that
 *   is no Unix time in seconds · `ERR_KEY_MALFORMED`
 * @throws {TypeError} no key, or a `now` that is no valid Date
 * @example
 * if (getSecuredApiKeyRemainingValidity({ securedApiKey }) < 60) renew();
 */
export function getSecuredApiKeyRemainingValidity(options: RemainingValidityOptions | string): number {
  const { securedApiKey, now } =
    typeof options === 'object' && options !== null ? options : { securedApiKey: options };
  const reading = readQueryString(readSecuredApiKey(securedApiKey).queryString, 'validUntil');
  assertUnambiguous(reading);
  const expiresAt = expiryOf(reading);
  if (expiresAt === undefined) {
    throw new ForgekeyError(
      'ERR_KEY_NO_EXPIRY',
      'The secured API key has no "validUntil": it does not expire. Generate keys that do, or do not ask when to renew.',
      { parameter: 'validUntil' },
    );
  }
  return Math.floor((expiresAt.getTime() - millisecondsOf(now)) / 1000);
}
