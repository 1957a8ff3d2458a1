import { describe, expect, it } from 'vitest';
import { assertNoSecretArguments } from '../../src/flags/secret-arguments.ts';
import { parentApiKey, secretKey } from '../support/forgekey.ts';

const check = (...argv: string[]): void =>
  assertNoSecretArguments(argv, new Set(['--user-token', '--filters']));

describe('assertNoSecretArguments', () => {
  it.each([
    [['key', parentApiKey]],
    [['key', parentApiKey.toUpperCase()]],
    [['key', '--parent-key-file', parentApiKey]],
    [['key', `--parent-key-file=${parentApiKey}`]],
    [['key', `--unknown=${parentApiKey}`]],
    [['token', secretKey]],
    [['token', '--user-id', secretKey]],
    [['key', '--user-token', secretKey]],
    [['key', '--parent-key', 'anything']],
    [['key', '--parent-api-key=anything']],
    [['key', '--parentApiKey', 'anything']],
    [['key', '--api_key=anything']],
    [['token', '--secret', 'anything']],
    [['token', '--secret-key=anything']],
  ])('refuses %j, and repeats nothing of it', argv => {
    expect(() => check(...argv)).toThrow(/A secret is never taken as an argument/);
    expect(() => check(...argv)).not.toThrow(/anything|2640659426|0123456789/);
  });

  it.each([
    [['key', '--user-token', 'd41d8cd98f00b204e9800998ecf8427e']],
    [['key', '--filters=d41d8cd98f00b204e9800998ecf8427e']],
    [['token', '--user-id', 'user-42', '--secret-file', 'secret.txt']],
    [['key', '--parent-key-file', '-']],
    [['inspect', 'ODk1OGZkNDQyOGU2MmFiNGU3MGUyOTZjN2RiZWYz']],
  ])('takes %j', argv => {
    expect(() => check(...argv)).not.toThrow();
  });
});
