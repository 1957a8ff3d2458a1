import { describe, expect, it } from 'vitest';
import { isForgekeyError, secretsFromEnvironment } from '../src/index.ts';

const env = {
  ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8',
  ALGOLIA_SECRET_KEY: 'sk-alg-0123456789abcdef',
  ALGOLIA_KEY_ID: 'key-1',
};

function errorOf(options: Parameters<typeof secretsFromEnvironment>[0]): { code: string; message: string } {
  try {
    secretsFromEnvironment(options);
  } catch (error) {
    if (isForgekeyError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('secretsFromEnvironment', () => {
  it('reads all three by default', () => {
    expect(secretsFromEnvironment({ env })).toEqual({
      parentApiKey: env.ALGOLIA_SEARCH_API_KEY,
      secretKey: env.ALGOLIA_SECRET_KEY,
      secretKeyId: env.ALGOLIA_KEY_ID,
    });
  });

  it('reads the process environment unless another is given', () => {
    process.env.ALGOLIA_KEY_ID = 'from-the-process';
    expect(secretsFromEnvironment({ require: ['secretKeyId'] })).toEqual({ secretKeyId: 'from-the-process' });
    delete process.env.ALGOLIA_KEY_ID;
  });

  it('looks at no variable that was not asked for', () => {
    const other = { ...env, ALGOLIA_SECRET_KEY: ' surrounded by whitespace ' };
    expect(secretsFromEnvironment({ require: ['parentApiKey'], env: other })).toEqual({
      parentApiKey: env.ALGOLIA_SEARCH_API_KEY,
    });
  });

  it.each([
    [{}, ['ALGOLIA_SEARCH_API_KEY', 'ALGOLIA_SECRET_KEY', 'ALGOLIA_KEY_ID']],
    [{ ...env, ALGOLIA_KEY_ID: '' }, ['ALGOLIA_KEY_ID']],
    [{ ALGOLIA_SEARCH_API_KEY: 'key' }, ['ALGOLIA_SECRET_KEY', 'ALGOLIA_KEY_ID']],
  ])('names all that is missing, and nothing else', (given, missing) => {
    const { code, message } = errorOf({ env: given });
    expect(code).toBe('ERR_SECRET_MISSING');
    expect(message.match(/ALGOLIA_[A-Z_]+/g)).toEqual(missing);
  });

  it.each([
    ['ALGOLIA_SEARCH_API_KEY', 'ERR_PARENT_KEY'],
    ['ALGOLIA_SECRET_KEY', 'ERR_TOKEN_INPUT'],
    ['ALGOLIA_KEY_ID', 'ERR_TOKEN_INPUT'],
  ] as const)('refuses leading or trailing whitespace in %s', (variable, expected) => {
    for (const value of [`${env[variable]}\n`, ` ${env[variable]}`, '\t']) {
      const { code, message } = errorOf({ env: { ...env, [variable]: value } });
      expect(code).toBe(expected);
      expect(message).toContain(variable);
      expect(message).not.toContain(env[variable]);
    }
  });

  it.each(['ALGOLIA_SEARCH_API_KEY', 'ALGOLIA_SECRET_KEY', 'ALGOLIA_KEY_ID'] as const)(
    'refuses a control character in %s, and shows no part of the value',
    variable => {
      for (const character of ['\0', '\u001b', '\u007f', '\u009b', '\n']) {
        const { code, message } = errorOf({ env: { ...env, [variable]: `sk${character}alg` } });
        expect(code).toBe(variable === 'ALGOLIA_SEARCH_API_KEY' ? 'ERR_PARENT_KEY' : 'ERR_TOKEN_INPUT');
        expect(message).toBe(`"${variable}" contains a control character.`);
      }
    },
  );

  it.each([
    ['ALGOLIA_SEARCH_API_KEY', 'ERR_PARENT_KEY'],
    ['ALGOLIA_SECRET_KEY', 'ERR_TOKEN_INPUT'],
  ] as const)('refuses the quotes that a reader of environment files left in %s', (variable, expected) => {
    for (const value of [`"${env[variable]}"`, `'${env[variable]}'`, `Bearer ${env[variable]}`]) {
      const { code, message } = errorOf({ env: { ...env, [variable]: value } });
      expect({ code, message }).toEqual({
        code: expected,
        message: `"${variable}" has quotes around it, or "Bearer" before it.`,
      });
    }
  });

  it('refuses an unknown option, and names without "require"', () => {
    expect(() => secretsFromEnvironment({ required: ['secretKey'] } as never)).toThrow(TypeError);
    expect(() => secretsFromEnvironment(['secretKey'] as never)).toThrow(TypeError);
  });

  it('refuses a name that is not the name of a secret', () => {
    expect(() => secretsFromEnvironment({ require: ['apiKey' as never] })).toThrow(/parentApiKey/);
    expect(() => secretsFromEnvironment({ require: ['apiKey' as never] })).toThrow(TypeError);
    expect(() => secretsFromEnvironment({ require: 'parentApiKey' as never })).toThrow(
      new TypeError('"require" must be an array of the names parentApiKey, secretKey, secretKeyId.'),
    );
  });

  it('never shows what was passed as a name: it may be a secret', () => {
    for (const secret of ['abcdefghijklmnop', env.ALGOLIA_SEARCH_API_KEY, env.ALGOLIA_SECRET_KEY]) {
      const message = messageOf(() => secretsFromEnvironment({ require: ['secretKey', secret as never] }));
      expect(message).toContain('Element 2');
      expect(message).not.toContain(secret.slice(0, 4));
    }
  });
});
