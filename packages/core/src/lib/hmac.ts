import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeBase64UrlBytes, encodeUtf8 } from './bytes.ts';

/** HMAC-SHA256 (RFC 2104) under one key. A text message is authenticated as its UTF-8. */
export interface KeyedHmac {
  /** 64 lowercase hexadecimal digits. */
  hex(message: string | Uint8Array): string;
  /** 43 characters of unpadded base64url. */
  base64url(message: string | Uint8Array): string;
}

/** The seam: what a runtime supplies. A text key is its UTF-8; whatever can be prepared for a key is prepared once. */
export type HmacSha256 = (key: string | Uint8Array) => KeyedHmac;

export const nobleHmacSha256: HmacSha256 = key => {
  const keyed = hmac.create(sha256, toBytes(key));
  const digest = (message: string | Uint8Array): Uint8Array =>
    keyed.clone().update(toBytes(message)).digest();
  return {
    hex: message => bytesToHex(digest(message)),
    base64url: message => encodeBase64UrlBytes(digest(message)),
  };
};

function toBytes(input: string | Uint8Array): Uint8Array {
  return typeof input === 'string' ? encodeUtf8(input) : input;
}
