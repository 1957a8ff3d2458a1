import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { generateSecuredApiKey } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { folderWith, main, parentApiKey, secrets } from '../support/forgekey.ts';

const deno = fileURLToPath(new URL('../../node_modules/.bin/deno', import.meta.url));

const everything = '--allow-env --allow-read --allow-write';

/** Runs a shell command in which `forgekey` is the built command, run by Deno. */
function inDeno(command: string, permissions: string = everything): string {
  const forgekey = `forgekey() { '${deno}' run --quiet --no-prompt ${permissions} '${main}' "$@" 2>&1; }`;
  return execFileSync('bash', ['--noprofile', '--norc', '-c', `${forgekey}\n${command}`], {
    cwd: folderWith(),
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...secrets },
    encoding: 'utf8',
  });
}

describe('on Deno, forgekey', () => {
  it('makes and verifies both credentials', () => {
    expect(inDeno('forgekey key --filters a:1 --valid-for 1h | forgekey verify')).toContain(
      'verified: signed with the parent API key',
    );
    expect(inDeno('forgekey token --user-id u | forgekey verify')).toContain(
      'verified: signed with the secret key',
    );
  });

  it('exits with the same codes', () => {
    expect(inDeno('forgekey verify hello 2>&1 || echo "exit code $?"')).toMatch(
      /ERR_KEY_MALFORMED\)\nhint: .*\nexit code 3\n$/,
    );
  });

  it('streams a batch into a file that is whole', () => {
    const lines = `for i in $(seq 500); do echo '{"userId":"u"}'; done`;
    expect(inDeno(`${lines} | forgekey batch --output out.jsonl && ls -A && wc -l < out.jsonl`)).toMatch(
      /^out\.jsonl\n *500\n$/,
    );
  });

  it.each([
    ['inspect', '', 'forgekey inspect $KEY', /^Secured API key, not verified/],
    ['an error', '', 'forgekey inspect hello || true', /ERR_KEY_MALFORMED/],
    ['help', '', 'forgekey --help', /^Usage: forgekey/],
    ['a key', '--allow-env=ALGOLIA_SEARCH_API_KEY', 'forgekey verify $KEY', /^Secured API key, verified/],
    ['a token', '--allow-env=ALGOLIA_SECRET_KEY,ALGOLIA_KEY_ID', 'forgekey token --user-id u', /^ey/],
    ['a secret file', '--allow-read=s', 'forgekey token --user-id u --key-id k --secret-file s', /^ey/],
    [
      'a batch of files',
      '--allow-env=ALGOLIA_SEARCH_API_KEY,ALGOLIA_SECRET_KEY,ALGOLIA_KEY_ID --allow-read=in.jsonl,out --allow-write=out',
      'forgekey batch --input in.jsonl --output out/o && forgekey batch --input in.jsonl --output out/o && ls -A out',
      /^o\n$/,
    ],
  ])('needs for %s no more permissions than its page says', (_, permissions, command, expected) => {
    const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' } });
    const prepared = `KEY=${key}; mkdir out; echo sk-alg-1 > s; echo '{"userId":"u"}' > in.jsonl`;
    expect(inDeno(`${prepared}; ${command}`, permissions)).toMatch(expected);
  });
});
