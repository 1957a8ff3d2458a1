import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedPackages } from '../../../tools/published-packages.ts';
import type { Consumer } from './consumer.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const INSTALLED = fileURLToPath(new URL('../node_modules/', import.meta.url));
/** The modules that examples import besides our packages, and their types. */
const OTHERS = ['algoliasearch', 'express', '@types/express', 'fastify', 'hono'];

export const RUNTIMES_PAGE = 'docs/runtimes.md';
export const guides: readonly string[] = [
  'docs/quick-start.md',
  'docs/migrating.md',
  'docs/back-ends.md',
  'docs/multi-tenant.md',
  'docs/expiring-keys.md',
  'docs/rotation.md',
  'docs/debugging-403.md',
];
const PAGES: readonly string[] = [
  'README.md',
  'docs/errors.md',
  RUNTIMES_PAGE,
  ...guides,
  ...publishedPackages.map(({ folder }) => `packages/${folder}/README.md`),
];

/** The platform that declares the globals of an example: Node, Deno, or only the web. */
export type Platform = 'node' | 'deno' | 'web';

export interface Example {
  readonly page: string;
  /** The heading above it. */
  readonly heading: string;
  readonly code: string;
  readonly platform: Platform;
  /** The path of its file. */
  readonly file: string;
}

/** Writes each JavaScript and TypeScript example of the pages to a file, in a folder where the frameworks are installed. */
export async function writeExamples({ folder }: Consumer): Promise<Example[]> {
  for (const name of OTHERS) {
    const link = join(folder, 'docs', 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(INSTALLED, name), link);
  }
  const examples: Example[] = [];
  for (const page of PAGES) {
    let heading = '';
    const text = await readFile(join(ROOT, page), 'utf8');
    // Match a fence as a whole, so that a comment in a shell script does not look like a heading.
    for (const [, title, language, code] of text.matchAll(/^#+ (.*)$|^```(\w+)\n([\s\S]*?)^```$/gm)) {
      heading = title ?? heading;
      if (code === undefined || (language !== 'js' && language !== 'ts')) continue;
      const platform = platformOf(code);
      const name = `${page} ${heading}`.replaceAll(/\W+/g, '-').toLowerCase();
      const file = join(folder, 'docs', platform, `${name}-${examples.length}.${language}`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, code);
      examples.push({ page, heading, code, platform, file });
    }
  }
  return examples;
}

function platformOf(code: string): Platform {
  if (code.includes("'@forgekey/deno'")) return 'deno';
  return code.includes("'@forgekey/node'") ? 'node' : 'web';
}
