import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { encodeBase64UrlText } from '../lib/bytes.ts';
import { describeType, hasOuterWhitespace } from '../lib/text.ts';

/** The claims of a secured user token, and whatever else its maker put in. */
export interface UserTokenClaims {
  /** The user's stable id (RFC 7519 section 4.1.2). */
  readonly sub: string;
  /** The end of validity, in Unix seconds (RFC 7519 section 4.1.4). */
  readonly exp: number;
  readonly [name: string]: unknown;
}

/** The protected header of a JWS (RFC 7515 section 4). */
export interface UserTokenHeader {
  /** HS256 (RFC 7518 section 3.2). */
  readonly alg: string;
  /** Which secret signed it. */
  readonly kid: string;
  readonly [name: string]: unknown;
}

/** 24 hours, the vendor's default. */
export const DEFAULT_EXPIRES_IN_SEC = 86_400;

// A year and a day. The vendor's 24 hours, written in milliseconds by mistake, would be 2.7 years.
const MAX_EXPIRES_IN_SEC = 31_622_400;

/** The first part of every token of one key id, with the dot behind it. Order of members as the vendor's helper has it. */
export function encodeHeader(secretKeyId: string): string {
  assertText('secretKeyId', secretKeyId);
  assertTrimmed('secretKeyId', secretKeyId);
  if (isSecretKey(secretKeyId)) {
    throw inputError(
      'secretKeyId',
      'is a secret key, which every token would publish. Are secretKey and secretKeyId swapped?',
    );
  }
  const header: UserTokenHeader = { alg: 'HS256', typ: 'JWT', kid: secretKeyId };
  return `${encodeBase64UrlText(JSON.stringify(header))}.`;
}

/** The second part. The user id is encoded as JSON, never pasted into it. */
export function encodeClaims(userId: string, expiresInSec: number, nowMilliseconds: number): string {
  assertText('userId', userId);
  const claims: UserTokenClaims = { sub: userId, exp: Math.floor(nowMilliseconds / 1000) + expiresInSec };
  return encodeBase64UrlText(JSON.stringify(claims));
}

/** Whether `text` begins as every authentication key of Agent Studio does. */
export function isSecretKey(text: string): boolean {
  return text.startsWith('sk-alg-');
}

export function assertSecretKey(secretKey: unknown): asserts secretKey is string {
  assertText('secretKey', secretKey);
  assertTrimmed('secretKey', secretKey);
}

/** @throws {ForgekeyError} `ERR_TOKEN_INPUT` unless `expiresIn` is a sensible number of whole seconds */
export function expiresInSecOf(expiresIn: unknown): number {
  if (expiresIn === undefined) return DEFAULT_EXPIRES_IN_SEC;
  if (
    Number.isSafeInteger(expiresIn) &&
    (expiresIn as number) > 0 &&
    (expiresIn as number) <= MAX_EXPIRES_IN_SEC
  ) {
    return expiresIn as number;
  }
  const message = `"expiresIn" must be whole seconds from 1 to ${MAX_EXPIRES_IN_SEC} (a year), not milliseconds; it is `;
  if (typeof expiresIn === 'number') {
    throw new ForgekeyError('ERR_TOKEN_INPUT', `${message}${expiresIn}.`, { parameter: 'expiresIn' });
  }
  throw new ForgekeyTypeError('ERR_TOKEN_INPUT', `${message}${describeType(expiresIn)}.`, 'expiresIn');
}

function assertText(parameter: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') {
    const message = `"${parameter}" must be a string; it is ${describeType(value)}.`;
    throw new ForgekeyTypeError('ERR_TOKEN_INPUT', message, parameter);
  }
  if (value === '') throw inputError(parameter, 'is empty. Is it set where it is read?');
  if (!value.isWellFormed())
    throw inputError(
      parameter,
      'holds a lone surrogate: it is not well-formed Unicode. Was it cut inside a character?',
    );
}

function assertTrimmed(parameter: string, value: string): void {
  if (hasOuterWhitespace(value)) {
    throw inputError(parameter, 'begins or ends with a blank or line break. Trim it where it is read.');
  }
}

function inputError(parameter: string, what: string): ForgekeyError {
  return new ForgekeyError('ERR_TOKEN_INPUT', `"${parameter}" ${what}`, { parameter });
}
