import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSecuredUserTokenForger,
  forgeSecuredUserToken,
  verifySecuredUserToken,
} from '../../src/index.ts';
import { nobleHmacSha256 } from '../../src/lib/hmac.ts';
import { MAX_USER_TOKEN_LENGTH } from '../../src/lib/limits.ts';
import { bindCreateSecuredUserTokenForger } from '../../src/user-token/forge.ts';
import { KEY_ID, NOW, NOW_SEC, SECRET, signedToken } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import { unicodeText } from '../support/text-arbitrary.ts';

const options = { secretKey: SECRET, secretKeyId: KEY_ID, userId: 'user-1', now: NOW };
const oddText = fc.oneof(
  unicodeText({ minLength: 1 }),
  fc
    .array(fc.constantFrom('"', '\\', '/', '\n', '\0', '{', '}', ',', ':', 'é', '🔑', '\u2028', 'sub'), {
      minLength: 1,
    })
    .map(parts => parts.join('')),
);

describe('the bytes of a secured user token', () => {
  it('are a JWT with the members in the vendor’s order, signed with the full secret', () => {
    const token = forgeSecuredUserToken(options);
    const [header, payload] = token.split('.').map(part => Buffer.from(part, 'base64url').toString());
    expect(header).toBe('{"alg":"HS256","typ":"JWT","kid":"key-id-1"}');
    expect(payload).toBe(`{"sub":"user-1","exp":${NOW_SEC + 86_400}}`);
    expect(token).toBe(signedToken(payload, header));
  });

  it('are base64url without padding, whatever the length and the bytes', () => {
    for (let length = 1; length < 40; length++) {
      expect(forgeSecuredUserToken({ ...options, userId: '?>~ÿ'.repeat(length) })).toMatch(
        /^[\w-]+\.[\w-]+\.[\w-]{43}$/,
      );
    }
  });

  it('carry UTF-8, not Latin-1', () => {
    const token = forgeSecuredUserToken({ ...options, userId: 'José 🔑' });
    expect(token).toBe(signedToken({ sub: 'José 🔑', exp: NOW_SEC + 86_400 }));
  });

  it('carry any user id and key id as JSON.stringify writes them', () => {
    const trimmed = oddText.filter(text => text === text.trim());
    const secret = trimmed.filter(text => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(oddText, trimmed, secret, (userId, secretKeyId, secretKey) => {
        const token = forgeSecuredUserToken({ ...options, userId, secretKeyId, secretKey });
        const header = { alg: 'HS256', typ: 'JWT', kid: secretKeyId };
        expect(token).toBe(signedToken({ sub: userId, exp: NOW_SEC + 86_400 }, header, secretKey));
        const secretKeys = (keyId: string): string | undefined =>
          keyId === secretKeyId ? secretKey : undefined;
        const verified = verifySecuredUserToken(token, { secretKeys, now: NOW });
        expect(verified.userId).toBe(userId);
        expect(verified.keyId).toBe(secretKeyId);
      }),
    );
  });

  it.each(['guest","sub":"admin', '"', '\\', 'trailing\\', 'CORP\\bob', '{"sub":"admin"}', '\n', '\u0000'])(
    'the user id %j stays one user id: text is never pasted into JSON',
    userId => {
      const payload = Buffer.from(
        forgeSecuredUserToken({ ...options, userId }).split('.')[1]!,
        'base64url',
      ).toString();
      expect(JSON.parse(payload)).toEqual({ sub: userId, exp: NOW_SEC + 86_400 });
      expect(payload.match(/"sub":/g)).toHaveLength(1);
    },
  );
});

