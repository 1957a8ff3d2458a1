import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, decodeUtf8Lossy, encodeUtf8 } from '../../src/lib/bytes.ts';
import { unicodeText } from '../support/text-arbitrary.ts';

describe('UTF-8', () => {
  it('survives both ways, a byte order mark included', () => {
    fc.assert(
      fc.property(unicodeText(), text => {
        expect(decodeUtf8(encodeUtf8(text))).toBe(text);
        expect(decodeUtf8(encodeUtf8(`\ufeff${text}`))).toBe(`\ufeff${text}`);
      }),
    );
  });

  it.each([
    [[0xff]],
    [[0xc0, 0x80]],
    [[0xed, 0xa0, 0x80]],
    [[0xe9]],
    [[0xf4, 0x90, 0x80, 0x80]],
    [[0x61, 0x80]],
  ])('bytes that are none are undefined, never guessed: %j', bytes => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBeUndefined();
    expect(decodeUtf8Lossy(Uint8Array.from(bytes))).toContain('\ufffd');
  });
});
