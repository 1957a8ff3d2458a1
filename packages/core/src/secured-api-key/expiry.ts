import { ForgekeyError } from '../errors.ts';
import { millisecondsOf } from '../lib/time.ts';
import { readSecuredApiKey } from './envelope.ts';
import { ambiguousKey, readShortQueryString } from './parse.ts';

/** For which key to get the remaining validity, and when. */
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
 *   is not a Unix time in seconds · `ERR_KEY_MALFORMED`
 * @throws {TypeError} no key, or a `now` that is not a valid Date
 * @example
 * if (getSecuredApiKeyRemainingValidity({ securedApiKey }) < 60) renew();
 */
export function getSecuredApiKeyRemainingValidity(options: RemainingValidityOptions | string): number {
  const { securedApiKey, now } =
    typeof options === 'object' && options !== null ? options : { securedApiKey: options };
  const { queryString } = readSecuredApiKey(securedApiKey);
  // Most are obvious at a glance; of others, the careful way decides.
  const validUntil = Number(obvious.exec(queryString)?.[1] ?? readValidUntil(queryString));
  return Math.floor((validUntil * 1000 - millisecondsOf(now)) / 1000);
}

// Names of word characters alone cannot be an encoded "validUntil", and the look-aheads allow no second one.
const obvious: RegExp = /^(?:(?!validUntil=)\w+=[^&]*&)*validUntil=(\d{1,11})(?:&(?!validUntil=)\w+=[^&]*)*$/;

function readValidUntil(queryString: string): number {
  const { restrictions, problems } = readShortQueryString(queryString);
  // Other parameters may be ambiguous.
  const fault = problems.find(({ parameter }) => parameter === 'validUntil');
  if (fault !== undefined) throw ambiguousKey(fault);
  if (restrictions.validUntil !== undefined) return restrictions.validUntil;
  const message = 'The secured API key has no "validUntil": it does not expire.';
  const hint = 'Generate keys with a validUntil.';
  throw new ForgekeyError('ERR_KEY_NO_EXPIRY', message, { parameter: 'validUntil', hint });
}
