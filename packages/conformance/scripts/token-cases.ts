import { createHmac } from 'node:crypto';
import type { ForgekeyErrorCode } from '@forgekey/core';
import type { TokenCase } from '../src/vectors.ts';

// One table of cases: user tokens, and what a verifier answers. It is as long as the cases are many.

const SECRET = 'sk-alg-0123456789abcdef0123456789abcdef';
const KEY_ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const NOW = 1_735_689_600;
const HEADER = `{"alg":"HS256","typ":"JWT","kid":"${KEY_ID}"}`;
const PAYLOAD = `{"sub":"user-1","exp":${NOW + 60}}`;

type Bytes = string | Uint8Array;

const encode = (part: Bytes): string => Buffer.from(part).toString('base64url');

function signatureOf(signingInput: string, secret: string = SECRET, hash = 'sha256'): string {
  return createHmac(hash, secret).update(signingInput).digest('base64url');
}

function sign(payload: Bytes, header: Bytes = HEADER, secret: string = SECRET): string {
  const signingInput = `${encode(header)}.${encode(payload)}`;
  return `${signingInput}.${signatureOf(signingInput, secret)}`;
}

type Options = Partial<Pick<TokenCase, 'secretKeys' | 'now' | 'clockToleranceSec'>>;

function refused(code: ForgekeyErrorCode, name: string, token: string, options: Options = {}): TokenCase {
  return { name, token, secretKeys: { [KEY_ID]: SECRET }, now: NOW, ...options, code };
}

function accepted(
  name: string,
  token: string,
  expected: Partial<NonNullable<TokenCase['expected']>> = {},
  options: Options = {},
): TokenCase {
  return {
    name,
    token,
    secretKeys: { [KEY_ID]: SECRET },
    now: NOW,
    ...options,
    expected: { userId: 'user-1', keyId: KEY_ID, expiresAt: NOW + 60, ...expected },
  };
}

const withClaims = (claims: string): string => sign(`{"sub":"user-1","exp":${NOW + 60},${claims}}`);
const withHeader = (members: string): string => sign(PAYLOAD, `{${members}}`);
const valid = sign(PAYLOAD);
const [headerPart, payloadPart, signaturePart] = valid.split('.') as [string, string, string];

/** The last character of a 43-character signature has two bits that encode nothing; another letter sets them. */
function withStrayBits(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return signature.slice(0, -1) + alphabet[alphabet.indexOf(signature.at(-1)!) + 1];
}

const acceptedTokens: TokenCase[] = [
  accepted('a plain token', valid),
  accepted('a header without typ', withHeader(`"alg":"HS256","kid":"${KEY_ID}"`)),
  accepted(
    'a header in another order, with another member',
    withHeader(`"kid":"${KEY_ID}","x":1,"alg":"HS256"`),
  ),
  accepted('further claims', withClaims('"aud":"agent","admin":false')),
  accepted('nbf and iat in the past', withClaims(`"nbf":${NOW - 1},"iat":${NOW - 1}`)),
  accepted('nbf at this very second', withClaims(`"nbf":${NOW}`)),
  accepted('nbf within the tolerance', withClaims(`"nbf":${NOW + 10}`), {}, { clockToleranceSec: 10 }),
  accepted('exp within the tolerance', valid, {}, { now: NOW + 89, clockToleranceSec: 30 }),
  accepted('the last second of validity', valid, {}, { now: NOW + 59 }),
  accepted('exp with a fraction', sign(`{"sub":"user-1","exp":${NOW + 60}.5}`), { expiresAt: NOW + 60.5 }),
  accepted('exp with an exponent', sign('{"sub":"user-1","exp":1.9e9}'), { expiresAt: 1_900_000_000 }),
  accepted('JSON with blanks and escapes', sign(`{ "exp" : ${NOW + 60} , "\\u0073ub" : "Jos\\u00e9" }`), {
    userId: 'José',
  }),
  accepted('a user id of any script', sign(`{"sub":"用户😀\\u0000","exp":${NOW + 60}}`), {
    userId: '用户😀\0',
  }),
  accepted(
    'a user id that looks like JSON',
    sign(`{"sub":"guest\\",\\"sub\\":\\"admin","exp":${NOW + 60}}`),
    {
      userId: 'guest","sub":"admin',
    },
  ),
  accepted(
    'the same name in two objects',
    withClaims('"a":{"x":1},"b":{"x":1,"sub":"admin"},"c":["sub","sub"]'),
  ),
  accepted(
    'one of several secrets',
    sign(PAYLOAD, HEADER.replace(KEY_ID, 'old'), 'sk-alg-old'),
    { keyId: 'old' },
    {
      secretKeys: { [KEY_ID]: SECRET, old: 'sk-alg-old' },
    },
  ),
  accepted(
    'a secret longer than a block of SHA-256',
    sign(PAYLOAD, HEADER, 'k'.repeat(100)),
    {},
    {
      secretKeys: { [KEY_ID]: 'k'.repeat(100) },
    },
  ),
  accepted(
    'a secret that is not ASCII',
    sign(PAYLOAD, HEADER, 'sk-alg-é用'),
    {},
    { secretKeys: { [KEY_ID]: 'sk-alg-é用' } },
  ),
];

