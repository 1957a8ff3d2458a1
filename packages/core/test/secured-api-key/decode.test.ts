import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_JSON_DEPTH } from '../../src/lib/limits.ts';
import { decodeSecuredApiKey } from '../../src/secured-api-key/decode.ts';
import { parseRestrictions } from '../../src/secured-api-key/parse.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { PARENT, signedKey } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import { randomCases } from '../support/random-numbers.ts';
import { unicodeText } from '../support/text-arbitrary.ts';

describe('decoding proves nothing', () => {
  it('a key with any 64 hexadecimal digits at the front is read', () => {
    const signature = '0'.repeat(64);
    const key = Buffer.from(`${signature}filters=a%3A1`).toString('base64');
    expect(decodeSecuredApiKey(key)).toEqual({
      signature,
      queryString: 'filters=a%3A1',
      restrictions: { filters: 'a:1' },
      problems: [],
    });
  });

  it('the query string is the text as received; it is never serialized again', () => {
    for (const queryString of ['filters=a%3a1', 'query=q&filters=a', '&filters=a', 'filters=a+b', 'x=1']) {
      expect(decodeSecuredApiKey(signedKey(queryString)).queryString).toBe(queryString);
    }
  });
});

describe('an object that nests deeper than any parameter', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const keyOf = (depth: number) => signedKey(`renderingContent=${encodeURIComponent(nested(depth))}`);

  it('is read up to the depth that can be written', () => {
    const { restrictions, problems } = decodeSecuredApiKey(keyOf(MAX_JSON_DEPTH));
    expect(serializeRestrictions(restrictions)).toContain('renderingContent');
    expect(problems).toEqual([]);
  });

  it.each([MAX_JSON_DEPTH + 1, 2000])('stays text beyond it, and the stack whole: %s', depth => {
    const { restrictions, problems } = decodeSecuredApiKey(keyOf(depth));
    expect(restrictions).toEqual({});
    expect(problems).toMatchObject([
      { kind: 'unreadable', parameter: 'renderingContent', text: nested(depth) },
    ]);
  });

  it('stays text where a key of the greatest length writes it raw', () => {
    const text = `${'{"":'.repeat(9000)}1${'}'.repeat(9000)}`;
    const decoded = decodeSecuredApiKey(signedKey(`renderingContent=${text}`));
    expect(JSON.parse(JSON.stringify(decoded)).problems[0].text).toBe(text);
  });
});

const malformed: [what: string, key: string][] = [
  ['nothing', ''],
  ['a plain API key', PARENT],
  ['base64 of something else', Buffer.from('filters=a'.repeat(20)).toString('base64')],
  ['63 hexadecimal digits', Buffer.from(`${'a'.repeat(63)}=filters`).toString('base64')],
  ['uppercase hexadecimal digits', Buffer.from(`${'A'.repeat(64)}filters=a`).toString('base64')],
  ['a signature cut short', Buffer.from('a'.repeat(63)).toString('base64')],
  ['a key without its padding', signedKey('filters=ab').replaceAll('=', '')],
  ['too much padding', `${signedKey('filters=a')}=`],
  ['a key cut by one character', signedKey('filters=a').slice(0, -1)],
  ['base64url', signedKey('filters=>>>???').replaceAll('+', '-').replaceAll('/', '_')],
  ['a line break at the end', `${signedKey('filters=a')}\n`],
  ['a line break inside', signedKey('filters=a').replace(/^.{76}/, '$&\n')],
  ['a leading space', ` ${signedKey('filters=a')}`],
  ['percent-encoding', encodeURIComponent(signedKey('filters=ab'))],
  ['characters beyond ASCII', `${signedKey('filters=a')}é`],
  ['a lone surrogate', '\ud800'.repeat(120)],
  ['a user token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAA'],
];

describe('ERR_KEY_MALFORMED', () => {
  it.each(malformed)('%s', (_, key) => {
    const error = errorOf(() => decodeSecuredApiKey(key));
    expect(error.code).toBe('ERR_KEY_MALFORMED');
    expect(error.parameter).toBe('securedApiKey');
  });

  it('stray bits behind the last byte: two texts for one key would defeat a block list', () => {
    const key = signedKey('filters=ab');
    expect(key).toMatch(/[^=]==?$/);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const at = key.indexOf('=') - 1;
    const twins = [...alphabet]
      .map(character => key.slice(0, at) + character + key.slice(at + 1))
      .filter(twin => twin !== key && Buffer.from(twin, 'base64').equals(Buffer.from(key, 'base64')));
    expect(twins.length).toBeGreaterThan(0);
    for (const twin of twins) expect(codeOf(() => decodeSecuredApiKey(twin))).toBe('ERR_KEY_MALFORMED');
  });
});

describe('whatever the input', () => {
  it('decode answers, or throws an error with a code', () => {
    const base64Text = fc.base64String();
    fc.assert(
      fc.property(fc.oneof(unicodeText(), base64Text), text => {
        expect([undefined, 'ERR_KEY_MALFORMED']).toContain(codeOf(() => decodeSecuredApiKey(text)));
      }),
    );
  });

  it('decode reads any bytes behind a signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        const key = signedKey(Buffer.from(bytes));
        expect(decodeSecuredApiKey(key).queryString).toBe(
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
        );
      }),
    );
  });

  it('parse never throws for a text', () => {
    const fragments = fc.constantFrom(
      'filters',
      'validUntil',
      'facetFilters',
      '=',
      '&',
      '%',
      '%E',
      '[',
      '"',
      '(',
      ',',
      '1',
      '\ud800',
      'é',
      '+',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          unicodeText(),
          fc.array(fragments).map(parts => parts.join('')),
        ),
        text => {
          expect(typeof parseRestrictions(text)).toBe('object');
        },
      ),
      { numRuns: randomCases(1000) },
    );
  });
});