describe('the lifetime', () => {
  it.each([
    [undefined, 86_400],
    [1, 1],
    [3600, 3600],
    [24 * 3600, 86_400],
    [31_622_400, 31_622_400],
  ])('expiresIn %s is %d seconds', (expiresIn, seconds) => {
    const given = expiresIn === undefined ? options : { ...options, expiresIn };
    expect(forgeSecuredUserToken(given)).toBe(signedToken({ sub: 'user-1', exp: NOW_SEC + seconds }));
  });

  it('counts from now rounded down to the second, as the vendor’s helper does', () => {
    for (const milliseconds of [0, 1, 499, 500, 999]) {
      const now = new Date(NOW.getTime() + milliseconds);
      expect(forgeSecuredUserToken({ ...options, now, expiresIn: 60 })).toBe(signedToken());
    }
  });

  it('counts from the clock by default', () => {
    const { secretKey, secretKeyId, userId } = options;
    const token = forgeSecuredUserToken({ secretKey, secretKeyId, userId, expiresIn: 600 });
    const { expiresAt } = verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET } });
    expect(Math.abs(expiresAt.getTime() - Date.now() - 600_000)).toBeLessThan(5000);
  });

  it.each([0, -1, -86_400, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 86_400_000, 31_622_401])(
    'expiresIn %s is ERR_TOKEN_INPUT: it never means the default',
    expiresIn => {
      const error = errorOf(() => forgeSecuredUserToken({ ...options, expiresIn }));
      expect(error).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'expiresIn' });
      expect(error).not.toBeInstanceOf(TypeError);
      expect(error.message).toMatch(/whole seconds/);
      expect(error.hint).toMatch(/not milliseconds/);
      expect(error.message).toContain(`it is ${expiresIn}.`);
    },
  );

  it.each([['3600'], [null], [true], [[3600]], [{}], [60n], [new Date()]])(
    'expiresIn %s is a TypeError with the same code',
    expiresIn => {
      const run = (): unknown => forgeSecuredUserToken({ ...options, expiresIn: expiresIn as number });
      expect(run).toThrow(TypeError);
      expect(errorOf(run)).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'expiresIn' });
    },
  );

  it.each([[new Date(Number.NaN)], [NOW_SEC], ['2026-01-01'], [null]])('now %s is a TypeError', now => {
    expect(() => forgeSecuredUserToken({ ...options, now: now as Date })).toThrow(TypeError);
  });
});

describe('an unknown option is a TypeError', () => {
  it.each(['expires_in', 'expireIn', 'expiresInSec', 'expiry', 'claims', 'kid'])('%s', name => {
    const { userId, now, ...prepared } = options;
    expect(() => forgeSecuredUserToken({ ...options, [name]: 60 } as never)).toThrow(TypeError);
    expect(() => createSecuredUserTokenForger({ ...prepared, [name]: 60 } as never)).toThrow(/expiresIn/);
  });

  it('but the parent API key may come along with the other secrets', () => {
    const secrets = { secretKey: SECRET, secretKeyId: KEY_ID, parentApiKey: 'parent' };
    expect(forgeSecuredUserToken({ ...secrets, userId: 'user-1', now: NOW } as never)).toBe(
      forgeSecuredUserToken(options),
    );
  });
});

describe('the secret', () => {
  it('is read once: no getter shows the check one secret and the signature another', () => {
    let reads = 0;
    const given = {
      ...options,
      get secretKey() {
        return reads++ === 0 ? SECRET : '';
      },
    };
    expect(forgeSecuredUserToken(given)).toBe(forgeSecuredUserToken(options));
    expect(reads).toBe(1);
  });

  it('given as the key id is refused: every token would publish it', () => {
    const swapped = { ...options, secretKey: KEY_ID, secretKeyId: SECRET };
    const error = errorOf(() => forgeSecuredUserToken(swapped));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'secretKeyId' });
    expect(error.hint).toMatch(/swapped/);
    expect(error.message).not.toContain(SECRET);
  });
});

it('names the longest part where the token would be too long', () => {
  const long = 'k'.repeat(MAX_USER_TOKEN_LENGTH);
  const ofKeyId = errorOf(() => forgeSecuredUserToken({ ...options, secretKeyId: long }));
  expect(ofKeyId).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'secretKeyId' });
  const ofUserId = errorOf(() => forgeSecuredUserToken({ ...options, userId: long }));
  expect(ofUserId).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'userId' });
});

describe.each(['userId', 'secretKey', 'secretKeyId'] as const)('%s', parameter => {
  it.each([[undefined], [null], [42], [true], [{}], [['x']], [new String('x')], [Symbol('s')], [42n]])(
    'of a wrong type (row %#) is a TypeError with a code',
    value => {
      const run = (): unknown => forgeSecuredUserToken({ ...options, [parameter]: value });
      expect(run).toThrow(TypeError);
      expect(errorOf(run)).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter });
      expect(errorOf(run).message).toContain(`"${parameter}" must be a string`);
    },
  );

  it.each(['', 'a\ud800', '\udc00'])('%j is ERR_TOKEN_INPUT', value => {
    const error = errorOf(() => forgeSecuredUserToken({ ...options, [parameter]: value }));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter });
    expect(error.message).toContain(`"${parameter}"`);
  });

  it('with quotes around the secret', () => {
    for (const secretKey of [`"${SECRET}"`, `'${SECRET}'`]) {
      const error = errorOf(() => forgeSecuredUserToken({ ...options, secretKey }));
      expect(error).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'secretKey' });
      expect(error.message).toContain('quotes');
    }
    expect(codeOf(() => forgeSecuredUserToken({ ...options, secretKey: `"${SECRET}` }))).toBeUndefined();
  });

  it('with leading or trailing whitespace', () => {
    for (const value of ['x\n', ' x', '\tx', 'x\r\n', 'x\u00a0', '\n']) {
      const code = codeOf(() => forgeSecuredUserToken({ ...options, [parameter]: value }));
      // A user id is the caller's own and may be anything; a secret or key id with a line break was read wrongly.
      expect(code, JSON.stringify(value)).toBe(parameter === 'userId' ? undefined : 'ERR_TOKEN_INPUT');
    }
  });
});

