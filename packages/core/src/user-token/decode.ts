import type { ForgekeyError } from '../errors.ts';
import { decodeBase64UrlText, hasNoTrailingBits } from '../lib/bytes.ts';
import { assertCredentialText, hintFor, malformed } from '../lib/credential-text.ts';
import { type JsonObject, readJsonObject } from '../lib/json.ts';
import { MAX_JSON_DEPTH, MAX_USER_TOKEN_LENGTH } from '../lib/limits.ts';
import { quoteName } from '../lib/text.ts';

/** The content of a secured user token. A member is undefined if the token lacks it or gives it another type. */
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
  /** Member names that occur twice; `header` and `claims` have the last value. Empty for every token that verifies. */
  readonly duplicates: readonly string[];
}

/**
 * Reads a secured user token. The result proves nothing, because anyone can write such a token: never base a decision on it.
 * `verifySecuredUserToken` checks the signature and the claims.
 *
 * @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` the token is too long, does not have three parts of strict base64url, or has
 *   a header or payload that is not a JSON object
 * @throws {TypeError} `token` is not a string
 * @example
 * decodeSecuredUserToken(token).userId // => 'user-123'
 */
export function decodeSecuredUserToken(token: string): DecodedUserToken {
  const parts = splitUserToken(token);
  const { members: header, duplicate: inHeader } = readHeader(parts);
  const { members: claims, duplicate: inClaims } = objectOf(decodeBase64UrlText(parts.payload), 'payload');
  return {
    userId: textOrUndefined(claims.sub),
    keyId: textOrUndefined(header.kid),
    expiresAt: dateOf(claims.exp),
    header,
    claims,
    duplicates: [inHeader, inClaims].filter(name => name !== undefined),
  };
}

/** The date of a NumericDate (RFC 7519 section 2), or undefined if a Date cannot represent it. */
export function dateOf(numericDate: unknown): Date | undefined {
  const date = new Date(typeof numericDate === 'number' ? numericDate * 1000 : NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The three parts of a token (RFC 7515 section 7.1), each strict base64url, not yet decoded. */
export interface UserTokenParts {
  readonly header: string;
  readonly payload: string;
  /** 43 characters in a genuine token. */
  readonly signature: string;
  /** The signed text: header and payload as received, and the dot between them. */
  readonly signingInput: string;
}

/** @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` */
export function splitUserToken(token: string): UserTokenParts {
  assertCredentialText('token', 'ERR_TOKEN_MALFORMED', token, MAX_USER_TOKEN_LENGTH);
  const headerEnd = token.indexOf('.');
  const payloadEnd = token.indexOf('.', headerEnd + 1);
  if (payloadEnd < 0 || token.includes('.', payloadEnd + 1)) {
    const reason = headerEnd < 0 ? 'a secured API key' : 'truncated';
    throw malformedToken('must have three parts.', hintFor(token, reason));
  }
  const header = token.slice(0, headerEnd);
  const payload = token.slice(headerEnd + 1, payloadEnd);
  const signature = token.slice(payloadEnd + 1);
  // One search through the whole token takes half the time of one for each part.
  if (!/^[\w.-]*$/.test(token) || ![header, payload, signature].every(hasNoTrailingBits)) {
    throw malformedToken('is not base64url.', hintFor(token, 'truncated'));
  }
  return { header, payload, signature, signingInput: token.slice(0, payloadEnd) };
}

/** @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` */
export function readHeader({ header }: UserTokenParts): JsonObject {
  return objectOf(decodeBase64UrlText(header), 'header');
}

// Claims as forgeSecuredUserToken and the vendor's helpers write them, without escapes and repeated names.
const usualClaims: RegExp = /^\{"sub":"([^"\\\0-\x1f]*)","exp":([1-9]\d{0,11})\}$/;

/**
 * The claims of a token to verify. One pattern reads those that are written as usual.
 *
 * @throws {ForgekeyError} `ERR_TOKEN_MALFORMED`
 */
export function readClaims({ payload }: UserTokenParts): JsonObject {
  const text = decodeBase64UrlText(payload) ?? '';
  const [, sub, exp] = usualClaims.exec(text) ?? [];
  if (exp === undefined) return objectOf(text, 'payload');
  return { members: { sub, exp: Number(exp) }, duplicate: undefined };
}

function objectOf(text: string | undefined, part: string): JsonObject {
  const object = readJsonObject(text ?? '');
  if (object !== undefined) return object;
  throw malformedToken(
    `has a ${part} that is not a JSON object of at most ${MAX_JSON_DEPTH} levels.`,
    FORGE_IT,
  );
}

/** @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` */
export function assertNoDuplicate({ duplicate }: JsonObject): void {
  if (duplicate === undefined) return;
  throw malformedToken(`contains the member ${quoteName(duplicate)} twice.`, FORGE_IT);
}

/** The hint for a token that another program created incorrectly. */
export const FORGE_IT = 'Create tokens with forgeSecuredUserToken.';

export function malformedToken(what: string, hint: string): ForgekeyError {
  return malformed('token', 'ERR_TOKEN_MALFORMED', what, hint);
}
