import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { encodeBase64UrlAscii, encodeBase64UrlText } from '../lib/bytes.ts';
import { isSecretKey } from '../lib/credential-text.ts';
import { BoundedMap } from '../lib/hmac.ts';
import { MAX_SECRET_LENGTH, MAX_USER_TOKEN_LENGTH } from '../lib/limits.ts';
import {
  describeType,
  hasControlCharacter,
  hasOuterWhitespace,
  isWrappedSecret,
  wrappedSecret,
} from '../lib/text.ts';

/** The claims of a secured user token, including any that its issuer added. */
export interface UserTokenClaims {
  /** The user's stable id (RFC 7519 section 4.1.2). */
  readonly sub: string;
  /** The end of validity, in Unix seconds (RFC 7519 section 4.1.4). */
  readonly exp: number;
  /** Claims that forgekey does not read. */
  readonly [name: string]: unknown;
}

/** 24 hours, the vendor's default. */
const DEFAULT_EXPIRES_IN_SEC = 86_400;

// 366 days. By mistake in milliseconds, the default of 24 hours would be 2.7 years.
export const MAX_EXPIRES_IN_SEC = 31_622_400;

/** The headers of the last key ids, which are not secret. Encoding a header takes half as long as signing a token. */
const encodedHeaders: BoundedMap<string> = /* @__PURE__ */ new BoundedMap(16);

/** The first part of every token with this key id, and a dot. Members are in the order of the vendor's helper. */
export function encodedHeaderOf(secretKeyId: string): string {
  const known = encodedHeaders.get(secretKeyId);
  if (known !== undefined) return known;
  const header = encodeHeader(secretKeyId);
  encodedHeaders.set(secretKeyId, header);
  return header;
}

function encodeHeader(secretKeyId: string): string {
  assertText('secretKeyId', secretKeyId, MAX_SECRET_LENGTH);
  assertNoOuterWhitespace('secretKeyId', secretKeyId);
  if (isSecretKey(secretKeyId)) {
    const hint = 'secretKey and secretKeyId may be swapped.';
    throw inputError('secretKeyId', 'is a secret key, and every token would contain it.', hint);
  }
  const header = `{"alg":"HS256","typ":"JWT","kid":${JSON.stringify(secretKeyId)}}`;
  return `${encodeBase64UrlText(header)}.`;
}

/** The second part. The user id is encoded as JSON, unless its JSON is the id itself. */
export function encodeClaims(userId: string, expiresInSec: number, nowMilliseconds: number): string {
  const expiresAtSec = Math.floor(nowMilliseconds / 1000) + expiresInSec;
  if (isPlainId(userId)) return encodeBase64UrlAscii(`{"sub":"${userId}","exp":${expiresAtSec}}`);
  assertText('userId', userId, MAX_USER_TOKEN_LENGTH);
  return encodeBase64UrlText(`{"sub":${JSON.stringify(userId)},"exp":${expiresAtSec}}`);
}

/** Printable ASCII without a quote or a backslash needs no escape in JSON. True for most ids. */
function isPlainId(userId: unknown): boolean {
  return typeof userId === 'string' && /^[ !#-[\]-~]{1,256}$/.test(userId);
}

export function assertSecretKey(secretKey: unknown): asserts secretKey is string {
  assertText('secretKey', secretKey, MAX_SECRET_LENGTH);
  assertNoOuterWhitespace('secretKey', secretKey);
  if (isWrappedSecret(secretKey)) {
    throw inputError('secretKey', wrappedSecret, CHECK_WHERE_IT_IS_SET);
  }
  if (hasControlCharacter(secretKey)) {
    const hint = 'Copy the secret again, and check how it is read.';
    throw inputError('secretKey', 'contains a control character.', hint);
  }
}

/** Whether `value` can verify. A secret of NULs cannot: it equals the empty HMAC key. */
export function isUsableSecret(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= MAX_SECRET_LENGTH &&
    value.isWellFormed() &&
    !hasControlCharacter(value)
  );
}

/** @throws {ForgekeyError} `ERR_TOKEN_INPUT` `expiresIn` is not a number of whole seconds from 1 to `MAX_EXPIRES_IN_SEC` */
export function expiresInSecOf(expiresIn: unknown, parameter = 'expiresIn'): number {
  if (expiresIn === undefined) return DEFAULT_EXPIRES_IN_SEC;
  const isNumber = typeof expiresIn === 'number';
  if (isNumber && Number.isInteger(expiresIn) && expiresIn > 0 && expiresIn <= MAX_EXPIRES_IN_SEC) {
    return expiresIn;
  }
  const given = isNumber ? expiresIn : describeType(expiresIn);
  const message = `"${parameter}" must be whole seconds from 1 to ${MAX_EXPIRES_IN_SEC} (a year); it is ${given}.`;
  const hint = 'Pass a number of seconds, not milliseconds: 86400 is one day.';
  if (isNumber) throw new ForgekeyError('ERR_TOKEN_INPUT', message, { parameter, hint });
  throw new ForgekeyTypeError('ERR_TOKEN_INPUT', message, parameter, hint);
}

/** The length is checked first, because the other checks read the whole text. */
function assertText(parameter: string, value: unknown, maxLength: number): asserts value is string {
  if (typeof value !== 'string') {
    const message = `"${parameter}" must be a string; it is ${describeType(value)}.`;
    throw new ForgekeyTypeError('ERR_TOKEN_INPUT', message, parameter, CHECK_WHERE_IT_IS_SET);
  }
  if (value === '') throw inputError(parameter, 'is empty.', CHECK_WHERE_IT_IS_SET);
  if (value.length > maxLength) {
    throw inputError(parameter, `is longer than ${maxLength} characters.`, CHECK_WHERE_IT_IS_SET);
  }
  if (!value.isWellFormed()) {
    const what = 'contains a lone surrogate, so it is not well-formed Unicode.';
    throw inputError(parameter, what, 'It may be truncated inside a character.');
  }
}

function assertNoOuterWhitespace(parameter: string, value: string): void {
  if (hasOuterWhitespace(value)) {
    throw inputError(parameter, 'has leading or trailing whitespace.', 'Trim it where it is read.');
  }
}

const CHECK_WHERE_IT_IS_SET = 'Check where it is set.';

function inputError(parameter: string, what: string, hint: string): ForgekeyError {
  return new ForgekeyError('ERR_TOKEN_INPUT', `"${parameter}" ${what}`, { parameter, hint });
}
