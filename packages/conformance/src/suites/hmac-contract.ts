import type { HmacSha256 } from '@forgekey/core/bind';
import type { TestApi } from '../test-api.ts';
import type { WycheproofGroup } from '../vectors.ts';

/** What every implementation of the seam must do: Wycheproof, RFC 4231, text as UTF-8, and WebCrypto as the oracle. */
export function hmacContract(
  { test, equal }: TestApi,
  hmacSha256: HmacSha256,
  groups: readonly WycheproofGroup[],
): void {
  for (const { tagSize, tests } of groups) {
    for (const { tcId, key, msg, tag, result } of tests) {
      test(`hmac: Wycheproof ${tcId}, ${result}`, () => {
        const computed = hmacSha256(bytesOfHex(key))
          .hex(bytesOfHex(msg))
          .slice(0, tagSize / 4);
        equal(computed === tag, result === 'valid');
      });
    }
  }

  test('hmac: a text key and a text message are their UTF-8', () => {
    for (const text of ['key', 'clé', '用户😀', 'a\0b', '\u0080']) {
      const bytes = new TextEncoder().encode(text);
      equal(hmacSha256(text).hex(text), hmacSha256(bytes).hex(bytes));
    }
  });

  test('hmac: base64url is the same digest as hex', () => {
    const keyed = hmacSha256('Jefe');
    // RFC 4231 section 4.3, test case 2.
    equal(
      keyed.hex('what do ya want for nothing?'),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    equal(keyed.base64url('what do ya want for nothing?'), 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM');
  });

  test('hmac: a prepared key can be used again and again, in any order', () => {
    const keyed = hmacSha256('k'.repeat(100));
    const first = keyed.hex('first');
    keyed.hex('second');
    keyed.base64url('third');
    equal(keyed.hex('first'), first);
  });

  test('hmac: a view into a larger buffer is read from its own offset', () => {
    const buffer = new Uint8Array([9, 9, 1, 2, 3, 9]);
    const view = buffer.subarray(2, 5);
    equal(hmacSha256(view).hex(view), hmacSha256(Uint8Array.of(1, 2, 3)).hex(Uint8Array.of(1, 2, 3)));
  });

  test('hmac: equals WebCrypto for keys and messages of every length around the block size', async () => {
    for (const keyLength of [1, 31, 32, 63, 64, 65, 128, 200]) {
      for (const messageLength of [0, 1, 55, 56, 63, 64, 65, 119, 120, 500]) {
        const key = pattern(keyLength);
        const message = pattern(messageLength);
        equal(hmacSha256(key).hex(message), await webCryptoHmacHex(key, message));
      }
    }
  });
}

/** An independent implementation, which every runtime has. */
export async function webCryptoHmacHex(key: Uint8Array, message: Uint8Array): Promise<string> {
  const { subtle } = crypto;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle.importKey('raw', key.slice(), algorithm, false, ['sign']);
  const digest = new Uint8Array(await subtle.sign('HMAC', imported, message.slice()));
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('');
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 167 + 13) % 256);
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}
