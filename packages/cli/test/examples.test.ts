import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, main } from './support/forgekey.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Step {
  readonly command: string;
  /** `…` stands for anything. */
  readonly expected: string;
}

function stepsOf(page: string): Step[] {
  const text = readFileSync(join(root, page), 'utf8');
  const blocks = Array.from(text.matchAll(/^```console\n(.*?)^```$/gms), match => match[1]!);
  return blocks
    .flatMap(block => block.split(/^\$ /m).slice(1))
    .map(step => ({ command: step.split('\n', 1)[0]!, expected: step.slice(step.indexOf('\n') + 1) }));
}

const separator = '\n--- next ---\n';

/** Runs all commands of a page in one shell, and returns what each of them printed. */
function outputsOf(steps: readonly Step[]): string[] {
  const folder = folderWith();
  symlinkSync(main, join(folder, 'forgekey'));
  const script = steps
    .map(({ command }) => command)
    .join(`\nprintf '${separator.replaceAll('\n', '\\n')}'\n`);
  const output = execFileSync('bash', ['--noprofile', '--norc', '-c', `exec 2>&1\n${script}\ntrue`], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  return output.split(separator);
}

const pages = [
  'packages/cli/README.md',
  'docs/cli.md',
  'docs/isolation.md',
  'docs/quick-start.md',
  'docs/debugging-403.md',
];

describe.each(pages)('%s', page => {
  const steps = stepsOf(page);
  let outputs: string[];
  beforeAll(() => {
    outputs = outputsOf(steps);
  }, 60_000);

  it.each(steps.map(({ command, expected }, index) => [command, expected, index] as const))(
    '$ %s',
    (_, expected, index) => {
      const pattern = expected
        .trimEnd()
        .split('…')
        .map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*?');
      expect(outputs[index]!.trimEnd()).toMatch(new RegExp(`^${pattern}$`, 's'));
    },
  );
});

describe('the exit codes of docs/cli.md', () => {
  it('are those of --help', () => {
    const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
    const inPage = Array.from(page.matchAll(/^\| (\d+)\b/gm), match => match[1]);
    const help = execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8' });
    const inHelp = Array.from(help.matchAll(/ {2}(\d) {2}/g), match => match[1]).sort();
    expect(inPage.filter(code => code!.length === 1)).toEqual(inHelp);
  });
});

describe('examples/tour.js', () => {
  it('mints, explains and verifies for two users, and shows that tampered credentials are refused', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(root, 'examples/tour.js')]);
    expect(stderr).toBe('');
    for (const text of ['── ann', '── bob']) expect(stdout).toContain(text);
    expect(stdout.match(/, verified: signed with/g)).toHaveLength(4);
    expect(stdout.match(/was not signed with the parent API key/g)).toHaveLength(2);
    expect(stdout.match(/The signature of the secured user token does not match/g)).toHaveLength(2);
    expect(stdout).not.toMatch(/sk-alg-/);
  });

  it('ends in silence when the reader has seen enough', () => {
    const command = `"${process.execPath}" "${join(root, 'examples/tour.js')}" | head -n 3`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect({ lines: stdout.split('\n').length - 1, stderr }).toEqual({ lines: 3, stderr: '' });
  });
});
