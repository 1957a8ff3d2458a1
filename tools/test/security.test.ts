import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('SECURITY.md', root), 'utf8');
const named = Array.from(page.matchAll(/\[([^\]]+)\]\((\S+\.ts)\)/g), ([, name, file]) => ({
  name: name!,
  file: file!,
}));

describe('SECURITY.md', () => {
  it.each(named)('names a test that exists: $name', ({ name, file }) => {
    const code = readFileSync(new URL(file, root), 'utf8');
    const titles = Array.from(code.matchAll(/(?<=[(\s])(['"`])(.*?)\1(?=[,)])/g), ([, , title]) => title);
    expect(titles).toContain(name);
  });

  it('names a test for every claim of its tables of guarantees', () => {
    const guarantees = page.split('## What forgekey guarantees')[1]!.split('\n## ')[0]!;
    const rows = guarantees.match(/^\| (?!claim).* \|$/gm)!;
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(row => !/\]\(packages\/\S+\.ts\) \|$/.test(row))).toEqual([]);
  });
});
