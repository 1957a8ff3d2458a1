import { createHmac } from 'node:crypto';
import { nobleHmacSha256 } from '@forgekey/core/bind';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeHmacSha256 } from '../src/hmac.ts';

describe('nativeHmacSha256', () => {
  it('is the same function as that of core, of text and of bytes', () => {
    const input = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(input, input, (key, message) => {
        const native = nativeHmacSha256(key);
        const noble = nobleHmacSha256(key);
        expect(native.hex(message)).toBe(noble.hex(message));
        expect(native.base64url(message)).toBe(noble.base64url(message));
      }),
      { numRuns: 50 },
    );
  });

  it('is that of createHmac, which knows no short cut, for 100,000 keys and messages', () => {
    const alphabet = ['a', 'Z', '0', '-', '%', '\0', '\x01', '6', '\\', '\x7f', '\x80', 'é', '鍵', '🔑'];
    let state = 1;
    const random = (limit: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const textOf = (maxLength: number, characters: number): string =>
      Array.from({ length: random(maxLength) }, () => alphabet[random(characters)]).join('');
    let keyed = nativeHmacSha256('');
    let key = '';
    for (let round = 0; round < 100_000; round++) {
      // Each prepared key signs several messages.
      if (round % 4 === 0) {
        key = textOf(90, random(2) === 0 ? 10 : alphabet.length);
        keyed = nativeHmacSha256(key);
      }
      const message = textOf(40, alphabet.length);
      const expected = createHmac('sha256', key).update(message).digest('hex');
      if (keyed.hex(message) !== expected) expect.fail(JSON.stringify({ key, message }));
    }
  });
});
