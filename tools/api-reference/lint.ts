import { fileURLToPath } from 'node:url';
import { runProcess } from '../run-process.ts';
import { entryFiles } from './generate.ts';

const deno = fileURLToPath(new URL('../../packages/deno/node_modules/.bin/deno', import.meta.url));

/**
 * Checks that every public name has a docstring, and that every type in a public signature is public, too.
 *
 * @throws {Error} with the findings of `deno doc --lint`
 */
export async function lintDocstrings(): Promise<void> {
  await runProcess(deno, ['doc', '--lint', ...entryFiles]);
}
