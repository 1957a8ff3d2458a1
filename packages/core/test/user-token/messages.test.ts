import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createSecuredUserTokenForger,
  decodeSecuredUserToken,
  forgeSecuredUserToken,
  verifySecuredUserToken,
} from '../../src/index.ts';
import { KEY_ID, NOW, NOW_SEC, SECRET, signedKey, signedToken } from '../support/credentials.ts';
import { errorOf } from '../support/error-of.ts';

type Message = [given: object, message: string, hint: string];

const CHECK = 'Check where it is set.';
const TRIM = 'Trim it where it is read.';
const FORGE = 'Create tokens with forgeSecuredUserToken.';

describe('what forgeSecuredUserToken says', () => {
  const options = { secretKey: SECRET, secretKeyId: KEY_ID, userId: 'user-1', now: NOW };
  const lifetime = '"expiresIn" must be whole seconds from 1 to 31622400 (a year); it is';
  const inSeconds = 'Pass a number of seconds, not milliseconds: 86400 is one day.';
  const tooLong = (length: number): string =>
    `The token would have ${length} characters; the limit is 16384.`;

  it.each<Message>([
    [{ userId: 5 }, '"userId" must be a string; it is a number.', CHECK],
    [{ userId: '' }, '"userId" is empty.', CHECK],
    [{ userId: 'u'.repeat(16_385) }, '"userId" is longer than 16384 characters.', CHECK],
    [
      { userId: 'a\ud800' },
      '"userId" contains a lone surrogate, so it is not well-formed Unicode.',
      'It may be truncated inside a character.',
    ],
    [{ secretKeyId: ' id' }, '"secretKeyId" has leading or trailing whitespace.', TRIM],
    [
      { secretKeyId: SECRET },
      '"secretKeyId" is a secret key, and every token would contain it.',
      'secretKey and secretKeyId may be swapped.',
    ],
    [{ secretKey: 'k'.repeat(4097) }, '"secretKey" is longer than 4096 characters.', CHECK],
    [{ secretKey: `${SECRET}\n` }, '"secretKey" has leading or trailing whitespace.', TRIM],
    [
      { secretKey: 'a\0b' },
      '"secretKey" contains a control character.',
      'Copy the secret again, and check how it is read.',
    ],
    [{ expiresIn: 1.5 }, `${lifetime} 1.5.`, inSeconds],
    [{ expiresIn: '60' }, `${lifetime} a string.`, inSeconds],
    [{ userId: 'u'.repeat(16_384) }, tooLong(21_986), 'Use a shorter userId.'],
    [{ secretKeyId: '\u20ac'.repeat(4096) }, tooLong(16_521), 'Use a shorter secretKeyId.'],
    [{ secretKeyId: '\0'.repeat(2048), userId: '\0'.repeat(2048) }, tooLong(32_897), 'Use a shorter userId.'],
  ])('about row %#', (given, message, hint) => {
    const error = errorOf(() => forgeSecuredUserToken({ ...options, ...given }));
    expect([error.code, error.message, error.hint]).toEqual(['ERR_TOKEN_INPUT', message, hint]);
    expect(message + hint).toContain(error.parameter);
  });
});

