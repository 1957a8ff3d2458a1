import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgeSecuredUserToken, verifySecuredUserToken } from '../../src/index.ts';
import { nobleHmacSha256 } from '../../src/lib/hmac.ts';
import { readJsonObject } from '../../src/lib/json.ts';
import { encodeClaims } from '../../src/user-token/claims.ts';
import { readClaims } from '../../src/user-token/decode.ts';
import { bindVerifySecuredUserToken } from '../../src/user-token/verify.ts';
import { KEY_ID, NOW, NOW_SEC, SECRET, signedToken } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import { randomCases, randomNumbers } from '../support/random-numbers.ts';

const secretKeys = { [KEY_ID]: SECRET };

/** What a verifier answers: the verified token, or the code and message of its refusal. */
function outcomeOf(verify: () => unknown): string {
  try {
    return JSON.stringify(verify());
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return `${code}: ${message}`;
  }
}

describe('a verifier that knows a header answers as one that does not', () => {
  // Without stack traces, 100,000 refusals take a few seconds.
  const { stackTraceLimit } = Error;
  beforeAll(() => {
    Error.stackTraceLimit = 0;
  });
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it('for 100,000 tokens, altered and whole', () => {
    const random = randomNumbers(11);
    const headers = [
      undefined,
      `{"alg":"HS256","kid":"${KEY_ID}"}`,
      `{"kid":"${KEY_ID}","alg":"HS256","alg":"HS256"}`,
      `{"alg":"none","kid":"${KEY_ID}"}`,
      '{"alg":"HS256","typ":"JWT","kid":"another"}',
    ];
    const exp = NOW_SEC + 60;
    const payloads = [
      `{"sub":"user","exp":${exp}}`,
      `{"sub":"Zoë","exp":${exp}}`,
      `{"sub":"user", "exp":${exp}}`,
      `{"sub":"user","exp":${exp},"sub":"admin"}`,
      `{"sub":"user","exp":${exp},"\\u0073ub":"admin"}`,
      `{"sub":"user","exp":${exp},"a":{"b":1,"b":2}}`,
      '{"sub":"user","exp":1}',
      `{"sub":"","exp":${exp}}`,
      `{"sub":"user","exp":${exp},"1":1,"0":2,"__proto__":3}`,
      `${'{"a":'.repeat(30)}1${'}'.repeat(30)}`,
      '[]',
    ];
    const tokens = headers.flatMap(header => payloads.map(payload => signedToken(payload, header)));
    const alphabet = 'ABCDwxyz0189-_.=+/ é';
    const known = bindVerifySecuredUserToken(nobleHmacSha256);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < randomCases(100_000); round++) {
      let token = tokens[random(tokens.length)]!;
      if (random(4) !== 0) {
        const at = random(token.length);
        token = token.slice(0, at) + alphabet[random(alphabet.length)] + token.slice(at + random(3));
      }
      const outcome = outcomeOf(() => known(token, { secretKeys, now: NOW }));
      // A verifier of its own for each token takes the careful path for every header.
      const careful = outcomeOf(() =>
        bindVerifySecuredUserToken(nobleHmacSha256)(token, { secretKeys, now: NOW }),
      );
      if (outcome !== careful) expect.fail(`${token}\n${outcome}\n${careful}`);
      const kind = outcome.startsWith('{') ? 'verified' : outcome.slice(0, outcome.indexOf(':'));
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    }
    expect([...outcomes.keys()].sort()).toEqual([
      'ERR_TOKEN_ALGORITHM',
      'ERR_TOKEN_CLAIM',
      'ERR_TOKEN_EXPIRED',
      'ERR_TOKEN_KEY_ID',
      'ERR_TOKEN_MALFORMED',
      'ERR_TOKEN_SIGNATURE',
      'verified',
    ]);
  });

  it('and looks the secret up for every token: a secret that was removed verifies nothing', () => {
    const verify = bindVerifySecuredUserToken(nobleHmacSha256);
    const secrets: Record<string, string> = { ...secretKeys };
    const token = signedToken();
    expect(verify(token, { secretKeys: secrets, now: NOW }).userId).toBe('user-1');
    delete secrets[KEY_ID];
    expect(codeOf(() => verify(token, { secretKeys: secrets, now: NOW }))).toBe('ERR_TOKEN_KEY_ID');
    expect(codeOf(() => verify(token, { secretKeys: { [KEY_ID]: 'x' }, now: NOW }))).toBe(
      'ERR_TOKEN_SIGNATURE',
    );
  });

  it('and hands out claims that no caller can change for the next one', () => {
    const verify = bindVerifySecuredUserToken(nobleHmacSha256);
    const first = verify(signedToken(), { secretKeys, now: NOW });
    (first.claims as { sub: string }).sub = 'admin';
    expect(verify(signedToken(), { secretKeys, now: NOW })).toMatchObject({
      userId: 'user-1',
      claims: { sub: 'user-1' },
    });
  });
});