const malformedTokens: TokenCase[] = (
  [
    ['empty', ''],
    ['one part', headerPart],
    ['two parts', `${headerPart}.${payloadPart}`],
    ['four parts', `${valid}.`],
    ['five parts, like an encrypted one', `${valid}.a.b`],
    ['dots only', '..'],
    ['a blank before it', ` ${valid}`],
    ['a line break behind it', `${valid}\n`],
    ['the word Bearer before it', `Bearer ${valid}`],
    ['padding', sign(PAYLOAD).replace(`.${signaturePart}`, `.${signaturePart}=`)],
    [
      'the standard alphabet of base64',
      `${headerPart}.${Buffer.from('{"sub":"??>>~~","exp":1}').toString('base64')}.${signaturePart}`,
    ],
    ['stray bits behind the signature', `${headerPart}.${payloadPart}.${withStrayBits(signaturePart)}`],
    ['a part of an impossible length', `${valid}AA`],
    ['a header that is not JSON', sign(PAYLOAD, '{"alg":"HS256"')],
    ['a header that is a list', sign(PAYLOAD, '["HS256"]')],
    ['a header that is null', sign(PAYLOAD, 'null')],
    ['a header that is not UTF-8', sign(PAYLOAD, Buffer.from(HEADER.replace('JWT', 'J\xffT'), 'latin1'))],
    ['a header with a byte order mark', sign(PAYLOAD, `\ufeff${HEADER}`)],
    ['an empty header', `.${payloadPart}.${signaturePart}`],
    ['alg twice in the header', withHeader(`"alg":"none","alg":"HS256","kid":"${KEY_ID}"`)],
    ['kid twice in the header', withHeader(`"alg":"HS256","kid":"a","kid":"${KEY_ID}"`)],
    [
      'alg twice in the header, once escaped',
      withHeader(`"\\u0061lg":"none","alg":"HS256","kid":"${KEY_ID}"`),
    ],
    ['another typ', withHeader(`"alg":"HS256","typ":"at+jwt","kid":"${KEY_ID}"`)],
    ['a typ that is null', withHeader(`"alg":"HS256","typ":null,"kid":"${KEY_ID}"`)],
    ['a critical extension', withHeader(`"alg":"HS256","crit":["exp"],"exp":1,"kid":"${KEY_ID}"`)],
    [
      'an unencoded payload (RFC 7797)',
      withHeader(`"alg":"HS256","b64":false,"crit":["b64"],"kid":"${KEY_ID}"`),
    ],
    ['an empty list of critical extensions', withHeader(`"alg":"HS256","crit":[],"kid":"${KEY_ID}"`)],
    ['a payload that is not JSON', sign('{"sub":"CORP\\bob')],
    ['a payload with a raw line break in a text', sign(`{"sub":"a\nb","exp":${NOW + 60}}`)],
    ['a payload that is a list', sign('["user-1"]')],
    ['a payload that is a text', sign('"user-1"')],
    ['a payload that is null', sign('null')],
    ['an empty payload', sign('')],
    ['a payload that is not UTF-8', sign(Buffer.from(`{"sub":"Jos\xe9","exp":${NOW + 60}}`, 'latin1'))],
    ['a payload with a byte order mark', sign(`\ufeff${PAYLOAD}`)],
    ['sub twice', sign(`{"sub":"guest","sub":"admin","exp":${NOW + 60}}`)],
    ['sub twice with the same value', sign(`{"sub":"user-1","sub":"user-1","exp":${NOW + 60}}`)],
    ['sub twice, once escaped', sign(`{"sub":"guest","s\\u0075b":"admin","exp":${NOW + 60}}`)],
    ['exp twice', sign(`{"sub":"user-1","exp":1,"exp":${NOW + 60}}`)],
    ['a name twice in a nested object', withClaims('"a":{"x":1,"x":2}')],
    ['the name __proto__ twice', withClaims('"__proto__":1,"__proto__":2')],
    ['longer than the limit', `${headerPart}.${'A'.repeat(17_000)}.${signaturePart}`],
    ['16,000 dots', '.'.repeat(16_000)],
  ] as const
).map(([name, token]) => refused('ERR_TOKEN_MALFORMED', `malformed: ${name}`, token));

