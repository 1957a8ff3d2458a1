import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentOf, folderWith, forgekey } from '../support/forgekey.ts';

const scriptOf = async (shell: string): Promise<string> => (await forgekey(['completion', shell])).stdout;

/** What bash proposes for the last of `words`. */
async function proposalsInBash(...words: string[]): Promise<string[]> {
  const file = join(folderWith({ script: await scriptOf('bash') }), 'script');
  const script = `source '${file}'; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _forgekey; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['--noprofile', '--norc', '-c', script, 'bash', 'forgekey', ...words], {
    encoding: 'utf8',
  });
  return output.split('\n').filter(line => line !== '');
}

describe('forgekey completion bash', () => {
  it('proposes the commands', async () => {
    expect(await proposalsInBash('')).toContain('inspect');
    expect(await proposalsInBash('in')).toEqual(['inspect']);
  });

  it('proposes every flag of the command, those without a description included', async () => {
    expect(await proposalsInBash('key', '--valid')).toEqual(['--valid-for', '--valid-until']);
    expect(await proposalsInBash('key', '--typo')).toEqual(['--typo-tolerance']);
    expect(await proposalsInBash('inspect', '--')).toEqual(['--file', '--at', '--json', '--help']);
  });

  it('leaves the value of a flag to bash, which completes files', async () => {
    expect(await proposalsInBash('inspect', '--file', '')).toEqual([]);
    expect(await proposalsInBash('inspect', '')).toEqual([]);
  });

  it('is registered with files as the default', async () => {
    expect(await scriptOf('bash')).toMatch(/^complete -o default -F _forgekey forgekey$/m);
  });
});

describe.each([
  ['zsh', /^#compdef forgekey\n/, "'--file[read the credential from a file]:file:_files'"],
  ['fish', /^# fish completion for forgekey\n/, "-l file -r -F -d 'read the credential from a file'"],
])('forgekey completion %s', (shell, start, fileFlag) => {
  it('knows the commands, their flags, and which of them take files', async () => {
    const script = await scriptOf(shell);
    expect(script).toMatch(start);
    for (const text of ['inspect', 'typo-tolerance', 'parent-key-file', fileFlag])
      expect(script).toContain(text);
  });
});

describe('forgekey completion', () => {
  it('prints a document with --json', async () => {
    expect(documentOf(await forgekey(['completion', 'fish', '--json']))).toEqual({
      ok: true,
      shell: 'fish',
      script: await scriptOf('fish'),
    });
  });

  it.each([[[]], [['tcsh']]])('names the shells it knows for %j', async args => {
    expect(await forgekey(['completion', ...args])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('The shell must be bash, zsh or fish.'),
    });
  });
});