describe('what verifySecuredUserToken says', () => {
  const header = { alg: 'HS256', typ: 'JWT', kid: KEY_ID };
  const claims = { sub: 'user-1', exp: NOW_SEC + 60 };
  const refusalOf = (headers: object, payload: object | string, secretKeys: unknown = { [KEY_ID]: SECRET }) =>
    errorOf(() =>
      verifySecuredUserToken(signedToken(payload, { ...header, ...headers }), {
        secretKeys: secretKeys as Record<string, string>,
        now: NOW,
      }),
    );

  it.each<Message>([
    [
      { alg: 'none' },
      'The secured user token is not signed with HS256, the only algorithm that is accepted.',
      FORGE,
    ],
    [{ kid: '' }, 'The secured user token has no key id ("kid").', FORGE],
    [{ kid: undefined }, 'The secured user token has no key id ("kid").', FORGE],
    [
      { kid: 'other' },
      'No secret is known for the key id "other" of the secured user token.',
      'Add its secret to "secretKeys" if the key is yours.',
    ],
    [
      { kid: SECRET },
      'No secret is known for the key id (hidden: it is a secret key) of the secured user token.',
      'Add its secret to "secretKeys" if the key is yours.',
    ],
  ])('about the header %j', (headers, message, hint) => {
    expect(refusalOf(headers, claims)).toMatchObject({ message, hint });
  });

  it('about a secret that cannot be used', () => {
    expect(refusalOf({}, claims, { [KEY_ID]: '' })).toMatchObject({
      message: `The secret of the key id "${KEY_ID}" must be a non-empty string without control characters.`,
      hint: 'Check where it is set. A lookup must return the secret itself, not a promise.',
    });
  });

  it('about a signature that does not match', () => {
    expect(refusalOf({}, claims, { [KEY_ID]: 'sk-alg-another' })).toMatchObject({
      parameter: 'token',
      message: 'The signature of the secured user token does not match.',
      hint: 'The token was modified, or signed with another secret.',
    });
  });

  it.each<Message>([
    [{ sub: '' }, 'The claim "sub" of the secured user token must be a non-empty string.', FORGE],
    [{ sub: '\ud800' }, 'The claim "sub" of the secured user token contains a lone surrogate.', FORGE],
    [
      { exp: undefined },
      'The claim "exp" of the secured user token is missing, so the token would never expire.',
      FORGE,
    ],
    [
      { exp: '1' },
      'The claim "exp" of the secured user token must be a Unix time in seconds, not milliseconds.',
      FORGE,
    ],
    [{ nbf: '1' }, 'The claim "nbf" of the secured user token must be a Unix time in seconds.', FORGE],
    [{ iat: '1' }, 'The claim "iat" of the secured user token must be a Unix time in seconds.', FORGE],
    [{ exp: NOW_SEC }, 'The secured user token expired at 2026-03-01T12:00:00.000Z.', 'Forge a new token.'],
    [
      { nbf: NOW_SEC + 1 },
      'The secured user token is not valid before 2026-03-01T12:00:01.000Z.',
      'Compare the clocks of the signer and the verifier.',
    ],
  ])('about the claims %j', (given, message, hint) => {
    const error = refusalOf({}, { ...claims, ...given });
    expect(error).toMatchObject({ parameter: Object.keys(given)[0], message, hint });
  });
});

it.each([
  ['', '"token" is empty.', undefined],
  ['x', '"token" must have three parts.', 'It may be a secured API key.'],
  [signedKey('filters=a'), '"token" must have three parts.', 'It may be a secured API key.'],
  [signedToken().replace(/\.[^.]*$/, ''), '"token" must have three parts.', 'It may be truncated.'],
  [signedToken().slice(0, -1), '"token" is not base64url.', 'It may be truncated.'],
  [`Bearer ${signedToken()}`, '"token" is not base64url.', 'Remove "Bearer", quotes and spaces.'],
  [`"${signedToken()}"`, '"token" is not base64url.', 'Remove "Bearer", quotes and spaces.'],
])('a text that is not a token is refused with a likely reason: %s', (text, message, hint) => {
  const error = errorOf(() => decodeSecuredUserToken(text));
  expect([error.message, error.hint]).toEqual([message, hint]);
});

it('an unknown option of verifySecuredUserToken is named', () => {
  const options = { secretKeys: { [KEY_ID]: SECRET }, clockTolerance: 5 };
  expect(() => verifySecuredUserToken(signedToken(), options as never)).toThrow(
    new TypeError('Unknown option "clockTolerance". The options are secretKeys, now, clockToleranceSec.'),
  );
});

it('a token of which one part is not JSON is refused by the name of that part', () => {
  for (const [token, part] of [
    [signedToken('{}', '5'), 'header'],
    [signedToken('5', '{}'), 'payload'],
  ] as const) {
    expect(errorOf(() => decodeSecuredUserToken(token)).message).toContain(
      `a ${part} that is not a JSON object`,
    );
  }
});

describe('in a browser page', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('no token is forged unless the caller allows it in so many words', () => {
    const secret = { secretKey: SECRET, secretKeyId: KEY_ID };
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    expect(errorOf(() => forgeSecuredUserToken({ ...secret, userId: 'u' })).code).toBe('ERR_BROWSER_MINTING');
    expect(errorOf(() => createSecuredUserTokenForger(secret)).code).toBe('ERR_BROWSER_MINTING');
    const allowed = { ...secret, dangerouslyAllowBrowser: true };
    expect(createSecuredUserTokenForger(allowed)('u', NOW)).toBe(
      forgeSecuredUserToken({ ...allowed, userId: 'u', now: NOW }),
    );
  });
});
