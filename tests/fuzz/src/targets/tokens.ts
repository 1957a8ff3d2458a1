import { decodeSecuredUserToken, forgeSecuredUserToken, verifySecuredUserToken } from '@forgekey/core';
import {
  KEY_ID,
  NOW,
  NOW_SEC,
  SECRET,
  signedToken,
} from '../../../../packages/core/test/support/credentials.ts';
import { reviveHostile } from '../../../../packages/core/test/support/hostile-values.ts';
import { hold, type Target } from '../target.ts';

const options = { secretKeys: { [KEY_ID]: SECRET }, now: NOW };
const header = { alg: 'HS256', typ: 'JWT', kid: KEY_ID };
const payloads: readonly object[] = [
  { sub: 'user-1', exp: NOW_SEC + 60 },
  { sub: 'José 😀', exp: NOW_SEC + 86_400, nbf: NOW_SEC, iat: NOW_SEC - 1 },
  { exp: NOW_SEC + 1.5, sub: 'a"b\\c', aud: ['x'], nested: { sub: 'other' } },
];
const validTokens = payloads.map(payload => signedToken(payload));

const readToken: Target = {
  name: 'read-secured-user-token',
  form: 'text',
  seeds: [...validTokens, signedToken('{"sub":"a","sub":"b"}'), signedToken('[]', '{"alg":"none"}')],
  run(input) {
    decodeSecuredUserToken(input);
    return undefined;
  },
};

/** The mutator knows no secret, so what is accepted is one of the tokens that it was given. */
const alteredToken: Target = {
  name: 'altered-secured-user-token',
  form: 'text',
  seeds: validTokens,
  run(input) {
    verifySecuredUserToken(input, options);
    hold(validTokens.includes(input), 'a token is accepted after a byte changed');
    return undefined;
  },
};

/** A token that is signed, whatever its header and payload: the two lines of the input. */
const signedParts: Target = {
  name: 'signed-user-token',
  form: 'text',
  seeds: payloads.map(payload => `${JSON.stringify(header)}\n${JSON.stringify(payload)}`),
  run(input) {
    const [first = '', ...rest] = input.split('\n');
    // As UTF-8 transports it: a lone surrogate is another character.
    const payload = rest.join('\n').toWellFormed();
    const { userId, keyId, expiresAt } = verifySecuredUserToken(signedToken(payload, first), options);
    const claims = JSON.parse(payload) as { sub?: unknown; exp?: unknown };
    const { alg, kid } = JSON.parse(first) as { alg?: unknown; kid?: unknown };
    hold(alg === 'HS256' && kid === keyId && keyId === KEY_ID, 'the header is not the signed one');
    hold(claims.sub === userId && userId !== '', 'the user is not the signed one');
    hold(Number(claims.exp) * 1000 > NOW.getTime() && expiresAt > NOW, 'an expired token is accepted');
    return undefined;
  },
};

const forge: Target = {
  name: 'forge-secured-user-token',
  form: 'json',
  seeds: [
    '{"userId":"user-1"}',
    '{"userId":"José \\" 😀","expiresIn":60}',
    '{"userId":"x\\",\\"sub\\":\\"admin"}',
  ],
  run(input) {
    const given = reviveHostile(JSON.parse(input)) as { userId: string };
    if (typeof given !== 'object') return undefined;
    // Read once: a getter may show another value to the function.
    const { userId, ...more } = given ?? {};
    const token = forgeSecuredUserToken({
      secretKey: SECRET,
      secretKeyId: KEY_ID,
      now: NOW,
      userId,
      ...more,
    });
    hold(verifySecuredUserToken(token, options).userId === userId, 'the token is for another user');
    return undefined;
  },
};

export const tokenTargets: readonly Target[] = [readToken, alteredToken, signedParts, forge];
