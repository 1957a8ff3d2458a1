/**
 * Packs every package that is published, as `pnpm publish` would: the tests of what users get run on these files.
 * The packages have to be built.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { runProcess } from './run-process.ts';

/** The packages that are published, by the name of their folder. */
export const publishedPackages: Readonly<Record<string, string>> = {
  core: '@forgekey/core',
  node: '@forgekey/node',
  deno: '@forgekey/deno',
  'browser-verify': '@forgekey/browser-verify',
  cli: 'forgekey',
};

/** @returns the path of each package's tarball, by the package's name */
export async function pack(destination: string): Promise<Map<string, string>> {
  const filters = Object.values(publishedPackages).flatMap(name => ['--filter', name]);
  const pnpm = ['-y', packageJson.packageManager, '--recursive', ...filters];
  await runProcess('npx', [...pnpm, 'pack', '--pack-destination', destination], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  });
  const files = await readdir(destination);
  return new Map(
    Object.values(publishedPackages).map(name => {
      const beginning = `${name.replace('@', '').replace('/', '-')}-`;
      const file = files.find(
        candidate =>
          candidate.startsWith(beginning) &&
          /-\d+\.\d+\.\d+.*\.tgz$/.test(candidate.slice(beginning.length - 1)),
      );
      if (file === undefined) throw new Error(`no tarball of ${name} was written`);
      return [name, join(destination, file)];
    }),
  );
}
