import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderWith, main, secrets } from '../support/forgekey.ts';

const deno = fileURLToPath(new URL('../../node_modules/.bin/deno', import.meta.url));

/** Runs a shell command in which `forgekey` is the built command, run by Deno. */
function inDeno(command: string): string {
  const forgekey = `forgekey() { '${deno}' run --quiet --no-prompt --allow-env --allow-read --allow-write '${main}' "$@"; }`;
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
      /ERR_KEY_MALFORMED\)\nexit code 3\n$/,
    );
  });

  it('streams a batch into a file that is whole', () => {
    const lines = `for i in $(seq 500); do echo '{"userId":"u"}'; done`;
    expect(inDeno(`${lines} | forgekey batch --output out.jsonl && ls -A && wc -l < out.jsonl`)).toMatch(
      /^out\.jsonl\n *500\n$/,
    );
  });
});
