import { createHmac } from 'node:crypto';
import { isForgekeyError, type VerifiedUserToken } from '@forgekey/core';
import { bindCredentials, type HmacSha256, nobleHmacSha256 } from '@forgekey/core/bind';
import { describe, expect, test } from 'vitest';
import { nativeHmacSha256 } from '../../node/src/hmac.ts';
import vectors from '../vectors/wycheproof-json-web-signature.json' with { type: 'json' };

const seams: readonly [string, HmacSha256][] = [
  ['noble', nobleHmacSha256],
  ['native', nativeHmacSha256],
];

/** Each has the same text as case 357, which is valid: its name says padding, but the file has none. */
const sameAsAValidCase = [367, 370];
/** Called valid, with a "?" inside the base64url, and a MAC over other text. RFC 7515 section 2 has no such character. */
const validWithAForeignCharacter = [372, 373];

const NOW = new Date(1_900_000_000_000);

/** The keys of the vectors are bytes, and ours are text: this seam takes the bytes for every secret. */
function verifyWith(
  hmacSha256: HmacSha256,
  key: Uint8Array,
  keyId: string,
  token: string,
): VerifiedUserToken {
  const { verifySecuredUserToken } = bindCredentials(() => hmacSha256(key));
  return verifySecuredUserToken(token, { secretKeys: { [keyId]: 'sk-alg-unused' }, now: NOW });
}

/** Why a token is refused; undefined if it is accepted. */
function refusal(verify: () => unknown): string | undefined {
  try {
    verify();
  } catch (error) {
    if (isForgekeyError(error)) return error.message;
    throw error;
  }
  return undefined;
}

describe.each(seams)('Wycheproof, JSON Web Signature, HS256, %s', (_, hmacSha256) => {
  for (const { private: jwk, comment: group, tests } of vectors.testGroups) {
    const key = new Uint8Array(Buffer.from(jwk.k, 'base64url'));
    const refusalOf = (token: string): string | undefined =>
      refusal(() => verifyWith(hmacSha256, key, jwk.kid, token));
    const cases = tests.map(({ tcId, comment, result, jws }) => ({ tcId, comment, result, jws }));
    const accepted = cases.filter(
      ({ tcId, result }) => result === 'valid' && !validWithAForeignCharacter.includes(tcId),
    );
    const refused = cases.filter(({ result }) => result === 'invalid');

    // Their payloads are no JSON objects, so no verifier of JWTs accepts these tokens: RFC 7519 section 7.2, step 10.
    test.each(accepted)(`${group} $tcId: the signature of $comment holds`, ({ jws }) => {
      expect(refusalOf(jws)).toMatch(/payload that is not a JSON object/);
    });

    test.each(accepted)(
      `${group} $tcId: with claims, a token with the header of $comment verifies`,
      ({ jws }) => {
        const claims = { sub: 'user-1', exp: NOW.getTime() / 1000 + 60 };
        const signingInput = `${jws.split('.')[0]}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
        const token = `${signingInput}.${createHmac('sha256', key).update(signingInput).digest('base64url')}`;
        expect(verifyWith(hmacSha256, key, jwk.kid, token)).toMatchObject({
          userId: 'user-1',
          keyId: jwk.kid,
        });
      },
    );

    test.each(refused)(`${group} $tcId: $comment is refused before its payload is read`, ({ tcId, jws }) => {
      const reason = refusalOf(jws);
      expect(reason).toEqual(expect.any(String));
      if (sameAsAValidCase.includes(tcId)) expect(cases.find(one => one.tcId === 357)!.jws).toBe(jws);
      else expect(reason).not.toMatch(/payload/);
    });

    test.each(cases.filter(({ tcId }) => validWithAForeignCharacter.includes(tcId)))(
      `${group} $tcId: $comment is refused, although the vectors call it valid`,
      ({ jws }) => {
        expect(jws).toContain('?');
        expect(refusalOf(jws)).toMatch(/is not base64url/);
      },
    );
  }
});
