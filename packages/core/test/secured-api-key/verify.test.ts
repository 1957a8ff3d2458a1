import { inspect } from 'node:util';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { generateSecuredApiKey, type VerifiedSecuredApiKey, verifySecuredApiKey } from '../../src/index.ts';
import { nobleHmacSha256 } from '../../src/lib/hmac.ts';
import { bindVerifySecuredApiKey, isVerified } from '../../src/secured-api-key/verify.ts';
import { NOW, NOW_SEC, PARENT, signedKey } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import { unicodeText } from '../support/text-arbitrary.ts';

const options = { parentApiKeys: PARENT, now: NOW };

describe('what verifying proves', () => {
  it('answers with the restrictions, which parent signed, and the expiry, but without the signature', () => {
    expect(verifySecuredApiKey(signedKey(`filters=a%3A1&validUntil=${NOW_SEC + 60}`), options)).toEqual({
      queryString: `filters=a%3A1&validUntil=${NOW_SEC + 60}`,
      restrictions: { filters: 'a:1', validUntil: NOW_SEC + 60 },
      problems: [],
      parentKeyIndex: 0,
      expiresAt: new Date(NOW.getTime() + 60_000),
    });
  });

  it('expiresAt is absent for a key that does not expire', () => {
    expect(Object.keys(verifySecuredApiKey(signedKey('filters=a'), options))).not.toContain('expiresAt');
  });

  it('tells which of several parents signed, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          unicodeText({ minLength: 1, maxLength: 40 }).filter(text => !/\p{Cc}/u.test(text)),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        fc.nat(),
        (parents, pick) => {
          const index = pick % parents.length;
          const key = signedKey('filters=a', parents[index]);
          expect(verifySecuredApiKey(key, { parentApiKeys: parents }).parentKeyIndex).toBe(index);
        },
      ),
    );
  });

  it('a parent given twice answers with its first place', () => {
    const indexOf = (...parentApiKeys: string[]): number =>
      verifySecuredApiKey(signedKey('filters=a'), { parentApiKeys }).parentKeyIndex;
    expect([indexOf(PARENT, PARENT), indexOf('x', PARENT, PARENT)]).toEqual([0, 1]);
  });

  it('tries every parent, so that the time does not tell which one signed', () => {
    const tried: string[] = [];
    const verify = bindVerifySecuredApiKey(key => ({
      ...nobleHmacSha256(key),
      hex(message) {
        tried.push(String(key));
        return nobleHmacSha256(key).hex(message);
      },
    }));
    verify(signedKey('filters=a'), { parentApiKeys: [PARENT, 'b', 'c'] });
    expect(tried).toEqual([PARENT, 'b', 'c']);
  });

  it('refuses a key of another parent', () => {
    for (const parentApiKeys of [
      'other',
      ['other', 'another'],
      PARENT.toUpperCase(),
      `${PARENT} `,
      PARENT.slice(1),
    ]) {
      const error = errorOf(() => verifySecuredApiKey(signedKey('filters=a'), { parentApiKeys }));
      expect(error.code).toBe('ERR_KEY_SIGNATURE');
    }
    const messageOf = (parentApiKeys: string[]): string =>
      errorOf(() => verifySecuredApiKey(signedKey('filters=a'), { parentApiKeys })).message;
    expect(messageOf(['a'])).toMatch(/not signed with the parent API key\./);
    expect(messageOf(['a', 'b'])).toMatch(/any of the 2 parent API keys/);
  });

  it('works on the bytes as received: text that is no UTF-8 is signed as it stands', () => {
    const signed = Buffer.from('query=caf\xe9', 'latin1');
    expect(verifySecuredApiKey(signedKey(signed), options).problems).toMatchObject([{ text: 'caf\ufffd' }]);
    // The same text after a round trip through a decoder is another message.
    const forged = Buffer.concat([
      Buffer.from(Buffer.from(signedKey(signed), 'base64').subarray(0, 64)),
      Buffer.from(signed.toString()),
    ]).toString('base64');
    expect(codeOf(() => verifySecuredApiKey(forged, options))).toBe('ERR_KEY_SIGNATURE');
  });

  it('a signature is valid for the exact query string only, not for an equivalent one', () => {
    const signature = Buffer.from(signedKey('filters=a%3A1'), 'base64').toString().slice(0, 64);
    for (const queryString of ['filters=a:1', 'filters=a%3a1', '&filters=a%3A1', 'filters=a%3A1&']) {
      const forged = Buffer.from(signature + queryString).toString('base64');
      expect(codeOf(() => verifySecuredApiKey(forged, options))).toBe('ERR_KEY_SIGNATURE');
    }
  });
});

