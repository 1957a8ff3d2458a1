import { readSecuredApiKey } from './envelope.ts';
import { type RestrictionProblem, readShortQueryString } from './parse.ts';
import type { DecodedRestrictions } from './restrictions.ts';

/** What a secured API key says of itself. */
export interface DecodedSecuredApiKey {
  /** The HMAC: 64 lowercase hexadecimal digits. */
  readonly signature: string;
  /** The signed text, as received. */
  readonly queryString: string;
  /** The restrictions that could be read, flat; lists as arrays, numbers as numbers. */
  readonly restrictions: DecodedRestrictions;
  /** What in the query string is ambiguous; empty for any key worth having. */
  readonly problems: readonly RestrictionProblem[];
}

/**
 * Reads a secured API key of any client. It proves nothing: anyone can write such a text, so never decide anything
 * by the result. `verifySecuredApiKey` checks the signature and the expiry.
 *
 * @throws {ForgekeyError} `ERR_KEY_MALFORMED` too long, not strict base64, or no HMAC at the start
 * @throws {TypeError} `securedApiKey` is not a string
 * @example
 * decodeSecuredApiKey(key).restrictions // => { filters: '_tags:user_42' }
 */
export function decodeSecuredApiKey(securedApiKey: string): DecodedSecuredApiKey {
  const { signature, queryString } = readSecuredApiKey(securedApiKey);
  return { signature, queryString, ...readShortQueryString(queryString) };
}
