import { createHmac } from 'node:crypto';
import type { ForgekeyErrorCode } from '@forgekey/core';
import type { KeyCase } from '../src/vectors.ts';

// One table of cases: secured API keys, and what a verifier answers. It is as long as the cases are many.

const PARENT = '2640659426d5107b6e47d75db9cbaef8';
const OTHER_PARENT = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const NOW = 1_735_689_600;

type Bytes = string | Uint8Array;

function hmacHex(message: Bytes, parent: string = PARENT): string {
  return createHmac('sha256', parent).update(message).digest('hex');
}

function base64Of(signature: string, message: Bytes): string {
  return Buffer.concat([Buffer.from(signature, 'latin1'), Buffer.from(message)]).toString('base64');
}

function sign(message: Bytes, parent: string = PARENT): string {
  return base64Of(hmacHex(message, parent), message);
}

function latin1(binary: string): Uint8Array {
  return Buffer.from(binary, 'latin1');
}

type Options = Partial<Pick<KeyCase, 'parentApiKeys' | 'now' | 'clockToleranceSec'>>;

function refused(
  code: ForgekeyErrorCode,
  name: string,
  securedApiKey: string,
  options: Options = {},
): KeyCase {
  return { name, securedApiKey, parentApiKeys: PARENT, now: NOW, ...options, code };
}

function accepted(
  name: string,
  securedApiKey: string,
  restrictions: Record<string, unknown>,
  options: Options & { parentKeyIndex?: number; expiresAt?: number } = {},
): KeyCase {
  const { parentKeyIndex = 0, expiresAt, ...rest } = options;
  const expected = { restrictions, parentKeyIndex, ...(expiresAt === undefined ? {} : { expiresAt }) };
  return { name, securedApiKey, parentApiKeys: PARENT, now: NOW, ...rest, expected };
}

const valid = sign('filters=_tags%3Auser_42');
const expiring = sign(`filters=a%3Ab&validUntil=${NOW}`);

