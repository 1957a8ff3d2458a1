import type { HmacSha256 } from '@forgekey/core/bind';
import type { TestApi } from '../test-api.ts';
import type { WycheproofGroup } from '../vectors.ts';

/** The contract of every implementation of the seam: Wycheproof, RFC 4231, text as UTF-8, and equality with WebCrypto. */
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

  test('hmac: RFC 4231, test cases 1 to 4, 6 and 7', () => {
    for (const { key, message, digest } of rfc4231) equal(hmacSha256(key).hex(message), digest);
  });

  test('hmac: a text key of 0 to 200 characters, ASCII or not, is its UTF-8', () => {
    for (const alphabet of ['kEy-09_~', '\0\x01\x7f', 'kéy', '鍵🔑']) {
      for (let length = 0; length <= 200; length++) {
        const key = repeated(alphabet, length);
        const ofBytes = hmacSha256(new TextEncoder().encode(key));
        const ofText = hmacSha256(key);
        equal(ofText.hex('message'), ofBytes.hex('message'));
        equal(ofText.base64url('message'), ofBytes.base64url('message'));
      }
    }
  });

  test('hmac: a text message of any length is its UTF-8, and so are its bytes', () => {
    for (const key of ['2640659426d5107b6e47d75db9cbaef8', 'clé', 'k'.repeat(65)]) {
      const keyed = hmacSha256(key);
      for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 500, 2730, 2731, 8191, 8192, 8193, 70_000]) {
        for (const alphabet of ['filters=a%3A1&', 'é', '漢字😀']) {
          const message = repeated(alphabet, length);
          const bytes = new TextEncoder().encode(message);
          const digest = keyed.hex(message);
          equal(digest, keyed.hex(bytes));
          equal(digest, hmacSha256(new TextEncoder().encode(key)).hex(bytes));
        }
      }
    }
  });

  test('hmac: base64WithMessage is base64 of the hexadecimal digits and the message, for any length and any rest', () => {
    for (const key of ['2640659426d5107b6e47d75db9cbaef8', 'clé', 'k'.repeat(64), 'k'.repeat(65), '']) {
      const keyed = hmacSha256(key);
      if (keyed.base64WithMessage === undefined) continue;
      for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 500, 959, 960, 961, 8192, 49_088]) {
        const message = repeated('filters=a%3A1&', length);
        const bytes = new Uint8Array(64 + length + 10).fill(0x61);
        bytes.set(bytesOfText(message), 64);
        const expected = btoa(keyed.hex(message) + message);
        equal(keyed.base64WithMessage(bytes, 64 + length), expected);
        // The array now holds the digits. Nothing of it but the message counts.
        equal(keyed.base64WithMessage(bytes, 64 + length), expected);
      }
    }
  });

  test('hmac: keys in use at the same time do not mix', () => {
    const first = hmacSha256('first');
    const second = hmacSha256('second');
    const alone = [hmacSha256('first').hex('a'), hmacSha256('second').hex('b')];
    equal([first.hex('a'), second.hex('b')], alone);
    equal([second.hex('b'), first.hex('a')], alone.toReversed());
  });

  test('hmac: bytes whose length runs code, which computes another HMAC, are authenticated as they are', () => {
    const keyed = hmacSha256('outer');
    class Reentrant extends Uint8Array {
      override get length(): number {
        keyed.hex('another message, which is longer');
        return super.length;
      }
    }
    equal(keyed.hex(Reentrant.of(1, 2, 3)), keyed.hex(Uint8Array.of(1, 2, 3)));
    equal(keyed.base64url(Reentrant.of(1, 2, 3)), keyed.base64url(Uint8Array.of(1, 2, 3)));
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

const repeat = (byte: number, count: number): Uint8Array => new Uint8Array(count).fill(byte);
const bytesOfText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Test case 5 truncates the digest, which the seam does not. */
const rfc4231: readonly { key: Uint8Array; message: Uint8Array; digest: string }[] = [
  {
    key: repeat(0x0b, 20),
    message: bytesOfText('Hi There'),
    digest: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    key: bytesOfText('Jefe'),
    message: bytesOfText('what do ya want for nothing?'),
    digest: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    key: repeat(0xaa, 20),
    message: repeat(0xdd, 50),
    digest: '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  },
  {
    key: Uint8Array.from({ length: 25 }, (_, index) => index + 1),
    message: repeat(0xcd, 50),
    digest: '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  },
  {
    key: repeat(0xaa, 131),
    message: bytesOfText('Test Using Larger Than Block-Size Key - Hash Key First'),
    digest: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
  {
    key: repeat(0xaa, 131),
    message: bytesOfText(
      'This is a test using a larger than block-size key and a larger than block-size data. ' +
        'The key needs to be hashed before being used by the HMAC algorithm.',
    ),
    digest: '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  },
];

/** Exactly `length` characters, never half of one. */
function repeated(alphabet: string, length: number): string {
  const characters = [...alphabet];
  return Array.from({ length }, (_, index) => characters[index % characters.length]).join('');
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
