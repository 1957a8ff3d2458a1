import { describe, expect, it } from 'vitest';
import { createSecuredApiKeyGenerator, generateSecuredApiKey, verifySecuredApiKey } from '../../src/index.ts';
import { PARENT, signedKey } from '../support/credentials.ts';
import { codeOf, errorOf, wordsOf } from '../support/error-of.ts';

const restrictions = { filters: 'a:1' };
const securedKey = signedKey('filters=a%3A1');

const makers: [string, (parentApiKey: string) => unknown][] = [
  ['generateSecuredApiKey(options)', parentApiKey => generateSecuredApiKey({ parentApiKey, restrictions })],
  [
    'generateSecuredApiKey(parentApiKey, restrictions)',
    parentApiKey => generateSecuredApiKey(parentApiKey, restrictions),
  ],
  ['createSecuredApiKeyGenerator', parentApiKey => createSecuredApiKeyGenerator({ parentApiKey })],
];

const notStrings: [string, unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 42],
  ['a boolean', true],
  ['a list', [PARENT]],
  ['a boxed string', new String(PARENT)],
  ['bytes', new TextEncoder().encode(PARENT)],
  ['an object with toString', { toString: () => PARENT }],
  ['a symbol', Symbol('s')],
];

describe.each(makers)('%s refuses a parent key', (_, make) => {
  it.each(notStrings)('that is %s: a TypeError with a code', (_, parentApiKey) => {
    const error = errorOf(() => make(parentApiKey as string));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.code).toBe('ERR_PARENT_KEY');
    expect(error.parameter).toBe('parentApiKey');
    expect(wordsOf(error)).toMatch(/parentApiKey.*string.*environment variable/);
  });

  it('that is empty: anyone could sign with it', () => {
    expect(errorOf(() => make(''))).toMatchObject({ code: 'ERR_PARENT_KEY', parameter: 'parentApiKey' });
  });

  it.each(['\n', ' ', '\t', '\r\n', '\u00a0', '\u2028', '\ufeff'])(
    'with leading or trailing %j',
    whitespace => {
      for (const parentApiKey of [PARENT + whitespace, whitespace + PARENT, whitespace]) {
        const error = errorOf(() => make(parentApiKey));
        expect(error.code).toBe('ERR_PARENT_KEY');
        expect(wordsOf(error)).toMatch(/whitespace|line break.*Trim/);
      }
    },
  );

  it('that is itself a secured API key', () => {
    for (const parentApiKey of [securedKey, signedKey(''), signedKey('filters=é')]) {
      expect(wordsOf(errorOf(() => make(parentApiKey)))).toMatch(/itself a secured API key.*Use its parent/);
    }
  });

  it.each([`"${PARENT}"`, `'${PARENT}'`, `Bearer ${PARENT}`, `bearer ${PARENT}`])(
    'as it stands in a file or a header: %j',
    parentApiKey => {
      const error = errorOf(() => make(parentApiKey));
      expect(error).toMatchObject({ code: 'ERR_PARENT_KEY', parameter: 'parentApiKey' });
      expect(wordsOf(error)).toMatch(/quotes.*the key alone/);
    },
  );

  it('that is a secret key of Agent Studio', () => {
    const error = errorOf(() => make('sk-alg-0123456789abcdef0123456789abcdef'));
    expect(error.code).toBe('ERR_PARENT_KEY');
    expect(wordsOf(error)).toMatch(/secret key of Agent Studio.*search-only/);
  });

  it.each(['\0', '\n', '\u0000\u0000', 'a\u0007b', 'a\u009bb', 'a\u007fb'])(
    'with the control character in %j: a key of NULs equals the empty HMAC key',
    parentApiKey => {
      expect(codeOf(() => make(parentApiKey))).toBe('ERR_PARENT_KEY');
    },
  );

  it('that is millions of characters long, before any work', () => {
    expect(codeOf(() => make('x'.repeat(5_000_000)))).toBe('ERR_PARENT_KEY');
  });

  it('that is not well-formed Unicode: its UTF-8 would be that of another key', () => {
    expect(codeOf(() => make('a\ud800b'))).toBe('ERR_PARENT_KEY');
  });

  it('takes any other text, however odd', () => {
    const notAtTheFront = Buffer.from(`x${'f'.repeat(80)}`).toString('base64');
    for (const parentApiKey of [
      'x',
      'a b',
      'clé 🔑',
      'ZZ'.repeat(44),
      notAtTheFront,
      'f'.repeat(64),
      'null',
      '0',
      'sk-1',
      `"${PARENT}`,
      `${PARENT}'`,
      'Bearer',
      '""',
      "'a b'",
      `"${PARENT}'`,
    ]) {
      expect(codeOf(() => make(parentApiKey))).toBeUndefined();
    }
  });
});

describe('verifySecuredApiKey', () => {
  it.each(notStrings.filter(([what]) => what !== 'a list'))(
    'refuses a parent key that is %s',
    (_, parent) => {
      for (const parentApiKeys of [parent, [PARENT, parent]]) {
        const error = errorOf(() =>
          verifySecuredApiKey(securedKey, { parentApiKeys: parentApiKeys as string }),
        );
        expect(error).toBeInstanceOf(TypeError);
        expect(error.code).toBe('ERR_PARENT_KEY');
        expect(error.parameter).toBe('parentApiKeys');
      }
    },
  );

  it('refuses a parent key with a control character: one of NULs equals the empty HMAC key', () => {
    const forged = signedKey('filters=a%3A1', '');
    for (const parentApiKeys of ['\0', ['\0\0', PARENT], `${PARENT}\n`]) {
      expect(codeOf(() => verifySecuredApiKey(forged, { parentApiKeys }))).toBe('ERR_PARENT_KEY');
    }
  });

  it('refuses more parent keys than it would try', () => {
    const parentApiKeys = Array<string>(100_000).fill(PARENT);
    expect(() => verifySecuredApiKey(securedKey, { parentApiKeys })).toThrow(TypeError);
  });

  it('refuses an empty parent key, also among good ones: anyone could have signed with it', () => {
    const forged = signedKey('filters=a%3A1', '');
    for (const parentApiKeys of ['', [PARENT, ''], ['', PARENT]]) {
      expect(codeOf(() => verifySecuredApiKey(forged, { parentApiKeys }))).toBe('ERR_PARENT_KEY');
    }
  });

  it('refuses a secured API key as a parent, even one that signed', () => {
    const parentApiKeys = securedKey;
    expect(codeOf(() => verifySecuredApiKey(signedKey('filters=b', securedKey), { parentApiKeys }))).toBe(
      'ERR_PARENT_KEY',
    );
  });

  it.each([[[]], [Object.freeze([])]])('refuses a list of no parent key', parentApiKeys => {
    expect(() => verifySecuredApiKey(securedKey, { parentApiKeys })).toThrow(TypeError);
  });

  it('takes a parent key with a space at an end, because another client may have signed with it, and hints at it otherwise', () => {
    const parentApiKeys = `${PARENT} `;
    expect(
      codeOf(() => verifySecuredApiKey(signedKey('filters=a', parentApiKeys), { parentApiKeys })),
    ).toBeUndefined();
    const error = errorOf(() => verifySecuredApiKey(securedKey, { parentApiKeys }));
    expect(error.code).toBe('ERR_KEY_SIGNATURE');
    expect(error.hint).toMatch(/whitespace: trim it/);
    const oneOfThem = { parentApiKeys: ['other', parentApiKeys] };
    expect(errorOf(() => verifySecuredApiKey(securedKey, oneOfThem)).hint).toMatch(/trim it/);
  });
});
