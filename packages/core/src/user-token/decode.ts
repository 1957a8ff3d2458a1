import { readClaims, readHeader, splitUserToken } from './envelope.ts';

/** What a secured user token states. A member is undefined where the token lacks it or gives it another type. */
export interface DecodedUserToken {
  /** The `sub` claim. */
  readonly userId: string | undefined;
  /** The `kid` of the header. */
  readonly keyId: string | undefined;
  /** The `exp` claim. */
  readonly expiresAt: Date | undefined;
  /** The whole header, as received. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The whole payload, as received. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Member names that occur twice; `header` and `claims` show the last value. Empty for every token that verifies. */
  readonly duplicates: readonly string[];
}

/**
 * Reads a secured user token. This proves nothing: anyone can write such a text, so never decide anything by the result.
 * `verifySecuredUserToken` checks the signature and the claims.
 *
 * @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` The token is too long, does not have three parts of strict base64url, or has
 *   a header or payload that is not a JSON object
 * @throws {TypeError} `token` is not a string
 * @example
 * decodeSecuredUserToken(token).userId // => 'user-123'
 */
export function decodeSecuredUserToken(token: string): DecodedUserToken {
  const parts = splitUserToken(token);
  const { members: header, duplicate: inHeader } = readHeader(parts);
  const { members: claims, duplicate: inClaims } = readClaims(parts);
  return {
    userId: textOrUndefined(claims.sub),
    keyId: textOrUndefined(header.kid),
    expiresAt: dateOf(claims.exp),
    header,
    claims,
    duplicates: [inHeader, inClaims].filter(name => name !== undefined),
  };
}

/** The date of a NumericDate (RFC 7519 section 2), or undefined where a Date cannot hold it. */
export function dateOf(numericDate: unknown): Date | undefined {
  if (typeof numericDate !== 'number') return undefined;
  const date = new Date(numericDate * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
