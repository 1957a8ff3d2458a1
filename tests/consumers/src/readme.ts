import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runProcess } from '../../../tools/run-process.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';

const README = new URL('../../../README.md', import.meta.url);
const MAX_LINES = 12;

/** Follows README.md: installs the packed files in a new project with its commands, and runs its first example. */
export function readmeCheck(consumer: Consumer): Check {
  return { name: 'README.md', run: () => follow(consumer) };
}

async function follow({ tarballs }: Consumer): Promise<string> {
  const text = await readFile(README, 'utf8');
  const install = firstBlock(text, 'sh').split('\n').slice(2).join('\n');
  const example = firstBlock(text, 'js');
  if (example.split('\n').length > MAX_LINES)
    throw new Error(`its first example has over ${MAX_LINES} lines`);

  const folder = await mkdtemp(join(tmpdir(), 'forgekey-readme-'));
  try {
    // Replaces the first two commands, which run `npm run pack` in a checkout.
    await mkdir(join(folder, 'forgekey'));
    const [tarball] = tarballs.values();
    await symlink(dirname(tarball!), join(folder, 'forgekey/packed'));
    await runProcess('sh', ['-ec', install], { cwd: folder, timeoutSec: 300 });
    const cwd = join(folder, 'my-project');
    await writeFile(join(cwd, 'example.mjs'), example);
    const env = { ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8' };
    const { stdout } = await runProcess('node', ['example.mjs'], { cwd, env });
    const expected = Array.from(example.matchAll(/\/\/ prints (.*)$/gm), match => `${match[1]}\n`).join('');
    if (stdout !== expected) throw new Error(`its first example printed\n${stdout}`);
    return 'its first example prints what it says, in a project made by its commands';
  } finally {
    await rm(folder, { recursive: true });
  }
}

function firstBlock(text: string, language: string): string {
  const [, block] = new RegExp(`^\`\`\`${language}\n(.*?)\n\`\`\`$`, 'ms').exec(text) ?? [];
  if (block === undefined) throw new Error(`it has no example in ${language}`);
  return block;
}
