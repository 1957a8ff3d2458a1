import { nobleHmacSha256 } from '@forgekey/core/bind';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeHmacSha256 } from '../src/hmac.ts';

describe('nativeHmacSha256', () => {
  it('answers test case 2 of RFC 4231', () => {
    expect(nativeHmacSha256('Jefe').hex('what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

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

  it('keeps nothing from one message to the next', () => {
    const keyed = nativeHmacSha256('key');
    const first = keyed.hex('a');
    keyed.base64url('b');
    expect(keyed.hex('a')).toBe(first);
  });
});
