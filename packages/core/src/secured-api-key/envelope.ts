import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { bytesOf, decodeBase64, decodeUtf8, decodeUtf8Lossy, encodeBase64, isAscii } from '../lib/bytes.ts';
import { MAX_SECURED_API_KEY_LENGTH } from '../lib/limits.ts';
import { describeType } from '../lib/text.ts';

/** Characters of the signature: an HMAC-SHA256 in hexadecimal digits. */
export const SIGNATURE_LENGTH = 64;

/** What a decoded key begins with. Written out, a class 64 times takes a third of the time of one that is counted. */
export const beginsWithSignature: RegExp = /* @__PURE__ */ new RegExp(
  `^${/* @__PURE__ */ '[0-9a-f]'.repeat(SIGNATURE_LENGTH)}`,
);

/** The two parts of a secured API key. */
export interface SecuredApiKeyParts {
  /** 64 lowercase hexadecimal digits. */
  readonly signature: string;
  /** What the signature covers, as received: never decoded and encoded again before it has been checked. */
  readonly message: string | Uint8Array;
  /** The message for reading. */
  readonly queryString: string;
}

/**
 * Splits a secured API key into its parts.
 *
 * @throws {ForgekeyError} `ERR_KEY_MALFORMED`
 */
export function readSecuredApiKey(securedApiKey: string): SecuredApiKeyParts {
  if (typeof securedApiKey !== 'string') {
    const message = `A secured API key must be a string; it is ${describeType(securedApiKey)}.`;
    throw new ForgekeyTypeError('ERR_KEY_MALFORMED', message, 'securedApiKey');
  }
  if (securedApiKey.length > MAX_SECURED_API_KEY_LENGTH) {
    throw malformed(`is longer than ${MAX_SECURED_API_KEY_LENGTH} characters.`);
  }
  const binary = decodeBase64(securedApiKey);
  if (binary === undefined)
    throw malformed('is not padded base64.', 'Check whether it was cut, or wrapped over several lines.');
  if (!beginsWithSignature.test(binary)) {
    const hint = 'It may be a plain API key, or the key of another service.';
    throw malformed('does not begin with an HMAC.', hint);
  }
  const signature = binary.slice(0, SIGNATURE_LENGTH);
  const rest = binary.slice(SIGNATURE_LENGTH);
  if (isAscii(rest)) return { signature, message: rest, queryString: rest };
  const message = bytesOf(rest);
  return { signature, message, queryString: decodeUtf8(message) ?? decodeUtf8Lossy(message) };
}

/** Joins the parts. The serializer writes ASCII, and no more of it than a key can hold. */
export function joinSecuredApiKey(signature: string, queryString: string): string {
  return encodeBase64(signature + queryString);
}

function malformed(what: string, hint?: string): ForgekeyError {
  const details = { parameter: 'securedApiKey', ...(hint !== undefined && { hint }) };
  return new ForgekeyError('ERR_KEY_MALFORMED', `The secured API key ${what}`, details);
}
