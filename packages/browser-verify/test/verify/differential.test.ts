import * as core from '@forgekey/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifySecuredApiKey, verifySecuredUserToken } from '../../src/index.ts';

const now = new Date('2027-01-15T12:00:00.500Z');
const nowSec = Math.floor(now.getTime() / 1000);
const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const secretKey = 'sk-alg-0123456789abcdef';
const encode = (text: string): string => Buffer.from(text).toString('base64url');

/** What came of a call: its value, or the code (or the name) of its error and the parameter that it blames. */
async function outcomeOf(run: () => unknown): Promise<unknown> {
  try {
    return { value: await run() };
  } catch (error) {
    const { code, name, message, parameter } = error as core.ForgekeyError;
    return { error: code ?? name, message, parameter };
  }
}

async function expectSameKeyOutcome(key: unknown, options: unknown): Promise<unknown> {
  const expected = await outcomeOf(() => core.verifySecuredApiKey(key as never, options as never));
  expect(await outcomeOf(() => verifySecuredApiKey(key as never, options as never))).toEqual(expected);
  return expected;
}

async function expectSameTokenOutcome(token: unknown, options: unknown): Promise<unknown> {
  const expected = await outcomeOf(() => core.verifySecuredUserToken(token as never, options as never));
  expect(await outcomeOf(() => verifySecuredUserToken(token as never, options as never))).toEqual(expected);
  return expected;
}

