import { forgeSecuredUserToken, isForgekeyError, verifySecuredUserToken } from '@forgekey/core';
import fc from 'fast-check';
import { createVerifier } from 'fast-jwt';
import { jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { expect, test } from 'vitest';
import {
  KEY_ID,
  NOW,
  NOW_SEC,
  SECRET,
  signedToken,
} from '../../../packages/core/test/support/credentials.ts';
import { randomNumbers } from '../../../packages/core/test/support/random-numbers.ts';
import { mutateText } from '../src/mutate-text.ts';

const fastJwt = createVerifier({
  key: SECRET,
  algorithms: ['HS256'],
  clockTimestamp: NOW.getTime(),
  requiredClaims: ['sub', 'exp'],
  cache: false,
});

/** Each verifies a token with the same secret, algorithm and clock as we do. */
const peers: Readonly<Record<string, (token: string) => unknown>> = {
  jose: token =>
    jwtVerify(token, Buffer.from(SECRET), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: NOW,
    }),
  jsonwebtoken: token =>
    jsonwebtoken.verify(token, SECRET, { algorithms: ['HS256'], clockTimestamp: NOW_SEC }),
  'fast-jwt': token => fastJwt(token),
};

function weAccept(token: string): boolean {
  try {
    verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET }, now: NOW });
    return true;
  } catch (error) {
    if (isForgekeyError(error)) return false;
    throw error;
  }
}

async function accepts(verify: (token: string) => unknown, token: string): Promise<boolean> {
  try {
    await verify(token);
    return true;
  } catch {
    return false;
  }
}

const header = '{"alg":"HS256","typ":"JWT","kid":"key-id-1"}';
const payload = `{"sub":"user-1","exp":${NOW_SEC + 60}}`;
const headers = [
  header,
  '{"kid":"key-id-1","alg":"HS256"}',
  '{"alg":"HS256","typ":"JWT","kid":"key-id-1","x":1}',
];
const payloads = [
  payload,
  `{"sub":"user-1","exp":${NOW_SEC + 60},"nbf":${NOW_SEC},"iat":${NOW_SEC - 5}}`,
  `{"sub":"é😀","exp":${NOW_SEC + 0.5},"aud":["x"],"iss":"i","jti":"j"}`,
];

test.each(Object.entries(peers))('%s accepts every token of ours', async (_, verify) => {
  const property = fc.asyncProperty(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    async userId => {
      const token = forgeSecuredUserToken({ secretKey: SECRET, secretKeyId: KEY_ID, userId, now: NOW });
      expect(await accepts(verify, token)).toBe(true);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});

test.each(Object.entries(peers))(
  'whatever we accept, %s accepts: signed parts of any content',
  async (_, verify) => {
    const random = randomNumbers(1);
    let accepted = 0;
    for (let count = 0; count < 6_000; count++) {
      const first = random(2) === 0 ? headers[random(3)]! : mutateText(headers[random(3)]!, headers, random);
      const second =
        random(4) === 0 ? payloads[random(3)]! : mutateText(payloads[random(3)]!, payloads, random);
      const token = signedToken(second, first);
      if (!weAccept(token)) continue;
      accepted++;
      expect(await accepts(verify, token), token).toBe(true);
    }
    expect(accepted).toBeGreaterThan(300);
  },
);

test.each(Object.entries(peers))('whatever we accept, %s accepts: an altered token', async (_, verify) => {
  const random = randomNumbers(2);
  const tokens = payloads.map(payload => signedToken(payload, header));
  for (let count = 0; count < 6_000; count++) {
    const token = mutateText(tokens[random(3)]!, tokens, random);
    if (weAccept(token)) {
      expect(tokens).toContain(token);
      expect(await accepts(verify, token), token).toBe(true);
    }
  }
});

/** RFC 7515, appendix A.1: a JWS of HS256 whose key is bytes. */
test('the HMAC of the example in RFC 7515 is ours', async () => {
  const { nobleHmacSha256 } = await import('@forgekey/core/bind');
  const key = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow';
  const signingInput =
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.' +
    'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
  expect(nobleHmacSha256(Buffer.from(key, 'base64url')).base64url(signingInput)).toBe(
    'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  );
});
