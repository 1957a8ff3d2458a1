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
});
