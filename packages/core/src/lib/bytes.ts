const encoder = /* @__PURE__ */ whenUsed(() => new TextEncoder());
// ignoreBOM keeps a byte order mark, because it is part of the signed text.
const lossyDecoder = /* @__PURE__ */ whenUsed(() => new TextDecoder('utf-8', { ignoreBOM: true }));

export function encodeUtf8(text: string): Uint8Array {
  return encoder().encode(text);
}

/** The text, or undefined if the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text, with U+FFFD for every byte sequence that is not UTF-8. For display only: never base a decision on it. */
export function decodeUtf8Lossy(bytes: Uint8Array): string {
  return lossyDecoder().decode(bytes);
}

/** The bytes of `text`: a view of `target` if they certainly fit, otherwise a new array. */
export function encodeUtf8Into(text: string, target: Uint8Array): Uint8Array {
  if (text.length * 3 > target.length) return encoder().encode(text);
  return target.subarray(0, encoder().encodeInto(text, target).written);
}

/** Standard alphabet, padded. `binary` has one byte per character (U+0000 to U+00FF). */
export function encodeBase64(binary: string): string {
  return btoa(binary);
}

/** The same for bytes that are ASCII. Newer runtimes have a method for it. */
export function encodeBase64Ascii(ascii: Uint8Array & { toBase64?: () => string }): string {
  return ascii.toBase64 === undefined ? btoa(decodeUtf8Lossy(ascii)) : ascii.toBase64();
}

/**
 * One byte per character, or undefined if `text` is not the canonical encoding of these bytes. `atob` also accepts whitespace,
 * missing padding and stray trailing bits. Two texts for one credential would defeat a cache or block list with the text as key.
 */
export function decodeBase64(text: string): string | undefined {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined;
  }
  // Equivalent to encoding the bytes again: with whitespace or missing padding, the text decodes to fewer bytes than this.
  // There are more digits than bytes, so the padding comes after this position.
  const end = text.indexOf('=', binary.length);
  const digits = end < 0 ? text : text.slice(0, end);
  const isWhole = text.length % 4 === 0 && binary.length === (digits.length * 3) >> 2;
  return isWhole && hasNoTrailingBits(digits) ? binary : undefined;
}

/** RFC 7515 section 2: base64url of the UTF-8 of `text`, without padding. */
export function encodeBase64UrlText(text: string): string {
  return encodeBase64UrlAscii(isAscii(text) ? text : binaryOf(encodeUtf8(text)));
}

/** The same for a text that is known to be ASCII. */
export function encodeBase64UrlAscii(text: string): string {
  return toUrlAlphabet(btoa(text));
}

export function encodeBase64UrlBytes(bytes: Uint8Array): string {
  return toUrlAlphabet(btoa(binaryOf(bytes)));
}

// In a text of 4n + 2 or 4n + 3 characters, the last character has four or two unused bits.
const lastCharacters: readonly (string | undefined)[] = [undefined, '', 'AQgw', 'AEIMQUYcgkosw048'];

/**
 * Whether a text in the base64url alphabet is strict (RFC 7515 section 2): its length is possible, and the bits after the last
 * byte are zero. Equivalent to decoding the text and encoding the bytes again, but faster.
 */
export function hasNoTrailingBits(base64Url: string): boolean {
  const allowed = lastCharacters[base64Url.length % 4];
  return allowed === undefined || allowed.includes(base64Url.at(-1)!);
}

/** The text in strict base64url, or undefined if its bytes are not UTF-8. */
export function decodeBase64UrlText(base64Url: string): string | undefined {
  const binary = atob(toStandardAlphabet(base64Url));
  return isAscii(binary) ? binary : decodeUtf8(bytesOf(binary));
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

// A search takes a tenth of the time of a replacement, and most texts do not contain the character.
function toUrlAlphabet(base64: string): string {
  const end = base64.indexOf('=', base64.length - 2);
  let text = end < 0 ? base64 : base64.slice(0, end);
  if (text.includes('+')) text = text.replaceAll('+', '-');
  if (text.includes('/')) text = text.replaceAll('/', '_');
  return text;
}

function toStandardAlphabet(base64Url: string): string {
  let text = base64Url;
  if (text.includes('-')) text = text.replaceAll('-', '+');
  if (text.includes('_')) text = text.replaceAll('_', '/');
  return text;
}

/** Whether two texts are equal, in a time that depends only on their lengths. */
export function constantTimeEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

/** Creates a value at its first use, so that loading core reads no global: a test environment may lack some. */
function whenUsed<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
