import type { MintingLibrary } from '../../library.ts';
import type { TestApi } from '../../test-api.ts';

const NOW: Date = new Date(1_735_689_600_000);
const SECRET = 'sk-alg-0123456789abcdef0123456789abcdef';
const KEY_ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** Pitfalls: user tokens. */
export function userTokenPitfalls({ test, equal, refuses, misuse }: TestApi, library: MintingLibrary): void {
  const forge = (options: Record<string, unknown>): string =>
    library.forgeSecuredUserToken({
      secretKey: SECRET,
      secretKeyId: KEY_ID,
      userId: 'user-1',
      now: NOW,
      ...options,
    });
  const userOf = (token: string): string =>
    library.verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET }, now: NOW }).userId;

  const userIds = [
    'guest","sub":"admin',
    'guest","sub":"admin","x":"',
    'x","exp":9999999999,"y":"',
    'CORP\\bob',
    'a"b',
    'trailing\\',
    '\\"',
    'a\nb',
    'a\u0000b',
    '</script>',
    '100%s %d',
    'café',
    'José 用户😀',
    '\u007f\u0080\u00ff',
    '\u2028\u2029',
    ' ',
    '__proto__',
  ];
  for (const userId of userIds) {
    test(`pitfall: text is pasted into JSON: ${JSON.stringify(userId)}`, () => {
      const token = forge({ userId });
      equal(userOf(token), userId);
      const payload = payloadOf(token);
      equal(payload, JSON.stringify({ sub: userId, exp: NOW.getTime() / 1000 + 86_400 }));
      equal(library.decodeSecuredUserToken(token).duplicates, []);
    });
    test(`pitfall: a key id is pasted into JSON: ${JSON.stringify(userId)}`, async () => {
      if (userId.trim() !== userId)
        return void (await refuses(() => forge({ secretKeyId: userId }), 'ERR_TOKEN_INPUT'));
      const token = forge({ secretKeyId: userId });
      const verified = library.verifySecuredUserToken(token, {
        secretKeys: id => (id === userId ? SECRET : undefined),
        now: NOW,
      });
      equal(verified.keyId, userId);
    });
  }

  const wrongTypes: Record<string, unknown> = {
    undefined: undefined,
    null: null,
    'a number': 42,
    'an object': { id: 1 },
    'an array': ['admin'],
    true: true,
    'a bigint': 1n,
    'an object with toString': { toString: () => 'admin' },
    'a String object': Object('admin'),
    empty: '',
    'a lone surrogate': 'a\uD800b',
  };
  for (const parameter of ['userId', 'secretKeyId', 'secretKey']) {
    for (const [name, value] of Object.entries(wrongTypes)) {
      test(`pitfall: ${parameter} ${name} passes`, async () => {
        const error = await refuses(() => forge({ [parameter]: value }), 'ERR_TOKEN_INPUT');
        equal(error.parameter, parameter);
      });
    }
  }

  const lifetimes: Record<string, unknown> = {
    'as text is concatenated': '3600',
    'NaN gives exp null': Number.NaN,
    'zero means the default': 0,
    'negative means the default': -1,
    Infinity: Number.POSITIVE_INFINITY,
    'a fraction': 1.5,
    null: null,
    'in milliseconds': 86_400_000,
    true: true,
    'a Date': NOW,
  };
  for (const [name, expiresIn] of Object.entries(lifetimes)) {
    test(`pitfall: expiresIn ${name}`, async () => {
      const error = await refuses(() => forge({ expiresIn }), 'ERR_TOKEN_INPUT');
      equal(error.parameter, 'expiresIn');
    });
  }

  test('pitfall: a secret or key id with a line break from a file is signed with', async () => {
    for (const whitespace of ['\n', ' ', '\r\n', '\t']) {
      await refuses(() => forge({ secretKey: `${SECRET}${whitespace}` }), 'ERR_TOKEN_INPUT');
      await refuses(() => forge({ secretKeyId: `${whitespace}${KEY_ID}` }), 'ERR_TOKEN_INPUT');
    }
  });

  test('pitfall: base64 where base64url is meant', () => {
    for (let index = 0; index < 64; index++) {
      const token = forge({ userId: `${'?'.repeat(index % 5)}>>>???~~~${index}` });
      equal(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/.test(token), true);
    }
  });

  test('pitfall: text encoded as Latin-1', () => {
    const token = forge({ userId: 'José' });
    const bytes = Uint8Array.from(atob(base64Of(token.split('.')[1]!)), letter => letter.charCodeAt(0));
    equal(new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('José'), true);
  });

  test('pitfall: no expiry at all by default', () => {
    const { expiresAt } = library.decodeSecuredUserToken(forge({}));
    equal(expiresAt, new Date(NOW.getTime() + 86_400_000));
  });

  test('pitfall: milliseconds accepted as seconds', async () => {
    await refuses(() => forge({ expiresIn: NOW.getTime() }), 'ERR_TOKEN_INPUT');
    await misuse(() => forge({ now: NOW.getTime() / 1000 }));
  });
}

function base64Of(base64url: string): string {
  return base64url.replaceAll('-', '+').replaceAll('_', '/');
}

function payloadOf(token: string): string {
  const bytes = Uint8Array.from(atob(base64Of(token.split('.')[1]!)), letter => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