const algorithmTokens: TokenCase[] = [
  ...[
    ['none, unsigned', `${encode(`{"alg":"none","kid":"${KEY_ID}"}`)}.${payloadPart}.`],
    ['None in another spelling', `${encode(`{"alg":"nOnE","kid":"${KEY_ID}"}`)}.${payloadPart}.`],
    ['HS512, rightly signed', hs512()],
    ['RS256 with a public key as the secret', withHeader(`"alg":"RS256","kid":"${KEY_ID}"`)],
    ['hs256 in lower case', withHeader(`"alg":"hs256","kid":"${KEY_ID}"`)],
    ['missing', withHeader(`"typ":"JWT","kid":"${KEY_ID}"`)],
    ['null', withHeader(`"alg":null,"kid":"${KEY_ID}"`)],
    ['a list', withHeader(`"alg":["HS256"],"kid":"${KEY_ID}"`)],
    ['dir, as in an encrypted token', withHeader(`"alg":"dir","enc":"A256GCM","kid":"${KEY_ID}"`)],
  ].map(([name, token]) => refused('ERR_TOKEN_ALGORITHM', `algorithm: ${name}`, token!)),
];

function hs512(): string {
  const signingInput = `${encode(`{"alg":"HS512","kid":"${KEY_ID}"}`)}.${payloadPart}`;
  return `${signingInput}.${signatureOf(signingInput, SECRET, 'sha512')}`;
}

const keyIdTokens: TokenCase[] = (
  [
    ['missing', withHeader('"alg":"HS256","typ":"JWT"')],
    ['empty', withHeader('"alg":"HS256","kid":""')],
    ['a number', withHeader('"alg":"HS256","kid":1')],
    ['null', withHeader('"alg":"HS256","kid":null')],
    ['unknown', withHeader('"alg":"HS256","kid":"other"')],
    ['in upper case', withHeader(`"alg":"HS256","kid":"${KEY_ID.toUpperCase()}"`)],
    ['the name of an inherited property', withHeader('"alg":"HS256","kid":"constructor"')],
    ['__proto__', withHeader('"alg":"HS256","kid":"__proto__"')],
    ['toString', withHeader('"alg":"HS256","kid":"toString"')],
    ['a path', withHeader('"alg":"HS256","kid":"../../etc/passwd"')],
    ['of 5,000 characters', withHeader(`"alg":"HS256","kid":"${'k'.repeat(5_000)}"`)],
  ] as const
).map(([name, token]) => refused('ERR_TOKEN_KEY_ID', `key id: ${name}`, token));

const signatureTokens: TokenCase[] = (
  [
    ['another secret', sign(PAYLOAD, HEADER, 'sk-alg-other')],
    ['the empty secret', sign(PAYLOAD, HEADER, '')],
    ['the secret without its prefix', sign(PAYLOAD, HEADER, SECRET.replace('sk-alg-', ''))],
    ['the secret with a line break', sign(PAYLOAD, HEADER, `${SECRET}\n`)],
    ['empty', `${headerPart}.${payloadPart}.`],
    ['cut', `${headerPart}.${payloadPart}.${signaturePart.slice(0, 40)}`],
    [
      'as hexadecimal text',
      `${headerPart}.${payloadPart}.${encode(createHmac('sha256', SECRET).update(`${headerPart}.${payloadPart}`).digest('hex'))}`,
    ],
    ['of another payload', `${headerPart}.${encode(PAYLOAD.replace('user-1', 'user-2'))}.${signaturePart}`],
    ['of another header', `${encode(HEADER.replace('{', '{ '))}.${payloadPart}.${signaturePart}`],
    ['of the decoded parts', `${headerPart}.${payloadPart}.${signatureOf(`${HEADER}.${PAYLOAD}`)}`],
  ] as const
).map(([name, token]) => refused('ERR_TOKEN_SIGNATURE', `signature: ${name}`, token));

