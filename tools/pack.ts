/**
 * Packs every published package, as `pnpm publish` would. The tests of the published packages run on these files.
 * Build the packages first.
 *
 *   node tools/pack.ts   packs them into packed/
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import root from '../package.json' with { type: 'json' };
import { publishedPackages } from './published-packages.ts';
import { runProcess } from './run-process.ts';

const ROOT: string = fileURLToPath(new URL('..', import.meta.url));

if (import.meta.main) {
  const folder = join(ROOT, 'packed');
  await rm(folder, { recursive: true, force: true });
  for (const file of (await pack(folder)).values()) console.log(file);
}

/** @returns the path of each package's tarball, by the package's name */
export async function pack(destination: string): Promise<Map<string, string>> {
  const filters = publishedPackages.flatMap(({ name }) => ['--filter', name]);
  const pnpm = ['-y', root.packageManager, '--recursive', ...filters];
  await runProcess('npx', [...pnpm, 'pack', '--pack-destination', destination], {
    cwd: ROOT,
  });
  return new Map(
    publishedPackages.map(({ name, packageJson: { version } }) => {
      const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
      return [name, join(destination, file)];
    }),
  );
}
