import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binaryOf,
  bytesOf,
  decodeBase64,
  decodeBase64Url,
  encodeBase64,
  encodeBase64UrlBytes,
  encodeBase64UrlText,
  isAscii,
} from '../../src/lib/bytes.ts';
import { unicodeText } from '../support/text-arbitrary.ts';

describe('base64 is that of Node’s Buffer', () => {
  it('for any bytes, both alphabets, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        const buffer = Buffer.from(bytes);
        expect(encodeBase64(binaryOf(bytes))).toBe(buffer.toString('base64'));
        expect(encodeBase64UrlBytes(bytes)).toBe(buffer.toString('base64url'));
        expect(decodeBase64(buffer.toString('base64'))).toBe(buffer.toString('latin1'));
        expect(decodeBase64Url(buffer.toString('base64url'))).toEqual(bytes);
        expect(bytesOf(binaryOf(bytes))).toEqual(bytes);
      }),
    );
  });

  it('for any text, as its UTF-8', () => {
    fc.assert(
      fc.property(unicodeText(), text => {
        expect(encodeBase64UrlText(text)).toBe(Buffer.from(text).toString('base64url'));
        expect(isAscii(text)).toBe(Buffer.from(text).length === text.length);
      }),
    );
  });
});

describe('one text for one sequence of bytes', () => {
  it('any text decodes to what encodes to it, or not at all', () => {
    const alphabet = fc.string({ unit: fc.constantFrom(...'ABab019+/-_= \n'), maxLength: 12 });
    fc.assert(
      fc.property(alphabet, text => {
        const binary = decodeBase64(text);
        if (binary !== undefined) expect(encodeBase64(binary)).toBe(text);
        const bytes = decodeBase64Url(text);
        if (bytes !== undefined) expect(encodeBase64UrlBytes(bytes)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    'A',
    'AA',
    'AAA',
    'AA=',
    'AAA',
    'AA=A',
    '=',
    '====',
    'AB==',
    'AAB=',
    'AA==\n',
    ' AA==',
    'A A=',
    'AA-_',
    'AAAé',
  ])('base64 refuses %j', text => {
    expect(decodeBase64(text)).toBeUndefined();
  });

  it.each(['A', 'AA==', 'AB', 'AAB', 'AA\n', ' AA', 'AA+/', 'AAAAA', 'AAé', 'AA.'])(
    'base64url refuses %j',
    text => {
      expect(decodeBase64Url(text)).toBeUndefined();
    },
  );
});