const claimTokens: TokenCase[] = (
  [
    ['sub missing', sign(`{"exp":${NOW + 60}}`)],
    ['sub empty', sign(`{"sub":"","exp":${NOW + 60}}`)],
    ['sub null', sign(`{"sub":null,"exp":${NOW + 60}}`)],
    ['sub a number', sign(`{"sub":1,"exp":${NOW + 60}}`)],
    ['sub a list', sign(`{"sub":["admin"],"exp":${NOW + 60}}`)],
    ['sub inherited by way of __proto__', sign(`{"__proto__":{"sub":"admin"},"exp":${NOW + 60}}`)],
    ['exp missing', sign('{"sub":"user-1"}')],
    ['exp null', sign('{"sub":"user-1","exp":null}')],
    ['exp as text', sign(`{"sub":"user-1","exp":"${NOW + 60}"}`)],
    ['exp a list', sign(`{"sub":"user-1","exp":[${NOW + 60}]}`)],
    ['exp true', sign('{"sub":"user-1","exp":true}')],
    ['exp past every number', sign('{"sub":"user-1","exp":1e400}')],
    ['exp past every date', sign('{"sub":"user-1","exp":1e300}')],
    ['exp in milliseconds', sign(`{"sub":"user-1","exp":${(NOW + 60) * 1000}}`)],
    ['exp inherited by way of __proto__', sign(`{"sub":"user-1","__proto__":{"exp":${NOW + 60}}}`)],
    ['nbf as text', withClaims(`"nbf":"${NOW - 1}"`)],
    ['nbf null', withClaims('"nbf":null')],
    ['iat as text', withClaims(`"iat":"${NOW - 1}"`)],
    ['iat past every number', withClaims('"iat":1e400')],
  ] as const
).map(([name, token]) => refused('ERR_TOKEN_CLAIM', `claim: ${name}`, token));

const timeTokens: TokenCase[] = [
  refused('ERR_TOKEN_EXPIRED', 'time: exp is this very second', valid, { now: NOW + 60 }),
  refused('ERR_TOKEN_EXPIRED', 'time: exp at the end of the tolerance', valid, {
    now: NOW + 90,
    clockToleranceSec: 30,
  }),
  refused('ERR_TOKEN_EXPIRED', 'time: exp zero', sign('{"sub":"user-1","exp":0}')),
  refused('ERR_TOKEN_EXPIRED', 'time: exp negative', sign('{"sub":"user-1","exp":-1}')),
  refused('ERR_TOKEN_NOT_YET_VALID', 'time: nbf in one second', withClaims(`"nbf":${NOW + 1}`)),
  refused('ERR_TOKEN_NOT_YET_VALID', 'time: nbf past the tolerance', withClaims(`"nbf":${NOW + 11}`), {
    clockToleranceSec: 10,
  }),
];

const orderOfChecks: TokenCase[] = [
  refused(
    'ERR_TOKEN_ALGORITHM',
    'order: the algorithm before the key id',
    withHeader('"alg":"none","kid":"other"'),
  ),
  refused(
    'ERR_TOKEN_KEY_ID',
    'order: the key id before the signature',
    sign(PAYLOAD, '{"alg":"HS256","kid":"x"}', 'y'),
  ),
  refused(
    'ERR_TOKEN_SIGNATURE',
    'order: the signature before the expiry',
    sign('{"sub":"a","exp":1}', HEADER, 'y'),
  ),
  refused('ERR_TOKEN_SIGNATURE', 'order: the signature before the claims', sign('{"sub":1}', HEADER, 'y')),
  refused(
    'ERR_TOKEN_SIGNATURE',
    'order: the signature before the payload is read',
    sign('no JSON', HEADER, 'y'),
  ),
  refused('ERR_TOKEN_CLAIM', 'order: a missing sub before a past expiry', sign('{"exp":1}')),
  refused('ERR_TOKEN_INPUT', 'order: an empty secret is never tried', sign(PAYLOAD, HEADER, ''), {
    secretKeys: { [KEY_ID]: '' },
  }),
];

export const tokenCases: TokenCase[] = [
  ...acceptedTokens,
  ...malformedTokens,
  ...algorithmTokens,
  ...keyIdTokens,
  ...signatureTokens,
  ...claimTokens,
  ...timeTokens,
  ...orderOfChecks,
];
