import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { decodeBase64Url, decodeUtf8 } from '../lib/bytes.ts';
import { duplicateMember, readJsonObject } from '../lib/json.ts';
import { MAX_USER_TOKEN_LENGTH } from '../lib/limits.ts';
import { describeType, quoteName } from '../lib/text.ts';

/** A JSON object of a token. */
export interface TokenObject {
  readonly members: Readonly<Record<string, unknown>>;
  /** A member name that occurs twice in one object, if any does. */
  readonly duplicate: string | undefined;
}

/** The parts of a token, of which only the header has been read. */
export interface UserTokenParts {
  readonly header: TokenObject;
  /** What the signature covers: the first two parts as received. */
  readonly signingInput: string;
  readonly payload: Uint8Array;
  /** Strict base64url; 43 characters of it where the token is genuine. */
  readonly signature: string;
}

/** @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` */
export function readSecuredUserToken(token: string): UserTokenParts {
  if (typeof token !== 'string') {
    const message = `A secured user token must be a string; it is ${describeType(token)}.`;
    throw new ForgekeyTypeError('ERR_TOKEN_MALFORMED', message, 'token');
  }
  if (token.length > MAX_USER_TOKEN_LENGTH)
    throw malformed(`is longer than ${MAX_USER_TOKEN_LENGTH} characters.`);
  const parts = token.split('.');
  if (parts.length !== 3) throw malformed('does not have three parts with dots between them.');
  const [headerPart, payloadPart, signature] = parts as [string, string, string];
  const headerBytes = decodeBase64Url(headerPart);
  const payload = decodeBase64Url(payloadPart);
  if (headerBytes === undefined || payload === undefined || decodeBase64Url(signature) === undefined) {
    throw malformed('is not strict, unpadded base64url. Was it encoded as base64?');
  }
  const header = readObject(headerBytes, 'header');
  return { header, signingInput: `${headerPart}.${payloadPart}`, payload, signature };
}

/** @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` */
export function readClaims({ payload }: UserTokenParts): TokenObject {
  return readObject(payload, 'payload');
}

/** @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` */
export function assertNoDuplicate({ duplicate }: TokenObject): void {
  if (duplicate !== undefined) throw malformed(`holds the member ${quoteName(duplicate)} twice.`);
}

function readObject(bytes: Uint8Array, part: string): TokenObject {
  const text = decodeUtf8(bytes);
  const members = text === undefined ? undefined : readJsonObject(text);
  if (text === undefined || members === undefined)
    throw malformed(`has a ${part} that is no JSON object in UTF-8.`);
  return { members, duplicate: duplicateMember(text) };
}

export function malformed(what: string): ForgekeyError {
  return new ForgekeyError('ERR_TOKEN_MALFORMED', `The secured user token ${what}`, { parameter: 'token' });
}
