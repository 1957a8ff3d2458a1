import { join } from 'node:path';
import { verifySecuredUserToken } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { documentOf, folderWith, forgekey, secretKey, secretKeyId, secrets } from '../support/forgekey.ts';

const env = secrets;
const secretKeys = { [secretKeyId]: secretKey };

describe('forgekey token', () => {
  it('prints a token of 24 hours, and nothing else, into a pipe', async () => {
    const { code, stdout, stderr } = await forgekey(['token', '--user-id', 'x","sub":"admin'], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { userId, expiresAt } = verifySecuredUserToken(stdout.trimEnd(), { secretKeys });
    expect(userId).toBe('x","sub":"admin');
    expect((expiresAt.getTime() - Date.now()) / 1000).toBeCloseTo(86_400, -2);
  });

  it('takes the secret from a file, the key id as a flag, and a lifetime', async () => {
    const file = join(folderWith({ secret: `${secretKey}\n` }), 'secret');
    const args = [
      'token',
      '--user-id',
      'u',
      '--secret-file',
      file,
      '--key-id',
      'k2',
      '--valid-for',
      '15m',
      '--json',
    ];
    const document = documentOf(await forgekey(args));
    expect(document).toMatchObject({ ok: true, kind: 'userToken', userId: 'u', keyId: 'k2' });
    expect(document.remainingSec).toBeGreaterThan(890);
    expect(
      verifySecuredUserToken(document.userToken as string, { secretKeys: { k2: secretKey } }).userId,
    ).toBe('u');
  });

  it.each([
    ['no user id', [], 2, '--user-id'],
    ['an empty user id', ['--user-id', ''], 6, 'ERR_TOKEN_INPUT'],
    ['an expiry in the past', ['--user-id', 'u', '--valid-until', '2020-01-01'], 2, 'in the past'],
    [
      'a lifetime of two years',
      ['--user-id', 'u', '--valid-for', '104w'],
      6,
      'forgekey: "--valid-for" gives the token a lifetime of 62899200 seconds; the limit is 31622400 (a year). (ERR_TOKEN_INPUT)',
    ],
    ['a space in a key id', ['--user-id', 'u', '--key-id', 'k '], 6, 'forgekey: --key-id: "secretKeyId" '],
    ['a secret as an argument', ['--user-id', 'u', secretKey], 2, 'A secret is never taken as an argument'],
  ])('refuses %s', async (_, args, code, text) => {
    const ended = await forgekey(['token', ...args], { env });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(text);
    expect(ended.stderr).not.toContain(secretKey);
  });

  it('refuses a flag in the place of a value, unless it is written as one word', async () => {
    expect(await forgekey(['token', '--user-id', '--valid-for', '1h'], { env })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^forgekey: "--user-id" has no value: "--valid-for" follows it\.\nhint: /,
      ),
    });
    const { stdout } = await forgekey(['token', '--user-id=--json'], { env });
    expect(verifySecuredUserToken(stdout.trimEnd(), { secretKeys }).userId).toBe('--json');
  });

  it('names the variable that a key id came from', async () => {
    const { stderr } = await forgekey(['token', '--user-id', 'u', '--key-id', 'k'], {
      env: { ALGOLIA_SECRET_KEY: 'sk-alg-x ' },
    });
    expect(stderr).toMatch(/^forgekey: "ALGOLIA_SECRET_KEY" has leading or trailing whitespace/);
  });

  it.each([
    ['"sk-alg-0123456789abcdef"', 'has quotes around it, or "Bearer" before it.'],
    ['sk-alg-0123456789abcdef ', 'has leading or trailing whitespace.'],
  ])('says of a secret in a file what the environment says of it: %s', async (input, fault) => {
    const { code, stderr } = await forgekey(
      ['token', '--user-id', 'u', '--secret-file', '-', '--key-id', 'k'],
      {
        input,
      },
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/^forgekey: .*\nhint: .*\n$/);
    expect(stderr).toContain(`The secret in "--secret-file" ${fault}`);
    expect(stderr).not.toContain('0123456789');
  });

  it('names what is missing', async () => {
    const { code, stderr } = await forgekey(['token', '--user-id', 'u'], { env: { ALGOLIA_KEY_ID: 'k' } });
    expect(code).toBe(2);
    expect(stderr).toContain('ALGOLIA_SECRET_KEY');
    expect(stderr).not.toContain('ALGOLIA_KEY_ID');
  });

  it('names everything that is missing at once', async () => {
    const { stderr } = await forgekey(['token', '--user-id', 'u']);
    expect(stderr).toContain('ALGOLIA_SECRET_KEY and ALGOLIA_KEY_ID are not set.');
    expect(stderr).toContain(
      'hint: Set them in the environment, or give --secret-file FILE and --key-id ID.',
    );
  });
});
