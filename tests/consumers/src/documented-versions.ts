import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Check } from './check.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

/** The table of docs/runtimes.md names the versions that the tests run on. */
export const documentedVersions: Check = {
  name: 'docs/runtimes.md',
  async run() {
    const rows = read('../../../docs/runtimes.md').match(/^\|.*\|$/gm) ?? [];
    const missing = pinnedVersions().filter(
      version => !rows.some(row => row.split(/[ |]+/).includes(version)),
    );
    if (missing.length > 0) throw new Error(`its table does not name ${missing.join(', ')}`);
    return 'its table names the versions that are tested';
  },
};

function pinnedVersions(): string[] {
  const { dependencies, optionalDependencies } = JSON.parse(read('../../../tools/runtimes/package.json'));
  const extra = Object.values<string>(optionalDependencies).map(range =>
    range.slice(range.lastIndexOf('@') + 1),
  );
  const installed = ['deno', 'workerd'].map(
    name => JSON.parse(read(`../node_modules/${name}/package.json`)).version,
  );
  return [process.versions.node, dependencies.jest, ...extra, ...installed];
}
