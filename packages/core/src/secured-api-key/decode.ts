import { canonicalText, encodeParameter } from './canonical-text.ts';
import { type RestrictionProblem, readQueryString } from './parse.ts';
import { readSecuredApiKey } from './read.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';

/** What a secured API key says of itself. */
export interface DecodedSecuredApiKey {
  /** The HMAC: 64 lowercase hexadecimal digits. */
  readonly signature: string;
  /** The signed text, as received. */
  readonly queryString: string;
  /** The restrictions, flat; lists as arrays, numbers as numbers. */
  readonly restrictions: SecuredApiKeyRestrictions;
  /**
   * Whether the query string is, byte for byte, our canonical text of `restrictions`. It says how the text is written, not
   * whether `serializeRestrictions` would take its values; and a list that was given as text may be written otherwise.
   */
  readonly canonical: boolean;
  /** What in the query string has no one meaning; empty for any key worth having. */
  readonly problems: readonly RestrictionProblem[];
}

/**
 * Reads a secured API key of any client. It proves nothing: anybody can write such a text, so never decide anything
 * by the result. `verifySecuredApiKey` checks the signature and the expiry.
 *
 * @throws {ForgekeyError} `ERR_KEY_MALFORMED` too long, no strict base64, or no HMAC at the front
 * @throws {TypeError} `securedApiKey` is no string
 * @example
 * decodeSecuredApiKey(key).restrictions // => { filters: '_tags:user_42' }
 */
export function decodeSecuredApiKey(securedApiKey: string): DecodedSecuredApiKey {
  const { signature, queryString } = readSecuredApiKey(securedApiKey);
  const { restrictions, problems } = readQueryString(queryString);
  return {
    signature,
    queryString,
    restrictions,
    problems,
    // Most callers never ask, and the answer costs as much as generating a key.
    get canonical() {
      return queryString !== '' && problems.length === 0 && isCanonical(queryString, restrictions);
    },
  };
}

function isCanonical(queryString: string, restrictions: SecuredApiKeyRestrictions): boolean {
  const values = restrictions as Readonly<Record<string, unknown>>;
  const names = Object.keys(values).sort();
  return names.map(name => encodeParameter(name, canonicalText(values[name]))).join('&') === queryString;
}
