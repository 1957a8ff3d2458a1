/** Gives packages/deno/deno.json, which JSR reads, the version that changesets wrote into package.json. */
import { readFile, writeFile } from 'node:fs/promises';

const folder = new URL('../packages/deno/', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
const file = new URL('deno.json', folder);
const text = await readFile(file, 'utf8');
const synchronized = text
  .replace(/("version": )"[^"]*"/, `$1"${version}"`)
  .replaceAll(/(npm:@forgekey\/core@)\^[^"/]*/g, `$1^${version}`);
if (synchronized !== text) await writeFile(file, synchronized);
