import type { ForgekeyError } from '../errors.ts';
import type { AsciiWriter } from '../lib/ascii-writer.ts';
import { bytesOf, decodeBase64, decodeUtf8Lossy, encodeBase64, isAscii } from '../lib/bytes.ts';
import { assertCredentialText, hintFor, malformed } from '../lib/credential-text.ts';
import type { KeyedHmac } from '../lib/hmac.ts';
import { MAX_SECURED_API_KEY_LENGTH } from '../lib/limits.ts';

/** Characters of the signature: an HMAC-SHA256 in hexadecimal digits. */
export const SIGNATURE_LENGTH = 64;

/** The beginning of a decoded key. The class is written 64 times, because that takes a third of the time of `{64}`. */
export const beginsWithSignature: RegExp = /* @__PURE__ */ new RegExp(
  /* @__PURE__ */ '^'.concat(/* @__PURE__ */ '[0-9a-f]'.repeat(SIGNATURE_LENGTH)),
);

/** The two parts of a secured API key. */
export interface SecuredApiKeyParts {
  /** 64 lowercase hexadecimal digits. */
  readonly signature: string;
  /** The signed text, exactly as received, for the check of the signature. */
  readonly message: string | Uint8Array;
  /** The signed text as a string. */
  readonly queryString: string;
}

/**
 * Splits a secured API key into its parts.
 *
 * @throws {ForgekeyError} `ERR_KEY_MALFORMED`
 */
export function readSecuredApiKey(securedApiKey: string): SecuredApiKeyParts {
  assertCredentialText('securedApiKey', 'ERR_KEY_MALFORMED', securedApiKey, MAX_SECURED_API_KEY_LENGTH);
  const binary = decodeBase64(securedApiKey);
  if (binary === undefined) {
    const reason = securedApiKey.includes('.') ? 'a user token' : 'truncated';
    throw malformedKey('is not base64.', hintFor(securedApiKey, reason));
  }
  if (!beginsWithSignature.test(binary)) {
    throw malformedKey('has no signature.', hintFor(securedApiKey, 'a plain API key'));
  }
  const signature = binary.slice(0, SIGNATURE_LENGTH);
  const rest = binary.slice(SIGNATURE_LENGTH);
  if (isAscii(rest)) return { signature, message: rest, queryString: rest };
  const message = bytesOf(rest);
  return { signature, message, queryString: decodeUtf8Lossy(message) };
}

/** Signs the query string that `writer` holds after the place of the signature. It does not check the length of the key. */
export function signSecuredApiKey(hmac: KeyedHmac, writer: AsciiWriter): string {
  if (hmac.base64WithMessage !== undefined) return hmac.base64WithMessage(writer.bytes, writer.length);
  const queryString = writer.text(SIGNATURE_LENGTH);
  return encodeBase64(hmac.hex(queryString) + queryString);
}

function malformedKey(what: string, hint: string): ForgekeyError {
  return malformed('securedApiKey', 'ERR_KEY_MALFORMED', what, hint);
}
