import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishedPackages } from '../published-packages.ts';

const REPOSITORY = 'https://github.com/forgekey/forgekey';
const names = publishedPackages.map(({ name }) => name);

describe('the published packages', () => {
  it('are these six', () => {
    expect(names.toSorted()).toEqual([
      '@forgekey/browser-verify',
      '@forgekey/core',
      '@forgekey/deno',
      '@forgekey/emulator',
      '@forgekey/node',
      'forgekey',
    ]);
  });

  it('share one version, which changesets holds', () => {
    const { fixed } = JSON.parse(
      readFileSync(new URL('../../.changeset/config.json', import.meta.url), 'utf8'),
    );
    expect(fixed.map((group: string[]) => group.toSorted())).toEqual([names.toSorted()]);
    expect(new Set(publishedPackages.map(({ packageJson }) => packageJson.version)).size).toBe(1);
  });

  it.each(publishedPackages)('$name has the licence of the repository, for every packer', ({ folder }) => {
    const licence = (path: string): string =>
      readFileSync(new URL(`../../${path}LICENSE`, import.meta.url), 'utf8');
    expect(licence(`packages/${folder}/`)).toBe(licence(''));
  });

  it('JSR gets the licence and the changes, too', () => {
    const { publish } = JSON.parse(
      readFileSync(new URL('../../packages/deno/deno.json', import.meta.url), 'utf8'),
    );
    expect(publish.include).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'src']));
  });

  it.each(publishedPackages)(
    '$name says where its source is and where to report',
    ({ folder, packageJson }) => {
      expect(packageJson).toMatchObject({
        license: 'MIT',
        homepage: `${REPOSITORY}/tree/main/packages/${folder}#readme`,
        repository: { type: 'git', url: `git+${REPOSITORY}.git`, directory: `packages/${folder}` },
        bugs: `${REPOSITORY}/issues`,
        keywords: expect.arrayContaining(['algolia', 'secured-api-key', 'user-token']),
      });
    },
  );
});