describe('a user id that is pasted into JSON is written as JSON.stringify writes it', () => {
  it('for 100,000 ids, and every character of the first 768', () => {
    const random = randomNumbers(3);
    const expected = (sub: string): string =>
      Buffer.from(JSON.stringify({ sub, exp: NOW_SEC + 60 })).toString('base64url');
    const characters = ['a', 'Z', '0', '-', ' ', '"', '\\', '/', '\x1f', '\x7f', 'é', '🔑', '{', '~', '\n'];
    const ids = Array.from({ length: randomCases(100_000) }, () =>
      Array.from({ length: 1 + random(12) }, () => characters[random(4) === 0 ? random(15) : random(4)]).join(
        '',
      ),
    );
    for (let code = 0; code < 768; code++) ids.push(String.fromCharCode(code));
    for (const id of ids) {
      if (encodeClaims(id, 60, NOW_SEC * 1000) !== expected(id)) expect.fail(JSON.stringify(id));
    }
  });
});

describe('claims in the usual form read as JSON does', () => {
  it('for 100,000 texts near that form, and members that repeat among them', () => {
    const random = randomNumbers(5);
    const pieces = [
      ...[
        '{',
        '"sub"',
        '"exp"',
        ':',
        ',',
        '"user"',
        '"Zoë"',
        '"a\\"b"',
        '"\\u0041"',
        '""',
        '"\x01"',
        '"\u2028"',
      ],
      ...['1', '0', '01', '999999999999', '9999999999999', '1.5', '1e3', '-1', ' ', '\n', '}', 'null'],
    ];
    const oneOf = (from: number, count: number): string => pieces[from + random(count)]!;
    let usual = 0;
    for (let round = 0; round < randomCases(100_000); round++) {
      let text = `{"sub":${oneOf(5, 7)},"exp":${oneOf(12, 8)}}`;
      if (random(3) === 0) {
        const at = random(text.length + 1);
        text = text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at + random(2));
      }
      const payload = Buffer.from(text).toString('base64url');
      const found = readable(() => readClaims({ payload, header: '', signature: '', signingInput: '' }));
      const careful = readJsonObject(text);
      if (!isDeepStrictEqual(found, careful)) expect.fail(text);
      if (careful !== undefined) usual++;
    }
    expect(usual).toBeGreaterThan(randomCases(20_000));
  });
});

/** Undefined for what is refused. */
function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

describe('raw lengths are compared before any work', () => {
  const options = { secretKey: SECRET, secretKeyId: KEY_ID, userId: 'user-1', now: NOW };
  const long = 'x'.repeat(5_000_000);

  it.each(['userId', 'secretKeyId', 'secretKey'])('a %s of 5 million characters is refused', parameter => {
    // With a lone surrogate at its end: a check of the content would refuse it for that.
    const error = errorOf(() => forgeSecuredUserToken({ ...options, [parameter]: `${long}\ud800` }));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter });
    expect(error.message).toMatch(/is longer than \d+ characters/);
  });
});

describe('a token nests at most 16 levels deep', () => {
  it.each([17, 5_800])('and one of %i levels is refused before it is parsed', levels => {
    const deep = `{"sub":"user","exp":${NOW_SEC + 60},"a":${'['.repeat(levels)}1${']'.repeat(levels)}}`;
    const error = errorOf(() => verifySecuredUserToken(signedToken(deep), { secretKeys, now: NOW }));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_MALFORMED', parameter: 'token' });
    expect(error.message).toContain('16 levels');
  });
});

describe('a secret of 4,096 characters', () => {
  const longest = 'k'.repeat(4_096);

  it('signs and verifies, and one of 4,097 does neither', () => {
    const token = forgeSecuredUserToken({
      secretKey: longest,
      secretKeyId: KEY_ID,
      userId: 'user-1',
      now: NOW,
    });
    expect(verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: longest }, now: NOW }).userId).toBe(
      'user-1',
    );
    const secretKey = `${longest}k`;
    expect(codeOf(() => forgeSecuredUserToken({ secretKey, secretKeyId: KEY_ID, userId: 'user-1' }))).toBe(
      'ERR_TOKEN_INPUT',
    );
    const signed = signedToken(undefined, undefined, secretKey);
    expect(
      codeOf(() => verifySecuredUserToken(signed, { secretKeys: { [KEY_ID]: secretKey }, now: NOW })),
    ).toBe('ERR_TOKEN_INPUT');
  });
});

describe('a secret with a control character', () => {
  it.each(['\0', '\0'.repeat(64), 'sk-alg-\u007f', 'sk-alg-\u0085x', 'a\tb'])(
    '%j neither signs nor verifies',
    secret => {
      const error = errorOf(() =>
        forgeSecuredUserToken({ secretKey: secret, secretKeyId: KEY_ID, userId: 'user-1' }),
      );
      expect(error).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'secretKey' });
      // Signed with the empty key, which a key of NULs equals.
      const token = signedToken(undefined, undefined, secret);
      const refusal = errorOf(() =>
        verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: secret }, now: NOW }),
      );
      expect(refusal).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'secretKeys' });
    },
  );
});

describe('a secret in place of a key id', () => {
  it.each(['sk-alg-0123456789abcdef0123456789abcdef', '2640659426d5107b6e47d75db9cbaef8'])(
    'is never shown whole: %s',
    secret => {
      const token = signedToken(undefined, { alg: 'HS256', typ: 'JWT', kid: secret });
      for (const given of [{}, { [secret]: '' }]) {
        const error = errorOf(() => verifySecuredUserToken(token, { secretKeys: given, now: NOW }));
        expect(JSON.stringify({ ...error, message: error.message })).not.toContain(secret);
      }
    },
  );
});