describe('a verified key', () => {
  let key: VerifiedSecuredApiKey;

  beforeEach(() => {
    key = verifySecuredApiKey(
      signedKey('filters=a&facetFilters=["b",["c"]]&renderingContent={"a":{}}'),
      options,
    );
  });

  it('is frozen all the way down: no line of code can widen it later', () => {
    const everyObject = (value: unknown): object[] =>
      typeof value === 'object' && value !== null
        ? [value, ...Object.values(value).flatMap(everyObject)]
        : [];
    expect(everyObject(key)).toHaveLength(7);
    for (const part of everyObject(key)) expect(Object.isFrozen(part)).toBe(true);
    expect(() => {
      delete (key.restrictions as { filters?: string }).filters;
    }).toThrow(TypeError);
  });

  it('is told from every copy of it', () => {
    expect(isVerified(key)).toBe(true);
    for (const copy of [
      { ...key },
      structuredClone(key),
      Object.create(key),
      new Proxy(key, {}),
      undefined,
      null,
    ]) {
      expect(isVerified(copy)).toBe(false);
    }
  });

  it('holds no signature, so that a log of it is not a credential', () => {
    const [signature] = /^[0-9a-f]{64}/.exec(atob(signedKey('filters=a')))!;
    expect(inspect(verifySecuredApiKey(signedKey('filters=a'), options), { showHidden: true })).not.toContain(
      signature,
    );
  });
});

describe('every mutation of a key is refused', () => {
  const key = generateSecuredApiKey(PARENT, {
    filters: 'a:é',
    facetFilters: [['b', 'c']],
    validUntil: NOW_SEC + 60,
  });
  const refusals = ['ERR_KEY_MALFORMED', 'ERR_KEY_SIGNATURE'];
  const expectRefused = (mutant: string, what: string): void => {
    expect(refusals, what).toContain(codeOf(() => verifySecuredApiKey(mutant, options)));
  };

  it('the key itself is good', () => {
    expect(codeOf(() => verifySecuredApiKey(key, options))).toBeUndefined();
  });

  it('of one bit', () => {
    const bytes = Buffer.from(key, 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const mutant = Buffer.from(bytes);
      mutant[bit >> 3]! ^= 1 << (bit & 7);
      expectRefused(mutant.toString('base64'), `bit ${bit}`);
    }
  });

  it('of one character', () => {
    const alphabet = 'AZaz09+/=-_ \n%é';
    for (let at = 0; at < key.length; at++) {
      for (const character of alphabet) {
        if (key[at] !== character)
          expectRefused(key.slice(0, at) + character + key.slice(at + 1), `${at} ${character}`);
      }
    }
  });

  it('by a character less, a character more, or two that change places', () => {
    for (let at = 0; at < key.length; at++) {
      expectRefused(key.slice(0, at) + key.slice(at + 1), `without ${at}`);
      expectRefused(`${key.slice(0, at)}A${key.slice(at)}`, `more at ${at}`);
      const swapped = key.slice(0, at) + (key[at + 1] ?? '') + key[at] + key.slice(at + 2);
      if (swapped !== key && at + 1 < key.length) expectRefused(swapped, `swapped at ${at}`);
    }
  });

  it('by another text behind the signature', () => {
    const bytes = Buffer.from(key, 'base64').toString();
    for (const suffix of ['&', '&filters=', '&validUntil=9999999999', '\0', ' ']) {
      expectRefused(Buffer.from(bytes + suffix).toString('base64'), suffix);
    }
    expectRefused(Buffer.from(bytes.slice(0, 64)).toString('base64'), 'no restriction');
  });
});

