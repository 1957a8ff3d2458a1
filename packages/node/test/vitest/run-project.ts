import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = fileURLToPath(new URL('../..', import.meta.url));
const vitestFolder = dirname(createRequire(import.meta.url).resolve('vitest/package.json'));

export interface ProjectRun {
  readonly exitCode: number | null;
  /** Both streams, without colours. */
  readonly output: string;
}

/** Runs Vitest in a project of these files, which has installed the built package. */
export async function runProject(files: Readonly<Record<string, string>>): Promise<ProjectRun> {
  const folder = await mkdtemp(join(tmpdir(), 'forgekey-vitest-'));
  try {
    const installed = join(folder, 'node_modules', '@forgekey');
    await mkdir(installed, { recursive: true });
    await symlink(vitestFolder, join(folder, 'node_modules', 'vitest'));
    await symlink(join(packageFolder, 'node_modules', '@forgekey', 'core'), join(installed, 'core'));
    // A copy, not a link: a package among the dependencies is loaded otherwise than one of the project.
    for (const part of ['package.json', 'dist']) {
      await cp(join(packageFolder, part), join(installed, 'node', part), { recursive: true });
    }
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await runVitest(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runVitest(cwd: string): Promise<ProjectRun> {
  const child = spawn(process.execPath, [join(vitestFolder, 'vitest.mjs'), 'run'], {
    cwd,
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exitCode = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { exitCode, output };
}
