import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The arrows of CONTRIBUTING.md: what the files of each folder of core may import from outside of it. */
const base = ['../errors.ts', '../lib/a.ts'];
const patterns = '../authorize/patterns.ts';
const arrows: Record<string, readonly string[]> = {
  lib: ['../errors.ts'],
  filters: base,
  'secured-api-key': base,
  'user-token': base,
  authorize: [...base, '../secured-api-key/a.ts', '../filters/a.ts'],
  lint: [...base, '../secured-api-key/a.ts', '../filters/a.ts', '../isolation/a.ts'],
  isolation: [...base, '../secured-api-key/a.ts', '../filters/a.ts', patterns],
  server: [...base, '../secured-api-key/a.ts', '../user-token/a.ts'],
};
const folders = Object.keys(arrows);
const targets = [
  ...['../errors.ts', '../index.ts', '../bind.ts', '../internal.ts', '@noble/hashes/sha2.js', 'node:crypto'],
  ...folders.map(folder => `../${folder}/a.ts`),
  patterns,
];

describe('the lint rule for the imports of core', () => {
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'forgekey-boundaries-'));
    await cp(join(root, 'biome.json'), join(project, 'biome.json'));
  });
  afterAll(() => rm(project, { recursive: true }));

  /** What biome lets a file of core import, of all targets. */
  async function allowed(file: string): Promise<string[]> {
    const path = join(project, 'packages/core/src', file);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, targets.map(target => `import '${target}';\n`).join(''));
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=github', path];
    const output = await promisify(execFile)(process.execPath, args, { cwd: project }).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
    const refused = Array.from(output.matchAll(/(?:noRestrictedImports|noNodejsModules),.*?,line=(\d+)/g));
    const lines = new Set(refused.map(([, line]) => Number(line)));
    return targets.filter((_, index) => !lines.has(index + 1));
  }

  it('knows every folder', async () => {
    const entries = await readdir(join(root, 'packages/core/src'), { withFileTypes: true });
    expect(entries.flatMap(entry => (entry.isDirectory() ? [entry.name] : [])).sort()).toEqual(
      folders.toSorted(),
    );
  });

  it.each(Object.entries(arrows))(
    'lets %s import what its arrows say, and nothing else',
    async (folder, arrow) => {
      const others = (await allowed(`${folder}/a.ts`)).filter(target => target !== `../${folder}/a.ts`);
      expect(others.sort()).toEqual(arrow.toSorted());
    },
  );

  it('lets the file of the seam, and no other, import @noble/hashes', async () => {
    expect(await allowed('lib/hmac.ts')).toEqual(['@noble/hashes/sha2.js']);
    const outside = await allowed('bind.ts');
    expect(outside).not.toContain('@noble/hashes/sha2.js');
    expect(outside).not.toContain('node:crypto');
  });
});
