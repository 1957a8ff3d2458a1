import { readSecuredApiKey } from './envelope.ts';
import { type RestrictionProblem, readShortQueryString } from './parse.ts';
import type { DecodedRestrictions } from './restrictions.ts';

/** The content of a secured API key. */
export interface DecodedSecuredApiKey {
  /** The HMAC: 64 lowercase hexadecimal digits. */
  readonly signature: string;
  /** The signed text, as received. */
  readonly queryString: string;
  /** The restrictions that can be read, in one flat object: lists as arrays, numbers as numbers. */
  readonly restrictions: DecodedRestrictions;
  /** The ambiguous parts of the query string. Empty for a valid key. */
  readonly problems: readonly RestrictionProblem[];
}

/**
 * Reads a secured API key of any client. The result proves nothing, because anyone can write such a key: never base a decision
 * on it. `verifySecuredApiKey` checks the signature and the expiry.
 *
 * @throws {ForgekeyError} `ERR_KEY_MALFORMED` the key is too long, is not strict base64, or does not begin with a signature
 * @throws {TypeError} `securedApiKey` is not a string
 * @example
 * decodeSecuredApiKey(key).restrictions // => { filters: '_tags:user_42' }
 */
export function decodeSecuredApiKey(securedApiKey: string): DecodedSecuredApiKey {
  const { signature, queryString } = readSecuredApiKey(securedApiKey);
  return { signature, queryString, ...readShortQueryString(queryString) };
}
