import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSecuredApiKey } from '../../src/index.ts';
import { getSecuredApiKeyRemainingValidity } from '../../src/secured-api-key/expiry.ts';
import { NOW, NOW_SEC, PARENT, signedKey } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';

const remaining = (queryString: string, now: Date = NOW): number =>
  getSecuredApiKeyRemainingValidity({ securedApiKey: signedKey(queryString), now });

describe('remaining validity', () => {
  it('is the difference in whole seconds, not the absolute time', () => {
    expect(remaining(`filters=a&validUntil=${NOW_SEC + 3600}`)).toBe(3600);
  });

  it.each([
    [0, 60],
    [1, 59],
    [500, 59],
    [999, 59],
    [1000, 59],
    [1001, 58],
    [60_000, 0],
    [60_001, -1],
    [60_500, -1],
    [61_000, -1],
    [61_001, -2],
    [3_660_000, -3600],
  ])(
    '%d ms later, %d seconds: rounded down, negative as soon as the key is dead',
    (milliseconds, seconds) => {
      expect(remaining(`validUntil=${NOW_SEC + 60}`, new Date(NOW.getTime() + milliseconds))).toBe(seconds);
    },
  );

  it('is floor((validUntil − now)), whatever both are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999_999 }),
        fc.date({ noInvalidDate: true }),
        (validUntil, now) => {
          const securedApiKey = generateSecuredApiKey(PARENT, { validUntil });
          expect(getSecuredApiKeyRemainingValidity({ securedApiKey, now })).toBe(
            Math.floor((validUntil * 1000 - now.getTime()) / 1000),
          );
        },
      ),
    );
  });

  it('takes the clock by default, and the key alone, as the official client 4.x does', () => {
    const securedApiKey = signedKey(`validUntil=${Math.floor(Date.now() / 1000) + 600}`);
    for (const seconds of [
      getSecuredApiKeyRemainingValidity({ securedApiKey }),
      getSecuredApiKeyRemainingValidity(securedApiKey),
    ]) {
      expect(seconds).toBeGreaterThan(590);
      expect(seconds).toBeLessThanOrEqual(600);
    }
  });

  it.each([
    [`myvalidUntil=1&validUntil=${NOW_SEC + 5}`],
    [`filters=validUntil%3D1&validUntil=${NOW_SEC + 5}`],
    [`filters=validUntil=1&validUntil=${NOW_SEC + 5}`],
    [`validUntilx=1&validUntil=${NOW_SEC + 5}.0`],
    [`&v%61lidUntil=${NOW_SEC + 5}`],
  ])('finds validUntil only where it is the name: %s', queryString => {
    expect(remaining(queryString)).toBe(5);
  });

  it('validUntil=0 is a dead key, not one without expiry', () => {
    expect(remaining('validUntil=0')).toBe(-NOW_SEC);
  });

  it('does not check the signature, and other parameters may be ambiguous', () => {
    const securedApiKey = signedKey(`filters=a&filters=b&validUntil=${NOW_SEC + 5}`, 'another parent key');
    expect(getSecuredApiKeyRemainingValidity({ securedApiKey, now: NOW })).toBe(5);
  });
});

describe('each reason for having no remaining validity has its own error', () => {
  it('ERR_KEY_NO_EXPIRY for a key without expiry, unlike an expired one', () => {
    const error = errorOf(() => remaining('filters=a'));
    expect(error.code).toBe('ERR_KEY_NO_EXPIRY');
    expect(error.parameter).toBe('validUntil');
    expect(remaining('validUntil=1')).toBeLessThan(0);
  });

  it.each([
    `validUntil=${NOW_SEC}&validUntil=${NOW_SEC}`,
    `validUntil=1&filters=a&validUntil=${NOW_SEC + 60}`,
    `validUntil=${NOW_SEC + 60}000`,
    'validUntil=1893456000.5',
    'validUntil=1.893456e9',
    'validUntil=2030-01-01',
    'validUntil=',
    'validUntil=-1',
    'validUntil=NaN',
    'validUntil=9007199254740993',
  ])('ERR_KEY_AMBIGUOUS for %s', queryString => {
    const error = errorOf(() => remaining(queryString));
    expect(error.code).toBe('ERR_KEY_AMBIGUOUS');
    expect(error.parameter).toBe('validUntil');
  });

  it('ERR_KEY_MALFORMED for a text that is not a key', () => {
    expect(codeOf(() => getSecuredApiKeyRemainingValidity({ securedApiKey: PARENT }))).toBe(
      'ERR_KEY_MALFORMED',
    );
  });

  it.each([[undefined], [null], [5], [{}], [{ securedApiKey: 5 }], [[]]])('TypeError for %j', options => {
    expect(() => getSecuredApiKeyRemainingValidity(options as string)).toThrow(TypeError);
  });

  it('TypeError for a now that is not a valid Date', () => {
    const securedApiKey = signedKey('validUntil=1893456000');
    for (const now of [new Date(Number.NaN), NOW_SEC as unknown as Date]) {
      expect(() => getSecuredApiKeyRemainingValidity({ securedApiKey, now })).toThrow(TypeError);
    }
  });
});