describe('the order: form, signature, meaning, expiry', () => {
  const stages: [code: string, queryString: string, parent: string][] = [
    ['ERR_KEY_SIGNATURE', 'validUntil=1', 'other'],
    ['ERR_KEY_SIGNATURE', 'validUntil=x&validUntil=1', 'other'],
    ['ERR_KEY_AMBIGUOUS', 'filters=a&filters=b&validUntil=1', PARENT],
    ['ERR_KEY_EXPIRED', 'validUntil=1', PARENT],
  ];

  it.each(stages)('%s for %s', (code, queryString, parent) => {
    expect(codeOf(() => verifySecuredApiKey(signedKey(queryString, parent), options))).toBe(code);
  });
});

describe('expiry', () => {
  const key = signedKey(`validUntil=${NOW_SEC}`);
  const at = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

  it('validUntil is the last good moment', () => {
    expect(codeOf(() => verifySecuredApiKey(key, { ...options, now: at(-1) }))).toBeUndefined();
    expect(codeOf(() => verifySecuredApiKey(key, { ...options, now: at(0) }))).toBeUndefined();
    const error = errorOf(() => verifySecuredApiKey(key, { ...options, now: at(1) }));
    expect(error.code).toBe('ERR_KEY_EXPIRED');
    expect(error.parameter).toBe('validUntil');
    expect(error.message).toContain(NOW.toISOString());
  });

  it('validUntil=0 has expired: it is not an absent one', () => {
    expect(codeOf(() => verifySecuredApiKey(signedKey('validUntil=0'), options))).toBe('ERR_KEY_EXPIRED');
  });

  it('clockToleranceSec moves the moment, by seconds', () => {
    const tolerant = { ...options, clockToleranceSec: 5 };
    expect(codeOf(() => verifySecuredApiKey(key, { ...tolerant, now: at(5000) }))).toBeUndefined();
    expect(codeOf(() => verifySecuredApiKey(key, { ...tolerant, now: at(5001) }))).toBe('ERR_KEY_EXPIRED');
    expect(
      codeOf(() => verifySecuredApiKey(key, { ...options, clockToleranceSec: 0.5, now: at(500) })),
    ).toBeUndefined();
  });

  it('now is the clock by default', () => {
    const seconds = Math.floor(Date.now() / 1000);
    expect(
      codeOf(() => verifySecuredApiKey(signedKey(`validUntil=${seconds + 600}`), { parentApiKeys: PARENT })),
    ).toBeUndefined();
    expect(
      codeOf(() => verifySecuredApiKey(signedKey(`validUntil=${seconds - 600}`), { parentApiKeys: PARENT })),
    ).toBe('ERR_KEY_EXPIRED');
  });

  it.each([[new Date(Number.NaN)], [NOW_SEC], ['2026-01-01'], [null]])(
    'now %s is a TypeError, even for a key that does not expire',
    now => {
      const wrong = { parentApiKeys: PARENT, now: now as Date };
      expect(() => verifySecuredApiKey(key, wrong)).toThrow(TypeError);
      expect(() => verifySecuredApiKey(signedKey('filters=a'), wrong)).toThrow(TypeError);
    },
  );

  it.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY], ['5'], [null]])(
    'clockToleranceSec %s is a TypeError',
    tolerance => {
      const wrong = { ...options, clockToleranceSec: tolerance as number };
      expect(() => verifySecuredApiKey(key, wrong)).toThrow(TypeError);
      expect(() => verifySecuredApiKey(signedKey('filters=a'), wrong)).toThrow(TypeError);
    },
  );
});
