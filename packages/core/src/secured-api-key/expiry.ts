import { ForgekeyError } from '../errors.ts';
import { millisecondsOf } from '../lib/time.ts';
import { readSecuredApiKey } from './envelope.ts';
import { ambiguousKey, readShortQueryString } from './parse.ts';

/** The key, and the time to count from. */
export interface RemainingValidityOptions {
  /** The key. Its signature is not checked. */
  securedApiKey: string;
  /** The time to count from; the current time by default. */
  now?: Date;
}

/**
 * Returns how long a secured API key remains valid, in whole seconds, rounded down. An expired key gives a negative number.
 *
 * It does not check the signature, so the result proves nothing.
 *
 * @param options - or the key alone, as in the official client 4.x.
 * @throws {ForgekeyError} `ERR_KEY_NO_EXPIRY` the key has no `validUntil` · `ERR_KEY_AMBIGUOUS` it has several, or one that
 *   is not a Unix time in seconds · `ERR_KEY_MALFORMED` the text is not a secured API key
 * @throws {TypeError} the key is not a string, or `now` is not a valid Date
 * @example
 * if (getSecuredApiKeyRemainingValidity({ securedApiKey }) < 60) renew();
 */
export function getSecuredApiKeyRemainingValidity(options: RemainingValidityOptions | string): number {
  const { securedApiKey, now } =
    typeof options === 'object' && options !== null ? options : { securedApiKey: options };
  const { queryString } = readSecuredApiKey(securedApiKey);
  // One search finds it in most keys; the full reader handles the others.
  const validUntil = Number(obvious.exec(queryString)?.[1] ?? readValidUntil(queryString));
  return Math.floor((validUntil * 1000 - millisecondsOf(now)) / 1000);
}

// A name of word characters cannot be an encoded "validUntil", and the look-aheads exclude a second one.
const obvious: RegExp = /^(?:(?!validUntil=)\w+=[^&]*&)*validUntil=(\d{1,11})(?:&(?!validUntil=)\w+=[^&]*)*$/;

function readValidUntil(queryString: string): number {
  const { restrictions, problems } = readShortQueryString(queryString);
  // Only validUntil matters here.
  const fault = problems.find(({ parameter }) => parameter === 'validUntil');
  if (fault !== undefined) throw ambiguousKey(fault);
  if (restrictions.validUntil !== undefined) return restrictions.validUntil;
  throw new ForgekeyError('ERR_KEY_NO_EXPIRY', 'The secured API key has no "validUntil".', {
    parameter: 'validUntil',
    hint: 'Generate keys with a validUntil.',
  });
}
