import { join } from 'node:path';
import { forgeSecuredUserToken, generateSecuredApiKey } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import {
  documentOf,
  folderWith,
  forgekey,
  parentApiKey,
  secretKey,
  secretKeyId,
  secrets,
} from '../support/forgekey.ts';

const env = secrets;
const validUntil = 1_893_456_000;
const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1', validUntil } });
const tampered = Buffer.from(Buffer.from(key, 'base64').toString().replace('a%3A1', 'a%3A2')).toString(
  'base64',
);
const forge = (options: object = {}): string =>
  forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-42', ...options });

describe('forgekey verify', () => {
  it('says that a key is good, and what it holds', async () => {
    const { code, stdout } = await forgekey(['verify', key], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('verified: signed with the parent API key');
    expect(stdout).not.toContain('█');
    expect(stdout).toMatch(/filters +a:1/);
  });

  it('tries every parent API key of every file, and says which one signed', async () => {
    const folder = folderWith({ current: 'current-key\n', previous: `older-key\n${parentApiKey}\n` });
    const files = ['current', 'previous'].flatMap(name => ['--parent-key-file', join(folder, name)]);
    const { code, stdout } = await forgekey(['verify', key, ...files]);
    expect(code).toBe(0);
    expect(stdout).toContain('parent API key 3 of 3');
    // A file that is given takes the place of the environment.
    expect(
      await forgekey(['verify', key, '--parent-key-file', join(folder, 'current')], { env }),
    ).toMatchObject({ code: 4 });
  });

  it('verifies a token with any key id if none is given', async () => {
    expect(documentOf(await forgekey(['verify', forge(), '--json'], { env }))).toMatchObject({
      ok: true,
      kind: 'userToken',
      proven: true,
      userId: 'user-42',
      keyId: secretKeyId,
    });
    const withoutId = { ALGOLIA_SECRET_KEY: secretKey };
    expect(await forgekey(['verify', forge()], { env: withoutId })).toMatchObject({ code: 0 });
  });

  it.each([
    ['a text that is not a credential', ['hello'], 3, 'ERR_KEY_MALFORMED'],
    ['a key that was altered', [tampered], 4, 'ERR_KEY_SIGNATURE'],
    ['a key that expired', [key, '--at', '2030-01-01T00:00:01Z'], 5, 'ERR_KEY_EXPIRED'],
    ['a token of another secret', [forge({ secretKey: 'sk-alg-x' })], 4, 'ERR_TOKEN_SIGNATURE'],
    ['a token of another key id', [forge(), '--key-id', 'k2'], 4, 'ERR_TOKEN_KEY_ID'],
    ['a token that expired', [forge({ now: new Date(0) })], 5, 'ERR_TOKEN_EXPIRED'],
  ])('exits with a code of its own for %s', async (_, args, code, errorCode) => {
    const ended = await forgekey(['verify', ...args, '--json'], { env });
    expect(ended).toMatchObject({ code, stderr: '' });
    expect(documentOf(ended)).toMatchObject({ ok: false, error: { code: errorCode } });
  });

  it('allows for clocks that differ', async () => {
    const late = ['verify', key, '--at', '2030-01-01T00:00:20Z'];
    expect(await forgekey([...late, '--clock-tolerance', '30s'], { env })).toMatchObject({ code: 0 });
    expect(await forgekey([...late, '--clock-tolerance', '10s'], { env })).toMatchObject({ code: 5 });
  });

  it.each([
    ['standard input', [], 'standard input'],
    ['an argument', [''], 'the argument'],
  ])('says that %s is empty, instead of judging nothing', async (_, args, where) => {
    const { code, stderr } = await forgekey(['verify', ...args], { env, input: '\n' });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(`^forgekey: Cannot read the credential: ${where} is empty\\.\nhint: `),
    });
  });

  it('names the secret that is missing', async () => {
    expect((await forgekey(['verify', key])).stderr).toContain('ALGOLIA_SEARCH_API_KEY');
    expect(await forgekey(['verify', forge()])).toMatchObject({ code: 2, stdout: '' });
  });
});