/** One altered character in the place of another of the base64 alphabet. */
function alter(text: string, index: number): string {
  const at = index < 0 ? text.length + index : index;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

const acceptedKeys: KeyCase[] = [
  accepted('a plain key', valid, { filters: '_tags:user_42' }),
  accepted(
    'the second of two parent keys signed it',
    valid,
    { filters: '_tags:user_42' },
    {
      parentApiKeys: [OTHER_PARENT, PARENT],
      parentKeyIndex: 1,
    },
  ),
  accepted(
    'the first of two equal parent keys is named',
    valid,
    { filters: '_tags:user_42' },
    {
      parentApiKeys: [PARENT, PARENT],
    },
  ),
  accepted('the last second of validity', expiring, { filters: 'a:b', validUntil: NOW }, { expiresAt: NOW }),
  accepted(
    'expired within the tolerance',
    expiring,
    { filters: 'a:b', validUntil: NOW },
    {
      now: NOW + 30,
      clockToleranceSec: 30,
      expiresAt: NOW,
    },
  ),
  accepted(
    'a time written as a float',
    sign('validUntil=1893456000.0'),
    { validUntil: 1893456000 },
    {
      expiresAt: 1893456000,
    },
  ),
  accepted('bytes of UTF-8 as they are', sign('filters=caf\u00e9:\u7528\u6237'), {
    filters: 'caf\u00e9:\u7528\u6237',
  }),
  accepted('a character of several bytes at the front', sign('\u{1F600}=1&filters=a'), {
    '\u{1F600}': '1',
    filters: 'a',
  }),
  accepted(
    'a parent key that is not ASCII',
    sign('filters=a', 'cl\u00e9-\u7528'),
    { filters: 'a' },
    {
      parentApiKeys: 'cl\u00e9-\u7528',
    },
  ),
  accepted('a leading ampersand', sign('&filters=a'), { filters: 'a' }),
  accepted('a space as plus, and a literal plus', sign('filters=a%2Bb+c'), { filters: 'a+b c' }),
  accepted('lower-case percent-encoding', sign('filters=a%3ab'), { filters: 'a:b' }),
  accepted('a name in percent-encoding', sign('%66ilters=a'), { filters: 'a' }),
  accepted('a name that no table holds', sign('restrictIndex=a&filters=b'), {
    restrictIndex: 'a',
    filters: 'b',
  }),
  accepted(
    'the name __proto__',
    sign('__proto__=a&filters=b'),
    JSON.parse('{"__proto__":"a","filters":"b"}'),
  ),
  accepted(
    'nested lists with every item wrapped',
    sign('facetFilters=%5B%5B%22a%3A1%22%5D%2C%5B%22b%3A2%22%5D%5D'),
    {
      facetFilters: [['a:1'], ['b:2']],
    },
  ),
  accepted('JSON with spaces and escapes', sign('restrictIndices=%5B%22a%5C%2Fb%22%2C+%22%5Cu00e9%22%5D'), {
    restrictIndices: ['a/b', '\u00e9'],
  }),
  accepted('a parameter inside the value of another', sign('userToken=x%26validUntil%3D1'), {
    userToken: 'x&validUntil=1',
  }),
  accepted('another name that ends in validUntil', sign('myvalidUntil=1&filters=a'), {
    myvalidUntil: '1',
    filters: 'a',
  }),
];

const malformedKeys: KeyCase[] = (
  [
    ['empty', ''],
    ['blank', '   '],
    ['a plain API key', PARENT],
    ['text that is not base64', 'not a key!'],
    ['a line break behind it', `${valid}\n`],
    ['a blank before it', ` ${valid}`],
    ['wrapped over two lines', `${valid.slice(0, 76)}\n${valid.slice(76)}`],
    ['padding cut off', sign('filters=aa').replace(/=+$/, '')],
    ['padding too much', `${valid}====`],
    ['the URL alphabet of base64', sign('filters=~~~???').replaceAll('+', '-').replaceAll('/', '_')],
    [
      'stray bits behind the last byte',
      sign('filters=aa').replace(
        /[A-Za-z0-9+/]=/,
        letter => `${String.fromCharCode(letter.charCodeAt(0) + 1)}=`,
      ),
    ],
    ['an upper-case signature', base64Of(hmacHex('filters=a').toUpperCase(), 'filters=a')],
    ['a signature one digit short', base64Of(hmacHex('query=a').slice(1), 'query=a')],
    ['a signature of other letters', base64Of('z'.repeat(64), 'filters=a')],
    ['the parameters in front of the signature', base64Of('', `filters=a${hmacHex('filters=a')}`)],
    ['full-width digits', '\uff11'.repeat(88)],
    ['a NUL inside', `${valid.slice(0, 10)}\0${valid.slice(10)}`],
    ['longer than the limit', 'A'.repeat(66_000)],
  ] as const
).map(([name, key]) => refused('ERR_KEY_MALFORMED', `malformed: ${name}`, key));

const signatureKeys: KeyCase[] = (
  [
    ['another parent key', sign('filters=a', OTHER_PARENT)],
    ['the first character altered', alter(valid, 0).replace(/^./, valid.startsWith('M') ? 'Y' : 'M')],
    ['the last parameter altered', base64Of(hmacHex('filters=a&userToken=1'), 'filters=a&userToken=2')],
    ['a parameter appended', base64Of(hmacHex('filters=a'), 'filters=a&filters=b')],
    ['a parameter in front', base64Of(hmacHex('filters=a'), 'validUntil=9999999999&filters=a')],
    ['the end cut off', base64Of(hmacHex('filters=a%20AND%20b'), 'filters=a')],
    ['nothing but a signature', base64Of(hmacHex('filters=a'), '')],
    ['signed over the decoded text', base64Of(hmacHex('filters=a:b'), 'filters=a%3Ab')],
    ['signed over another percent-encoding', base64Of(hmacHex('filters=a%3ab'), 'filters=a%3Ab')],
    [
      'signed over other bytes than are sent',
      base64Of(hmacHex(latin1('filters=caf\u00e9')), 'filters=caf\u00e9'),
    ],
    ['plain SHA-256 in the place of the HMAC', base64Of('0'.repeat(64), 'filters=a')],
    ['a repeated name that no parent key signed', base64Of(hmacHex('a=1'), 'filters=a&filters=b')],
    ['an expired time that no parent key signed', base64Of(hmacHex('a=1'), 'validUntil=1')],
  ] as const
).map(([name, key]) => refused('ERR_KEY_SIGNATURE', `signature: ${name}`, key));

const ambiguousKeys: KeyCase[] = (
  [
    ['filters twice', 'filters=a&filters=b'],
    ['filters twice with the same value', 'filters=a&filters=a'],
    ['filters twice, once in percent-encoding', 'filters=a&f%69lters=b'],
    ['validUntil twice', 'validUntil=1893456000&validUntil=9999999999'],
    ['an unknown name twice', 'tenant=a&tenant=b'],
    ['validUntil without a value', 'filters=a&validUntil='],
    ['validUntil without an equals sign', 'filters=a&validUntil'],
    ['validUntil as a word', 'validUntil=never'],
    ['validUntil null', 'validUntil=null'],
    ['validUntil undefined', 'validUntil=undefined'],
    ['validUntil with an exponent', 'validUntil=1.893456e9'],
    ['validUntil hexadecimal', 'validUntil=0x70dbd880'],
    ['validUntil with a sign', 'validUntil=%2B1893456000'],
    ['validUntil negative', 'validUntil=-1'],
    ['validUntil with a fraction', 'validUntil=1893456000.9'],
    ['validUntil with a point and no digit', 'validUntil=1893456000.'],
    ['validUntil with a comma', 'validUntil=1893456000%2C0'],
    ['validUntil with a blank in front', 'validUntil=%201893456000'],
    ['validUntil with a line break behind', 'validUntil=1893456000%0A'],
    ['validUntil in full-width digits', 'validUntil=%EF%BC%91%EF%BC%98%EF%BC%99'],
    ['validUntil in milliseconds', 'validUntil=1893456000000'],
    ['validUntil past the safe integers', 'validUntil=9007199254740993'],
    ['validUntil of 400 digits', `validUntil=${'9'.repeat(400)}`],
    ['validUntil as a list', 'validUntil=%5B1893456000%5D'],
    ['restrictIndices of broken JSON', 'restrictIndices=%5B%22a%22'],
    ['restrictIndices nested', 'restrictIndices=%5B%5B%22a%22%2C%22b%22%5D%5D'],
    ['restrictIndices with an object', 'restrictIndices=%5B%7B%7D%5D'],
    ['facetFilters three lists deep', 'facetFilters=%5B%5B%5B%22a%3A1%22%5D%5D%5D'],
    ['facetFilters of 20,000 brackets', `facetFilters=${'%5B'.repeat(15_000)}`],
    ['facetFilters with null', 'facetFilters=%5B%22a%3A1%22%2Cnull%5D'],
    ['facetFilters of comma text with an open parenthesis', 'facetFilters=a%3A1%2C%28b%3A2'],
    ['tagFilters an object', 'tagFilters=%5B%7B%22a%22%3A1%7D%5D'],
    ['numericFilters of broken JSON', 'numericFilters=%5B%22price%3C1'],
    ['filters with a broken percent-encoding', 'filters=%zz'],
    ['filters cut inside a percent-encoding', 'filters=a%3'],
    ['filters with bytes that are not UTF-8', 'filters=%ff'],
    ['filters with an encoded surrogate', 'filters=%ED%A0%80'],
    ['filters with an overlong encoding', 'filters=%C0%AFa'],
    ['userToken with raw bytes that are not UTF-8', latin1('userToken=caf\xe9')],
  ] as const
).map(([name, message]) => refused('ERR_KEY_AMBIGUOUS', `ambiguous: ${name}`, sign(message)));

const expiredKeys: KeyCase[] = [
  refused('ERR_KEY_EXPIRED', 'expired: one second ago', expiring, { now: NOW + 1 }),
  refused('ERR_KEY_EXPIRED', 'expired: past the tolerance', expiring, {
    now: NOW + 31,
    clockToleranceSec: 30,
  }),
  refused('ERR_KEY_EXPIRED', 'expired: validUntil of zero', sign('validUntil=0')),
  refused('ERR_KEY_EXPIRED', 'expired: a time written as a float', sign('validUntil=1600000000.0')),
  refused('ERR_KEY_EXPIRED', 'expired: validUntil of one digit', sign('filters=a&validUntil=9')),
];

const orderOfChecks: KeyCase[] = [
  refused(
    'ERR_KEY_SIGNATURE',
    'order: a wrong signature before a past expiry',
    sign('validUntil=1', OTHER_PARENT),
  ),
  refused(
    'ERR_KEY_SIGNATURE',
    'order: a wrong signature before a repeated name',
    sign('filters=a&filters=b', OTHER_PARENT),
  ),
  refused(
    'ERR_KEY_AMBIGUOUS',
    'order: a repeated name before a past expiry',
    sign('validUntil=1&filters=a&filters=b'),
  ),
];

const parentKeys: KeyCase[] = [
  refused('ERR_PARENT_KEY', 'parent: empty', valid, { parentApiKeys: '' }),
  refused('ERR_PARENT_KEY', 'parent: one of two is empty', valid, { parentApiKeys: [PARENT, ''] }),
  refused('ERR_PARENT_KEY', 'parent: itself a secured key', valid, { parentApiKeys: valid }),
  refused('ERR_PARENT_KEY', 'parent: empty, and the key was signed with it', sign('filters=a', ''), {
    parentApiKeys: '',
  }),
  refused('ERR_KEY_SIGNATURE', 'parent: signed with the empty key', sign('filters=a', '')),
  refused('ERR_KEY_SIGNATURE', 'parent: signed with the text null', sign('filters=a', 'null')),
  refused('ERR_KEY_SIGNATURE', 'parent: signed with a line break behind', sign('filters=a', `${PARENT}\n`)),
  refused(
    'ERR_PARENT_KEY',
    'a parent key with a line break that signed with it',
    sign('filters=a', `${PARENT}\n`),
    { parentApiKeys: `${PARENT}\n` },
  ),
];

export const keyCases: KeyCase[] = [
  ...acceptedKeys,
  ...malformedKeys,
  ...signatureKeys,
  ...ambiguousKeys,
  ...expiredKeys,
  ...orderOfChecks,
  ...parentKeys,
];
