import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { publishedPackages } from '../../../tools/published-packages.ts';

const ENTRIES = fileURLToPath(new URL('../entries/', import.meta.url));

/** Bundles the suites of an entry without the packages, which are resolved from the folder of the bundle. */
export async function bundleSuites(entry: string, outfile: string): Promise<void> {
  const external = publishedPackages.map(({ name }) => name);
  await bundle(`${ENTRIES}${entry}`, outfile, external);
}

/** Bundles a file with all that it imports, as for a page or for Cloudflare Workers without Node compatibility. */
export async function bundleForWeb(input: string, outfile: string): Promise<void> {
  await bundle(input, outfile, [], ['workerd', 'worker', 'browser']);
}

async function bundle(
  input: string,
  outfile: string,
  external: string[],
  conditions: string[] = [],
): Promise<void> {
  await build({
    entryPoints: [input],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    external,
    conditions,
    logLevel: 'error',
  });
}
