import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  forgeSecuredUserToken,
  generateSecuredApiKey,
  getSecuredApiKeyRemainingValidity,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from '../src/index.ts';
import { KEY_ID, NOW, SECRET, signedKey, signedToken } from './support/credentials.ts';

const header = { alg: 'HS256', typ: 'JWT', kid: KEY_ID };
const forge = (more: object): unknown =>
  forgeSecuredUserToken({ secretKey: SECRET, secretKeyId: KEY_ID, userId: 'u', ...more });

describe('no error holds a secret or a whole credential', () => {
  const secretParent = 'parentKeyOfWhichNobodyMayKnow42';
  const secretKey = 'sk-alg-ofWhichNobodyMayKnow42';
  const text = 'filters=theWholeTextOfTheKey&validUntil=1';
  const keys = [
    signedKey(text, secretParent),
    signedKey(`${text}&filters=again`, secretParent),
    signedKey('filters=theWholeTextOfTheKey', secretParent),
    signedKey(text, 'x'),
    `${signedKey(text, secretParent)}x`,
    secretParent,
  ];
  const tokens = [
    signedToken({ sub: 'theUserIdOfTheToken', exp: 1 }, header, secretKey),
    signedToken('{"sub":"theUserIdOfTheToken","sub":"b"}', header, secretKey),
    signedToken({ sub: 'theUserIdOfTheToken' }, header, secretKey),
    signedToken({ sub: 'theUserIdOfTheToken', exp: 9e9, nbf: 9e9 }, header, secretKey),
    signedToken({ sub: 'theUserIdOfTheToken', exp: 9e9 }, header, 'x'),
    signedToken({ sub: 'theUserIdOfTheToken', exp: 9e9 }, { ...header, alg: 'none' }, secretKey),
    `${signedToken({ sub: 'theUserIdOfTheToken', exp: 9e9 }, header, secretKey)}!`,
    secretKey,
  ];
  const calls: (() => unknown)[] = [
    ...keys.flatMap(key => [
      () => verifySecuredApiKey(key, { parentApiKeys: [secretParent, `${secretParent}\n`], now: NOW }),
      () => verifySecuredApiKey(key, { parentApiKeys: key, now: NOW }),
      () => getSecuredApiKeyRemainingValidity(key),
      () => getSecuredApiKeyRemainingValidity({ securedApiKey: key, now: 'now' as never }),
      () => generateSecuredApiKey(key, { filters: '' }),
      () => generateSecuredApiKey(key, { filters: key, searchParams: { filters: `${key}x` } }),
      () => generateSecuredApiKey(key, { page: key } as never),
      () => generateSecuredApiKey(key, key as never),
      () => generateSecuredApiKey(`${key}\n`, { query: 'q' }),
      () => generateSecuredApiKey({ parentApiKey: [key], restrictions: { query: 'q' } } as never),
      () => generateSecuredApiKey({ query: 'q' } as never, key as never),
      () => generateSecuredApiKey(secretParent, { restrictSources: key }),
      () => generateSecuredApiKey(secretParent, { query: '\ud800' }),
      () => generateSecuredApiKey(secretParent, { facetFilters: `(${key}` }),
    ]),
    ...tokens.flatMap(token => [
      () => verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: secretKey }, now: NOW }),
      () => verifySecuredUserToken(token, { secretKeys: () => [secretKey] as never, now: NOW }),
      () => forge({ secretKeyId: token }),
      () => verifySecuredUserToken([token] as never, { secretKeys: { [KEY_ID]: secretKey } }),
      () => verifySecuredUserToken(token, secretKey as never),
    ]),
    () => forge({ secretKey: `${secretKey}\n` }),
    () => forge({ secretKey: [secretKey] }),
    () => forge({ secretKey, userId: '' }),
    () => forge({ secretKey, expiresIn: secretKey }),
    () => forge({ secretKey, userId: [secretKey] }),
  ];
  const forbidden = [
    secretParent,
    secretKey,
    'theWholeTextOfTheKey',
    'theUserIdOfTheToken',
    ...keys,
    ...tokens,
  ].flatMap(secret => [
    secret,
    ...secret.split('.').filter(part => part.length > 30),
    encodeURIComponent(secret),
  ]);
  // A part of a credential as long as this would be a leak, too.
  const longest = 24;

  it('in its message, its stack, or any of its properties', () => {
    const thrown = calls.flatMap(call => {
      try {
        call();
        return [];
      } catch (error) {
        return [error as Error];
      }
    });
    expect(thrown.length).toBeGreaterThan(100);
    for (const error of thrown) {
      expect(error).toBeInstanceOf(Error);
      const shown = [
        error.message,
        error.stack,
        String(error),
        inspect(error, { showHidden: true }),
        JSON.stringify(error),
      ].join('\n');
      for (const secret of forbidden) {
        expect(shown).not.toContain(secret);
        expect(shown).not.toContain(secret.length > longest ? secret.slice(0, longest) : secret);
      }
    }
  });
});
