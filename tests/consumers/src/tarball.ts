import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { runProcess } from '../../../tools/run-process.ts';

/** The size limit of each tarball in KB: twice its size at the last review. A file that does not belong there exceeds it. */
const MAX_KB: Readonly<Record<string, number>> = {
  '@forgekey/core': 640,
  '@forgekey/node': 20,
  '@forgekey/browser-verify': 100,
  '@forgekey/deno': 20,
  '@forgekey/emulator': 240,
  forgekey: 180,
};
const REQUIRED = ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json'];
/** The files of a package. Any other file got in by accident. */
const expected =
  /^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json|mod\.ts|(?:src|dist)\/[\w./-]+\.(?:ts|js|js\.map))$/;

interface Manifest {
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: { readonly provenance?: boolean };
}

/** Looks at what is published, file by file. @returns its size, for the report. @throws Error that names what is wrong */
export async function checkTarball(name: string, tarball: string): Promise<string> {
  const { stdout } = await runProcess('tar', ['-tzf', tarball]);
  const files = stdout
    .trim()
    .split('\n')
    .map(file => file.replace(/^package\//, ''));
  const missing = REQUIRED.filter(file => !files.includes(file));
  if (missing.length > 0) throw new Error(`it does not contain ${missing.join(', ')}`);
  const stray = files.filter(file => !expected.test(file));
  if (stray.length > 0) throw new Error(`it contains ${stray.join(', ')}`);

  const manifest = JSON.parse(await textOf(tarball, 'package.json')) as Manifest;
  if (manifest.license !== 'MIT') throw new Error('its license is not MIT');
  if (manifest.publishConfig?.provenance !== true)
    throw new Error('it would be published without provenance');
  // With a range, npm uses a newer version that the project already has, instead of a second copy.
  const exact = Object.entries(manifest.dependencies ?? {}).filter(([, range]) => !/^\^\d/.test(range));
  if (exact.length > 0) throw new Error(`its dependency ${exact[0]!.join(' ')} is not a caret range`);

  for (const file of files.filter(file => file.endsWith('.map'))) await checkSourceMap(tarball, file, files);
  return checkSize(name, tarball);
}

/** The sources are files of the package; a copy of them in the map would double its size. */
async function checkSourceMap(tarball: string, file: string, files: readonly string[]): Promise<void> {
  const { sources, sourcesContent } = JSON.parse(await textOf(tarball, file));
  if (sourcesContent !== undefined) throw new Error(`${file} contains the sources`);
  const missing = sources.find((source: string) => !files.includes(posix.join(posix.dirname(file), source)));
  if (missing !== undefined) throw new Error(`${file} names ${missing}, which is not in the package`);
}

async function checkSize(name: string, tarball: string): Promise<string> {
  const kilobytes = Math.ceil((await stat(tarball)).size / 1024);
  const limit = MAX_KB[name];
  if (limit === undefined || kilobytes > limit)
    throw new Error(`it has ${kilobytes} KB; its limit is ${limit} KB`);
  return `${kilobytes} KB`;
}

async function textOf(tarball: string, file: string): Promise<string> {
  return (await runProcess('tar', ['-xzOf', tarball, `package/${file}`])).stdout;
}
