const encoder = /* @__PURE__ */ new TextEncoder();
// ignoreBOM: a byte order mark is part of what was signed, so it stays.
const strictDecoder = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lossyDecoder = /* @__PURE__ */ new TextDecoder('utf-8', { ignoreBOM: true });

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text, or undefined where the bytes are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text with U+FFFD for every byte sequence that is no UTF-8: for showing, never for deciding. */
export function decodeUtf8Lossy(bytes: Uint8Array): string {
  return lossyDecoder.decode(bytes);
}

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

/** Whether two texts are the same, in a time that depends on their length only. */
export function constantTimeEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
