import { createHmac } from 'node:crypto';
import * as core from '@forgekey/core';
import * as node from '@forgekey/node';
import fc from 'fast-check';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { tokenCases } from '../src/vectors.ts';

const SECRET = 'sk-alg-0123456789abcdef0123456789abcdef';
const KEY_ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const NOW_SEC = 1_735_689_600;
const NOW: Date = new Date(NOW_SEC * 1000);
const libraries = Object.entries({ core, node });

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function joseAccepts(
  token: string,
  secretKeys: Readonly<Record<string, string>> = { [KEY_ID]: SECRET },
  now: Date = NOW,
  clockToleranceSec = 0,
): Promise<boolean> {
  const keyOf = ({ kid }: { kid?: string }): Uint8Array => {
    if (kid === undefined || !Object.hasOwn(secretKeys, kid)) throw new Error('no such key');
    return bytesOf(secretKeys[kid]!);
  };
  const options = {
    algorithms: ['HS256'],
    requiredClaims: ['sub', 'exp'],
    currentDate: now,
    clockTolerance: clockToleranceSec,
  };
  return jwtVerify(token, keyOf, options).then(
    () => true,
    () => false,
  );
}

function weAccept(
  library: typeof core,
  token: string,
  options: Partial<core.VerifySecuredUserTokenOptions> = {},
): boolean {
  try {
    library.verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET }, now: NOW, ...options });
    return true;
  } catch (error) {
    if (core.isForgekeyError(error)) return false;
    throw error;
  }
}

const userIdOf = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });

test.each(libraries)('%s: jose verifies every token of ours', async (_, library) => {
  const expiresInOf = fc.integer({ min: 1, max: 31_622_400 });
  const property = fc.asyncProperty(userIdOf, expiresInOf, async (userId, expiresIn) => {
    const options = { secretKey: SECRET, secretKeyId: KEY_ID, userId, expiresIn, now: NOW };
    const token = library.forgeSecuredUserToken(options);
    const { payload, protectedHeader } = await jwtVerify(token, bytesOf(SECRET), { currentDate: NOW });
    expect(payload).toEqual({ sub: userId, exp: NOW_SEC + expiresIn });
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT', kid: KEY_ID });
    const signed = await new SignJWT({ sub: userId, exp: NOW_SEC + expiresIn })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: KEY_ID })
      .sign(bytesOf(SECRET));
    expect(token).toBe(signed);
  });
  await fc.assert(property, { numRuns: 200 });
});

const offset = fc.integer({ min: -100, max: 100 }).map(seconds => NOW_SEC + seconds);
const timeClaim = fc.oneof(
  { weight: 6, arbitrary: offset },
  fc.constantFrom<unknown>(
    undefined,
    0,
    -1,
    `${NOW_SEC + 60}`,
    null,
    true,
    [NOW_SEC + 60],
    1e300,
    NOW_SEC * 1000,
  ),
);
const headerOf = fc.record({
  alg: fc.oneof({ weight: 6, arbitrary: fc.constant('HS256') }, fc.constantFrom('HS384', 'HS512')),
  typ: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('JWT', undefined) },
    fc.constantFrom('jwt', 'at+jwt', ''),
  ),
  kid: fc.oneof(
    { weight: 6, arbitrary: fc.constant(KEY_ID) },
    fc.constantFrom('other', '', undefined, '__proto__'),
  ),
  cty: fc.constantFrom(undefined, 'JWT'),
});
const claimsOf = fc.record({
  sub: fc.oneof({ weight: 6, arbitrary: userIdOf }, fc.constantFrom<unknown>(undefined, '', 1, null, ['a'])),
  exp: timeClaim,
  nbf: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, timeClaim),
  iat: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, timeClaim),
  aud: fc.constantFrom<unknown>(undefined, 'agent', ['a', 'b']),
});
const signedWith = fc.oneof(
  { weight: 9, arbitrary: fc.constant(SECRET) },
  fc.constant(`${SECRET.slice(0, -1)}x`),
);

