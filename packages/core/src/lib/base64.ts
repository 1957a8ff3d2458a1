import { encodeUtf8 } from './utf8.ts';

/** Standard alphabet, padded. `binary` holds one byte per character (U+0000 to U+00FF). */
export function encodeBase64(binary: string): string {
  return btoa(binary);
}

/**
 * One byte per character, or undefined unless `text` is the one canonical encoding of those bytes: `atob` also takes
 * white space, missing padding and stray trailing bits, and two texts for one credential would defeat any cache or
 * block list that is keyed by text.
 */
export function decodeBase64(text: string): string | undefined {
  try {
    const binary = atob(text);
    return btoa(binary) === text ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 7515 section 2: base64url of the UTF-8 of `text`, without padding. */
export function encodeBase64UrlText(text: string): string {
  return toUrlAlphabet(btoa(isAscii(text) ? text : binaryOf(encodeUtf8(text))));
}

export function encodeBase64UrlBytes(bytes: Uint8Array): string {
  return toUrlAlphabet(btoa(binaryOf(bytes)));
}

/** The bytes, or undefined unless `text` is strict, unpadded base64url. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const padding = '='.repeat((4 - (text.length % 4)) % 4);
  const binary = decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/') + padding);
  return binary === undefined ? undefined : bytesOf(binary);
}

export function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** One character per byte. */
export function binaryOf(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return binary;
}

export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function toUrlAlphabet(base64: string): string {
  const end = base64.indexOf('=');
  return (end < 0 ? base64 : base64.slice(0, end)).replaceAll('+', '-').replaceAll('/', '_');
}
