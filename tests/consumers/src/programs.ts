import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../../../tools/run-process.ts';

const DEPENDENCIES = fileURLToPath(new URL('../node_modules/', import.meta.url));
const RUNTIMES = fileURLToPath(new URL('../../../tools/runtimes/node_modules/', import.meta.url));

/** A program of a development dependency: the file that its package.json names, without a shell script around it. */
export function programOf(packageName: string, program: string): string {
  const folder = join(DEPENDENCIES, packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[program]);
}

/** Deno itself, not the script of its package that starts it: stopping the script would not stop Deno. */
export function denoProgram(): string {
  return join(DEPENDENCIES, 'deno', process.platform === 'win32' ? 'deno.exe' : 'deno');
}

/** A runtime that only `npm run test:runtimes` needs, from tools/runtimes. */
export function extraRuntime(path: string): string {
  return join(RUNTIMES, path);
}

/**
 * The version of a runtime, which proves that it starts.
 *
 * @throws Error that names what the machine lacks
 */
export async function versionOf(program: string): Promise<string> {
  if (program.startsWith('/') && !existsSync(program)) {
    throw new Error(`it is not installed for ${process.platform} ${process.arch}: ${missing(program)}`);
  }
  try {
    const { stdout } = await runProcess(program, ['--version'], { timeoutSec: 30 });
    return stdout.trim().split('\n')[0]!.replace(/^v/, '');
  } catch (error) {
    throw new Error(`it does not start on this machine. ${hintFor(String(error))}`);
  }
}

function missing(program: string): string {
  return program.startsWith(RUNTIMES)
    ? 'run `npm ci --ignore-scripts` in tools/runtimes (its packages are for Linux x64)'
    : `${program} does not exist`;
}

function hintFor(message: string): string {
  const library = /(lib[\w.+-]+\.so[.\d]*): cannot open shared object file/.exec(message)?.[1];
  if (library === undefined) return message;
  const debian = library.startsWith('libatomic') ? ' (Debian, Ubuntu: `apt-get install libatomic1`)' : '';
  return `It lacks ${library}${debian}.`;
}
