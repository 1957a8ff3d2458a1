import { decodeUtf8Lossy } from './bytes.ts';

/** For each character code: 2 if it can be in a word, 1 if `encodeURIComponent` leaves it as it is, otherwise 0. */
const kinds: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[\w.-]/.test(character) ? 2 : Number(encodeURIComponent(character) === character);
});

const MAX_WORD_LENGTH = 256;
const PERCENT = 0x25;
const hexDigits: Uint8Array = /* @__PURE__ */ Uint8Array.from('0123456789ABCDEF', digit =>
  digit.charCodeAt(0),
);

/**
 * ASCII text under construction. Characters in an array cost less than joined strings, which the engine copies again when they are
 * hashed and encoded, and they leave no garbage.
 */
export class AsciiWriter {
  readonly bytes: Uint8Array;
  /** How many bytes were written, including those that `bytes` has no room for. These are lost, so compare both lengths. */
  length = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  /** Writes a text that is known to be ASCII. */
  write(ascii: string): void {
    const { bytes, length } = this;
    for (let index = 0; index < ascii.length; index++) bytes[length + index] = ascii.charCodeAt(index);
    this.length = length + ascii.length;
  }

  /** The same for its bytes. */
  writeBytes(ascii: Uint8Array): void {
    const { bytes, length } = this;
    this.length = length + ascii.length;
    if (this.length <= bytes.length) bytes.set(ascii, length);
  }

  /**
   * Writes a text without any syntax, and returns whether `text` is one: nothing in it has to be encoded, and it is not a condition,
   * pattern or list. Most values are such words, and this loop finds out faster than a regular expression.
   */
  writeWord(text: string): boolean {
    if (text === '' || text.length > MAX_WORD_LENGTH) return false;
    const { bytes, length } = this;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (kinds[code] !== 2) return false;
      bytes[length + index] = code;
    }
    this.length = length + text.length;
    return true;
  }

  /** Writes `encodeURIComponent(text)`, faster. The text is known to be well-formed. */
  writeEncoded(text: string): void {
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        this.write(encodeURIComponent(text));
        return;
      }
      if (kinds[code] !== 0) {
        bytes[at++] = code;
        continue;
      }
      bytes[at] = PERCENT;
      bytes[at + 1] = hexDigits[code >> 4]!;
      bytes[at + 2] = hexDigits[code & 15]!;
      at += 3;
    }
    this.length = at;
  }

  /** What was written from `start` on. */
  text(start: number): string {
    return decodeUtf8Lossy(this.bytes.subarray(start, this.length));
  }
}