describe('limits', () => {
  it('no token is forged that could not be read back', () => {
    const bytes = (MAX_USER_TOKEN_LENGTH * 3) / 4;
    const error = errorOf(() => forgeSecuredUserToken({ ...options, userId: 'x'.repeat(bytes) }));
    expect(error).toMatchObject({ code: 'ERR_TOKEN_INPUT', parameter: 'userId' });
    expect(error.message).not.toContain('xxxx');
    expect(error.message).toContain(`${MAX_USER_TOKEN_LENGTH}`);
    expect(error.hint).toBe('Use a shorter userId.');
    const userId = 'x'.repeat(12_183);
    const longest = forgeSecuredUserToken({ ...options, userId });
    expect(longest).toHaveLength(MAX_USER_TOKEN_LENGTH);
    expect(verifySecuredUserToken(longest, { secretKeys: { [KEY_ID]: SECRET }, now: NOW }).userId).toBe(
      userId,
    );
    expect(codeOf(() => forgeSecuredUserToken({ ...options, userId: `${userId}x` }))).toBe('ERR_TOKEN_INPUT');
  });
});

describe('a prepared forger', () => {
  const { now: _, userId: __, ...prepared } = options;

  it('forges what the one-shot call forges', () => {
    fc.assert(
      fc.property(
        oddText,
        fc.option(fc.integer({ min: 1, max: 31_622_400 }), { nil: undefined }),
        (userId, expiresIn) => {
          const lifetime = expiresIn === undefined ? {} : { expiresIn };
          const tokenFor = createSecuredUserTokenForger({ ...prepared, ...lifetime });
          expect(tokenFor(userId, NOW)).toBe(forgeSecuredUserToken({ ...options, ...lifetime, userId }));
        },
      ),
    );
  });

  it('prepares the secret once', () => {
    const keys: unknown[] = [];
    const tokenFor = bindCreateSecuredUserTokenForger(key => {
      keys.push(key);
      return nobleHmacSha256(key);
    })(prepared);
    expect(tokenFor('a', NOW)).not.toBe(tokenFor('b', NOW));
    expect(keys).toEqual([SECRET]);
  });

  it('refuses what is bad in the secret, the key id and the lifetime at once, the user id per call', () => {
    for (const bad of [{ secretKey: '' }, { secretKeyId: '' }, { expiresIn: 0 }]) {
      expect(codeOf(() => createSecuredUserTokenForger({ ...prepared, ...bad }))).toBe('ERR_TOKEN_INPUT');
    }
    const tokenFor = createSecuredUserTokenForger(prepared);
    for (const userId of ['', undefined, null, 1]) {
      expect(errorOf(() => tokenFor(userId as string))).toMatchObject({
        code: 'ERR_TOKEN_INPUT',
        parameter: 'userId',
      });
    }
    expect(() => tokenFor('a', NOW_SEC as unknown as Date)).toThrow(TypeError);
  });

  it('reads its options once', () => {
    const changing = { ...prepared };
    const tokenFor = createSecuredUserTokenForger(changing);
    changing.secretKey = 'another';
    expect(tokenFor('user-1', NOW)).toBe(forgeSecuredUserToken(options));
  });
});

describe('a call that a type checker would refuse', () => {
  it.each([[undefined], [null], ['secret'], [5]])('%s instead of options is a TypeError', given => {
    for (const call of [forgeSecuredUserToken, createSecuredUserTokenForger]) {
      expect(() => call(given as never)).toThrow(TypeError);
      expect(() => call(given as never)).toThrow(/takes an object/);
    }
  });
});
