import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ENTRIES = fileURLToPath(new URL('../entries/', import.meta.url));

/** Bundles the suites of an entry, and leaves the packages to be resolved from where the bundle lies. */
export async function bundleSuites(entry: string, outfile: string): Promise<void> {
  await bundle(`${ENTRIES}${entry}`, outfile, [
    '@forgekey/core',
    '@forgekey/core/bind',
    '@forgekey/node',
    '@forgekey/deno',
    '@forgekey/browser-verify',
  ]);
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