/** Where we are stricter than jose is asked to be: RFC 8725 section 3.9 for the subject, section 3.11 for the type. */
function isRefusedByUsOnly(header: { typ?: string | undefined }, claims: Record<string, unknown>): boolean {
  const isBeyondDates = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) > 8.64e12;
  return (
    (header.typ !== undefined && header.typ !== 'JWT') ||
    typeof claims.sub !== 'string' ||
    claims.sub === '' ||
    (typeof claims.exp === 'number' && claims.exp >= 1e11) ||
    isBeyondDates(claims.nbf) ||
    isBeyondDates(claims.iat)
  );
}

test.each(libraries)(
  '%s: tokens signed by jose get jose’s verdict, but for what we refuse on top',
  async (_, library) => {
    let accepted = 0;
    const tolerance = fc.constantFrom(0, 0, 5, 60);
    const property = fc.asyncProperty(
      headerOf,
      claimsOf,
      signedWith,
      tolerance,
      async (header, claims, secret, clockToleranceSec) => {
        const token = await new SignJWT(claims as JWTPayload)
          .setProtectedHeader(header as { alg: string })
          .sign(bytesOf(secret.padEnd(64, '')));
        const expected =
          (await joseAccepts(token, { [KEY_ID]: SECRET }, NOW, clockToleranceSec)) &&
          !isRefusedByUsOnly(header, claims);
        expect(weAccept(library, token, { clockToleranceSec }), token).toBe(expected);
        if (expected) accepted++;
      },
    );
    await fc.assert(property, { numRuns: 1000 });
    expect(accepted).toBeGreaterThan(30);
  },
);

test.each(libraries)('%s: whatever we accept, jose accepts: an altered token', async (_, library) => {
  const token = library.forgeSecuredUserToken({
    secretKey: SECRET,
    secretKeyId: KEY_ID,
    userId: 'user-1',
    now: NOW,
  });
  const edit = fc.record({
    at: fc.nat({ max: token.length }),
    remove: fc.nat({ max: 3 }),
    insert: fc.string({ unit: fc.constantFrom(...'AQgwz09-_.=+/ \n"é'), maxLength: 3 }),
  });
  const property = fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async edits => {
    let altered = token;
    for (const { at, remove, insert } of edits)
      altered = altered.slice(0, at) + insert + altered.slice(at + remove);
    if (altered === token) return;
    expect(weAccept(library, altered) && !(await joseAccepts(altered)), altered).toBe(false);
    expect(weAccept(library, altered)).toBe(false);
  });
  await fc.assert(property, { numRuns: 300 });
});

test.each(libraries)(
  '%s: whatever we accept, jose accepts: rightly signed parts of any content',
  async (_, library) => {
    const part = fc.oneof(
      fc.json({ maxDepth: 2 }),
      fc.constant(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: KEY_ID })),
      fc.constant(JSON.stringify({ sub: 'user-1', exp: NOW_SEC + 60 })),
      fc.string(),
    );
    const property = fc.asyncProperty(part, part, async (header, payload) => {
      const encode = (content: string): string => Buffer.from(content).toString('base64url');
      const signingInput = `${encode(header)}.${encode(payload)}`;
      const token = `${signingInput}.${createHmac('sha256', SECRET).update(signingInput).digest('base64url')}`;
      if (weAccept(library, token)) expect(await joseAccepts(token), token).toBe(true);
    });
    await fc.assert(property, { numRuns: 300 });
  },
);

test('whatever of the hostile tokens we accept, jose accepts', async () => {
  for (const { name, token, secretKeys, now, clockToleranceSec, expected } of tokenCases) {
    if (expected === undefined) continue;
    expect(await joseAccepts(token, secretKeys, new Date(now * 1000), clockToleranceSec), name).toBe(true);
  }
});
