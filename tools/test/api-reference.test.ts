import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generateApiReference } from '../api-reference/generate.ts';
import { lintDocstrings } from '../api-reference/lint.ts';

const root = new URL('../../', import.meta.url);
const committed = fileURLToPath(new URL('docs/api', root));
const exportsFile = new URL('tests/consumers/projects/exports.json', root);

interface Entry {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

function pagesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map(file => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

describe('the docstrings', () => {
  it('describe every public name, in types that are public', async () => {
    await lintDocstrings();
  });
});

describe('docs/api', () => {
  it('is what the docstrings say; if not, run `npm run docs:api`', { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'forgekey-api-'));
    try {
      await generateApiReference(folder);
      const expected = pagesIn(folder);
      const found = pagesIn(committed);
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      expect(Object.keys(found).filter(page => found[page] !== expected[page])).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const entries = Object.entries<Entry>(JSON.parse(readFileSync(exportsFile, 'utf8')));
  it.each(entries)('has every public name of %s', (entry, { values, types }) => {
    const page = readFileSync(join(committed, `${entry.replaceAll('/', '.')}.md`), 'utf8');
    const headings = new Set(
      Array.from(page.replaceAll('\\', '').matchAll(/^### (\w+)/gm), ([, name]) => name),
    );
    expect([...values, ...types].filter(name => !headings.has(name))).toEqual([]);
  });
});
