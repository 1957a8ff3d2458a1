import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleHmacSha256 } from '../../src/lib/hmac.ts';
import { unicodeText } from '../support/text-arbitrary.ts';

describe('HMAC-SHA256 of core', () => {
  it('RFC 4231, test case 2', () => {
    expect(nobleHmacSha256('Jefe').hex('what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('is that of Node, for any key and message, as text and as bytes', () => {
    const input = fc.oneof(unicodeText(), fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(input, input, (key, message) => {
        const digest = createHmac('sha256', key).update(message).digest();
        const keyed = nobleHmacSha256(key);
        expect(keyed.hex(message)).toBe(digest.toString('hex'));
        expect(keyed.base64url(message)).toBe(digest.toString('base64url'));
      }),
    );
  });

  it('one prepared key serves many messages, none of which changes it', () => {
    const keyed = nobleHmacSha256('key');
    const first = keyed.hex('a');
    keyed.hex('b');
    keyed.base64url(new Uint8Array(1000));
    expect(keyed.hex('a')).toBe(first);
  });

  const nodeHex = (key: string | Uint8Array, message: string | Uint8Array): string =>
    createHmac('sha256', key).update(message).digest('hex');

  it('is that of Node for every length around the blocks, of the key and of the message', () => {
    for (let length = 0; length <= 200; length++) {
      for (const unit of ['k', 'é', '😀']) {
        const text = unit.repeat(length);
        const bytes = Buffer.from(text);
        for (const value of [text, bytes]) {
          expect(nobleHmacSha256(value).hex('message')).toBe(nodeHex(value, 'message'));
          expect(nobleHmacSha256('key').hex(value)).toBe(nodeHex('key', value));
        }
      }
    }
  });

  it('is that of Node around the size of the array that text messages share', () => {
    const keyed = nobleHmacSha256('key');
    for (const length of [2729, 2730, 2731, 4095, 4096, 8191, 8192, 8193, 70_000]) {
      for (const unit of ['m', 'é', '€', '😀', '\ud800']) {
        const message = unit.repeat(length);
        expect(keyed.hex(message)).toBe(nodeHex('key', message));
      }
    }
  });

  it('of two keys may be asked for in turns', () => {
    const keys = ['first', 'second', 'x'.repeat(65)];
    const keyed = keys.map(key => nobleHmacSha256(key));
    for (let length = 0; length < 150; length += 7) {
      const message = 'é'.repeat(length);
      keys.forEach((key, index) => {
        expect(keyed[index]!.hex(length % 2 ? message : Buffer.from(message))).toBe(nodeHex(key, message));
      });
    }
  });

  it('survives a message whose own code runs another HMAC, and one that throws', () => {
    const keyed = nobleHmacSha256('key');
    class Nested extends Uint8Array {
      override subarray(start?: number, end?: number): Uint8Array<ArrayBuffer> {
        keyed.hex('another message, longer than one block: '.repeat(3));
        nobleHmacSha256('another key').base64url('x');
        return new Uint8Array(this.slice(start, end));
      }
    }
    const bytes = Array.from({ length: 150 }, (_, index) => index);
    expect(keyed.hex(Nested.from(bytes))).toBe(nodeHex('key', Uint8Array.from(bytes)));
    class Throwing extends Uint8Array {
      override subarray(): never {
        throw new Error('in the middle');
      }
    }
    expect(() => keyed.hex(Throwing.from(bytes))).toThrow('in the middle');
    for (const wrong of [undefined, null, 5, {}, [1]]) expect(() => keyed.hex(wrong as never)).toThrow();
    expect(keyed.hex('message')).toBe(nodeHex('key', 'message'));
  });
});
