import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from '../../../tools/pack.ts';
import { runProcess } from '../../../tools/run-process.ts';

/** A project outside the repository with the packed packages: the node_modules of the repository would hide a missing dependency. */
export interface Consumer {
  readonly folder: string;
  /** The path of each package's tarball, by the package's name. */
  readonly tarballs: ReadonlyMap<string, string>;
  remove(): Promise<void>;
}

const require = createRequire(import.meta.url);
const PROJECTS = fileURLToPath(new URL('../projects', import.meta.url));

export async function createConsumer(): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), 'forgekey-consumer-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const tarballs = await pack(join(folder, 'tarballs'));
    const dependencies = Object.fromEntries(Array.from(tarballs, ([name, path]) => [name, `file:${path}`]));
    const devDependencies = Object.fromEntries(
      ['@types/node', '@types/react', 'react'].map(name => [name, require(`${name}/package.json`).version]),
    );
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies, devDependencies }),
    );
    await cp(PROJECTS, folder, { recursive: true });
    const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await runProcess('npm', ['install', ...options], { cwd: folder, timeoutSec: 300 });
    return { folder, tarballs, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
