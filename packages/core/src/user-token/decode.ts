import { readClaims, readSecuredUserToken } from './read.ts';

/** What a secured user token says of itself. A member is undefined where the token lacks it or it has another type. */
export interface DecodedUserToken {
  /** The `sub` claim. */
  readonly userId: string | undefined;
  /** The `kid` of the header. */
  readonly keyId: string | undefined;
  /** The `exp` claim. */
  readonly expiresAt: Date | undefined;
  /** The whole header, as it was read. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The whole payload, as it was read. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Member names that occur twice, of which the last value is shown; empty for any token worth having. */
  readonly duplicates: readonly string[];
}

/**
 * Reads a secured user token. It proves nothing: anybody can write such a text, so never decide anything by the
 * result. `verifySecuredUserToken` checks the signature and the claims.
 *
 * @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` too long, not three parts of strict base64url, or a header or payload that
 *   is no JSON object
 * @throws {TypeError} `token` is no string
 * @example
 * decodeSecuredUserToken(token).userId // => 'user-123'
 */
export function decodeSecuredUserToken(token: string): DecodedUserToken {
  const parts = readSecuredUserToken(token);
  const { members: header, duplicate: inHeader } = parts.header;
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

/** The date of a NumericDate (RFC 7519 section 2), or undefined where it is none that a Date can hold. */
export function dateOf(numericDate: unknown): Date | undefined {
  if (typeof numericDate !== 'number') return undefined;
  const date = new Date(numericDate * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
