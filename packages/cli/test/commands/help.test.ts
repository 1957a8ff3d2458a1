import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forgekey, main, secrets } from '../support/forgekey.ts';

const commands = ['key', 'token', 'inspect', 'verify', 'why', 'prove', 'batch', 'serve', 'completion'];

describe('forgekey', () => {
  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    for (const args of [['--version'], ['-v'], ['version']]) {
      expect(await forgekey(args)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    }
  });

  it('lists its commands, where secrets come from, and the exit codes', async () => {
    const { code, stdout } = await forgekey(['--help']);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(stdout).toContain('never from arguments');
    expect(stdout).toMatch(/Exit codes:\n {2}0 /);
  });

  it('shows its help on standard error when it is called without a command', async () => {
    const { code, stdout, stderr } = await forgekey([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: forgekey');
  });

  it.each(commands)('%s --help has examples and the exit codes', async command => {
    const { code, stdout } = await forgekey([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: forgekey ${command}`);
    expect(stdout).toMatch(new RegExp(`^Examples:\n {2}\\$ .*forgekey ${command}`, 'm'));
    expect(stdout).toContain('Exit codes:');
    expect(stdout).toMatch(/^ +--json /m);
  });

  it.each(commands)('%s --help lists no exit code of another command', async command => {
    const { stdout } = await forgekey([command, '--help']);
    const named = Array.from(stdout.matchAll(/ {2}\d+ {2}(batch|why|prove): /g), ([, name]) => name);
    expect(named.filter(name => name !== command)).toEqual([]);
    expect(named.length > 0).toBe(['batch', 'why', 'prove'].includes(command));
  });

  it.each(commands)('%s --help keeps to 80 columns, but for lines that are examples', async command => {
    const { stdout } = await forgekey([command, '--help']);
    const lines = [...stdout.split('\n'), ...(await forgekey(['--help'])).stdout.split('\n')];
    const isExample = (line: string): boolean => /^ {2}[${]/.test(line);
    expect(lines.filter(line => line.length > 80 && !isExample(line))).toEqual([]);
  });

  it.each(commands)('%s --help names one default for a flag, or none', async command => {
    expect((await forgekey([command, '--help'])).stdout).not.toMatch(/\(default: [^)]*\)\s+\(default/);
  });

  it.each([
    ['an unknown command', ['mint']],
    ['help for an unknown command', ['help', 'mint']],
    ['an unknown flag', ['key', '--nope']],
    ['an argument too many', ['token', '--user-id', 'u', 'v']],
    ['a flag without its value', ['key', '--filters']],
  ])('exits with 2 for %s, and repeats no value', async (_, args) => {
    const ended = await forgekey(args, { env: secrets });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^forgekey: /);
  });

  it('says which command is unknown, and shows the help for one that is known', async () => {
    expect((await forgekey(['help', 'mint'])).stderr).toBe(
      'forgekey: Unknown command "mint".\nhint: "forgekey --help" lists the commands.\n',
    );
    expect(await forgekey(['help', 'key'])).toEqual(await forgekey(['key', '--help']));
    expect(await forgekey(['help'])).toEqual(await forgekey(['--help']));
  });

  it('repeats nothing that was given to an unknown flag', async () => {
    const { stderr } = await forgekey(['key', "--no-such-flag=it's a secret"]);
    expect(stderr).toBe('forgekey: Unknown option "--no-such-flag".\n');
  });

  it.each([
    ['key', '--typo-tolerence=min', '--typo-tolerance'],
    ['key', '--hitsPerPage=20', '--hits-per-page'],
    ['key', '--restrict_indices=a', '--restrict-indices'],
    ['why', '--hitsPerPage=20', '--hits-per-page'],
    ['token', '--userId=u', '--user-id'],
    ['verify', '--parent-key-files=f', '--parent-key-file'],
    ['inspect', '--jsn', '--json'],
    ['batch', '--ouput=f', '--output'],
  ])('%s %s suggests %s', async (command, flag, suggestion) => {
    const { code, stderr } = await forgekey([command, flag]);
    expect({ code, hint: stderr.split('\n')[1] }).toEqual({
      code: 2,
      hint: `hint: Did you mean "${suggestion}"?`,
    });
  });

  it.each(['--2640659426d5107b6e47d75db9cbaef8x', '--Zm9yZ2VrZXktc2VjcmV0LXZhbHVl'])(
    'shows the beginning of %s, which is not a name',
    async flag => {
      const { stderr } = await forgekey(['key', flag]);
      expect(stderr).toBe(`forgekey: Unknown option "${flag.slice(0, 16)}…".\n`);
    },
  );

  it('suggests a command', async () => {
    expect((await forgekey(['inspct'])).stderr).toContain('hint: Did you mean "inspect"?');
    expect((await forgekey(['--versoin'])).stderr).toContain('hint: Did you mean "--version"?');
  });

  it.each(commands.filter(command => !['prove', 'serve', 'completion'].includes(command)))(
    '%s --help says which moment a bare date is',
    async command => {
      expect((await forgekey([command, '--help'])).stdout).toMatch(/00:00\s+UTC/);
    },
  );

  it('shows an example of batch that works for ids that are numbers', async () => {
    expect((await forgekey(['batch', '--help'])).stdout).toContain("'userId', id::text)");
  });

  it('is executable as it is published', () => {
    expect(readFileSync(main, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  });
});