/** A token with a right signature over any header and payload texts. */
async function signed(header: string, payload: string): Promise<string> {
  const input = `${encode(header)}.${encode(payload)}`;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = new TextEncoder().encode(secretKey);
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

const header = '{"alg":"HS256","typ":"JWT","kid":"kid-1"}';
const secretKeys = { 'kid-1': secretKey };
const validKey = core.generateSecuredApiKey(parentApiKey, { filters: 'owner:é', validUntil: nowSec + 60 });
const validToken = core.forgeSecuredUserToken({ secretKey, secretKeyId: 'kid-1', userId: 'user-1', now });

describe('misuse is answered as core answers it', () => {
  const parentApiKeys = parentApiKey;
  test.each<[unknown, unknown]>([
    [validKey, undefined],
    [validKey, null],
    [validKey, {}],
    [validKey, { parentApiKeys: [] }],
    [validKey, { parentApiKeys: [''] }],
    [validKey, { parentApiKeys: [parentApiKey, 42] }],
    [validKey, { parentApiKeys: validKey }],
    [validKey, { parentApiKeys, now: 'today' }],
    [validKey, { parentApiKeys, now: new Date(Number.NaN) }],
    [validKey, { parentApiKeys, clockToleranceSec: -1 }],
    [validKey, { parentApiKeys, clockToleranceSec: '5' }],
    [validKey, { parentApiKeys, clockTolerance: 5 }],
    [validKey, { parentApiKey }],
    [undefined, { parentApiKeys }],
    [42, { parentApiKeys }],
    ['', { parentApiKeys }],
    [validKey.repeat(1000), { parentApiKeys }],
    [validKey, { parentApiKeys: `${parentApiKey}\n` }],
    [validKey, { parentApiKeys: ['other', parentApiKey], now }],
    [validKey, { parentApiKeys, now: new Date((nowSec + 61) * 1000) }],
    [validKey, { parentApiKeys, now: new Date((nowSec + 61) * 1000), clockToleranceSec: 1 }],
  ])('key %#', async (key, options) => {
    await expectSameKeyOutcome(key, options);
  });

  test.each<[unknown, unknown]>([
    [validToken, undefined],
    [validToken, {}],
    [validToken, { secretKeys, now, clockTolerance: 5 }],
    [validToken, { secretKeys: secretKey }],
    [validToken, { secretKeys: {} }],
    [validToken, { secretKeys: { 'kid-1': '' } }],
    [validToken, { secretKeys: { 'kid-1': 42 } }],
    [validToken, { secretKeys: () => undefined }],
    [validToken, { secretKeys: () => secretKey, now }],
    [validToken, { secretKeys, now: 'today' }],
    [validToken, { secretKeys, now: new Date(Number.NaN) }],
    [validToken, { secretKeys, clockToleranceSec: -1 }],
    [validToken, { secretKeys, clockToleranceSec: '5' }],
    [undefined, { secretKeys }],
    ['', { secretKeys }],
    [validToken.repeat(1000), { secretKeys }],
    [validToken, { secretKeys, now: new Date((nowSec + 86_400) * 1000) }],
    [validToken, { secretKeys, now: new Date((nowSec + 86_400) * 1000), clockToleranceSec: 1 }],
  ])('token %#', async (token, options) => {
    await expectSameTokenOutcome(token, options);
  });
});

describe('signed tokens with any header and claims are judged as core judges them', () => {
  const time = fc.oneof(
    fc.integer({ min: nowSec - 3, max: nowSec + 3 }),
    fc.double({ min: nowSec - 2, max: nowSec + 2, noNaN: true }),
    fc.constantFrom(nowSec, nowSec + 0.5, nowSec + 0.499, nowSec + 1, 0, -1, 1e11, 1e300, -1e300),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const claims = fc.record(
    {
      sub: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })),
      exp: time,
      nbf: time,
      iat: time,
      aud: fc.string(),
    },
    { requiredKeys: [] },
  );
  const sound = fc.record({ sub: fc.constant('user-1'), exp: fc.constant(nowSec + 5), nbf: time, iat: time });

  test('claims', async () => {
    const codes = new Set<unknown>();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(claims, sound),
        fc.constantFrom(0, 0.25, 1, 2),
        async (payload, clockToleranceSec) => {
          const token = await signed(header, JSON.stringify(payload));
          const outcome = await expectSameTokenOutcome(token, { secretKeys, now, clockToleranceSec });
          codes.add((outcome as { error?: string }).error ?? 'valid');
        },
      ),
      { numRuns: 600 },
    );
    expect(codes.size).toBeGreaterThanOrEqual(4);
  });

  test.each([
    ['{"alg":"HS256","kid":"kid-1","crit":["x"],"x":1}', '{}'],
    ['{"alg":"HS256","kid":"kid-1","b64":false,"crit":["b64"]}', '{}'],
    ['{"alg":"HS256","kid":"kid-1","b64":false}', `{"sub":"u","exp":${nowSec + 9}}`],
    ['{"alg":"none","kid":"kid-1"}', '{}'],
    ['{"alg":"HS512","kid":"kid-1"}', '{}'],
    ['{"alg":"HS256","alg":"HS256","kid":"kid-1"}', '{}'],
    ['{"alg":"HS256","typ":"at+jwt","kid":"kid-1"}', '{}'],
    ['{"alg":"HS256","kid":"__proto__"}', '{}'],
    ['{"alg":"HS256","kid":"kid-1","jwk":{"kty":"oct","k":"AA"}}', `{"sub":"u","exp":${nowSec + 9}}`],
    [header, `{"sub":"u","sub":"admin","exp":${nowSec + 9}}`],
    [header, `{"sub":"u","exp":${nowSec + 9},"x":{"a":1,"a":2}}`],
    [header, '[]'],
    [header, 'null'],
    [header, '"text"'],
    [header, `\uFEFF{"sub":"u","exp":${nowSec + 9}}`],
    [header, ''],
  ])('%s %s', async (head, payload) => {
    await expectSameTokenOutcome(await signed(head, payload), { secretKeys, now });
  });
});

describe('altered credentials', () => {
  const alteration = fc.record({
    at: fc.nat(),
    character: fc.constantFrom(...'Aa0+/=-_.\n '),
    kind: fc.constantFrom('replace', 'insert', 'delete', 'cut'),
  });
  const alter = (
    text: string,
    { at, character, kind }: { at: number; character: string; kind: string },
  ): string => {
    const index = at % text.length;
    if (kind === 'cut') return text.slice(0, index);
    return (
      text.slice(0, index) +
      (kind === 'delete' ? '' : character) +
      text.slice(kind === 'insert' ? index : index + 1)
    );
  };

  test('keys and tokens, one character off, are refused with core’s code or are the same as before', async () => {
    await fc.assert(
      fc.asyncProperty(alteration, async change => {
        await expectSameKeyOutcome(alter(validKey, change), { parentApiKeys: parentApiKey, now });
        await expectSameTokenOutcome(alter(validToken, change), { secretKeys, now });
      }),
      { numRuns: 300 },
    );
  });
});
