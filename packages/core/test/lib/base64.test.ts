import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binaryOf,
  bytesOf,
  decodeBase64,
  decodeBase64UrlText,
  encodeBase64,
  encodeBase64UrlBytes,
  encodeBase64UrlText,
  hasNoTrailingBits,
  isAscii,
} from '../../src/lib/bytes.ts';
import { randomCases, randomNumbers } from '../support/random-numbers.ts';
import { unicodeText } from '../support/text-arbitrary.ts';

const isBase64Url = (text: string): boolean => /^[\w-]*$/.test(text) && hasNoTrailingBits(text);

describe('base64 is that of Node’s Buffer', () => {
  it('for any bytes, both alphabets, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        const buffer = Buffer.from(bytes);
        expect(encodeBase64(binaryOf(bytes))).toBe(buffer.toString('base64'));
        expect(encodeBase64UrlBytes(bytes)).toBe(buffer.toString('base64url'));
        expect(decodeBase64(buffer.toString('base64'))).toBe(buffer.toString('latin1'));
        expect(isBase64Url(buffer.toString('base64url'))).toBe(true);
        expect(bytesOf(binaryOf(bytes))).toEqual(bytes);
      }),
    );
  });

  it('for any text, as its UTF-8', () => {
    fc.assert(
      fc.property(unicodeText(), text => {
        const encoded = Buffer.from(text).toString('base64url');
        expect(encodeBase64UrlText(text)).toBe(encoded);
        expect(decodeBase64UrlText(encoded)).toBe(text);
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
      }),
      { numRuns: randomCases(2000) },
    );
  });

  it('is strict base64 exactly where encoding the decoded bytes gives the text again', () => {
    const random = randomNumbers(8);
    let strict = 0;
    for (let round = 0; round < 100_000; round++) {
      const text = Array.from({ length: random(14) }, () => 'AQgwEIABC+/019== \n\té-'[random(19)]).join('');
      let expected: string | undefined;
      try {
        const binary = atob(text);
        if (btoa(binary) === text) expected = binary;
      } catch {}
      if (expected !== undefined) strict++;
      if (decodeBase64(text) !== expected)
        expect({ text, actual: decodeBase64(text) }).toEqual({ text, expected });
    }
    expect(strict).toBeGreaterThan(3_000);
  });

  it('is strict base64url exactly where encoding the decoded bytes gives the text again', () => {
    const random = randomNumbers(7);
    for (let round = 0; round < randomCases(200_000); round++) {
      const text = Array.from({ length: random(12) }, () => 'ABCabgwEI048-_+/=. é'[random(20)]).join('');
      const isCanonical = Buffer.from(text, 'base64url').toString('base64url') === text;
      if (isBase64Url(text) !== isCanonical) expect.fail(`${JSON.stringify(text)}: ${isCanonical}`);
    }
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
      expect(isBase64Url(text)).toBe(false);
    },
  );
});
