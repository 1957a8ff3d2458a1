import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, main, parentApiKey, secrets } from '../support/forgekey.ts';

/** Runs a shell command in a terminal of its own, and returns what that shows. `script` is part of util-linux. */
function inTerminal(command: string, env: Record<string, string> = {}): string {
  return execFileSync('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm', ...secrets, ...env },
    input: '',
    encoding: 'utf8',
  }).replaceAll('\r\n', '\n');
}

const forgekey = `${process.execPath} ${main}`;
const colourCode = '\x1b[';

describe.runIf(process.platform === 'linux')('on a terminal, forgekey', () => {
  it('shows in colours what a key holds, beside the key itself', () => {
    const shown = inTerminal(`${forgekey} key --filters a:1 --valid-for 1h`);
    expect(shown).toMatch(/^[A-Za-z0-9+/=]{100,}\n/);
    expect(shown).toContain('in 59 minutes 59 seconds');
    expect(shown).toContain(colourCode);
  });

  it('prints only the key if another program reads it', () => {
    const file = join(folderWith(), 'key');
    const shown = inTerminal(`${forgekey} key --filters a:1 > ${file}`);
    expect(shown).toContain('filters');
    expect(inTerminal(`cat ${file}`)).toMatch(/^[A-Za-z0-9+/=]{100,}\n$/);
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('uses no colours with %j', env => {
    expect(inTerminal(`${forgekey} key --filters a:1`, env)).not.toContain(colourCode);
  });

  it('uses colours in a pipe with FORCE_COLOR, which decides over NO_COLOR', () => {
    const key = Buffer.from(`${'0'.repeat(64)}filters=a`).toString('base64');
    const piped = (env: Record<string, string>): string =>
      inTerminal(`${forgekey} inspect ${key} | cat`, env);
    expect(piped({ FORCE_COLOR: '1', NO_COLOR: '1' })).toContain(colourCode);
    expect(inTerminal(`${forgekey} inspect ${key}`, { FORCE_COLOR: '0' })).not.toContain(colourCode);
  });

  it('uses no colours if the output is a pipe, also in CI', () => {
    const key = Buffer.from(`${'0'.repeat(64)}filters=a`).toString('base64');
    expect(inTerminal(`${forgekey} inspect ${key} | cat`, { CI: 'true' })).not.toContain(colourCode);
  });

  it('draws a progress bar for a batch, and clears it for the summary', () => {
    const line = '{"restrictions":{"filters":"a:1"}}\n';
    const folder = folderWith({ 'in.jsonl': `${line.repeat(4_000)}nonsense\n` });
    const shown = inTerminal(`cd ${folder}; ${forgekey} batch --input in.jsonl --output out.jsonl; exit 0`);
    expect(shown).toMatch(/[█░]{40} \d+% \| \d+ lines/);
    expect(shown).toContain('4001 lines: 4000 made, 1 failed.\n  line 4001: ');
  });

  it('asks for a credential instead of waiting for one in silence', () => {
    expect(inTerminal(`${forgekey} inspect; exit 0`)).toContain(
      'A secured API key or a user token is missing.',
    );
  });

  it('draws a progress bar for the keys of a proof, and clears it for the report', () => {
    const line = '{"restrictions":{"filters":"a:1"}}\n';
    const folder = folderWith({ 'in.jsonl': line.repeat(4_000) });
    const shown = inTerminal(`cd ${folder}; ${forgekey} prove --input in.jsonl --claim a:1`);
    expect(shown).toMatch(/[█░]{40} \d+% \| \d+ of 4000 keys/);
    expect(shown).toContain('Keys: 4000 proved.');
  });

  it.each([
    ['batch', 'the lines'],
    ['prove --claim a:1', 'the keys'],
    ['inspect -', 'the credential'],
    ['key --restrictions -', 'the restrictions'],
    ['token --user-id u --key-id k --secret-file -', 'the secret key'],
  ])('asks for what %s reads, and says how to end it', (command, what) => {
    expect(inTerminal(`${forgekey} ${command}; exit 0`)).toContain(
      `Type or paste ${what}, then press Ctrl-D on a new line.`,
    );
  });

  it('wraps its help and its findings at the width of a narrow terminal', () => {
    const narrow = (command: string): string[] =>
      inTerminal(`stty cols 60; ${forgekey} ${command}`).split('\n');
    const help = narrow('key --help');
    expect(help.slice(0, help.indexOf('Examples:')).filter(line => line.length > 60)).toEqual([]);
    const key = Buffer.from(`${'0'.repeat(64)}filters=a`).toString('base64');
    expect(
      narrow(`inspect ${key}`).filter(line => /LINT_|validUntil/.test(line) && line.length > 80),
    ).toEqual([]);
  });

  it('shows no secret', () => {
    expect(inTerminal(`${forgekey} key --filters a:1; ${forgekey} token --user-id u`)).not.toMatch(
      new RegExp(`${parentApiKey}|sk-alg-`),
    );
  });
});
