import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishedPackages } from '../published-packages.ts';

const root = new URL('../../', import.meta.url);
const repository = /^https:\/\/github\.com\/forgekey\/forgekey\/(?:blob|tree)\/main\//;
const pages = globSync('{*,docs/**/*,packages/*/*,apps/*/*}.md', { cwd: root, exclude: ['**/CHANGELOG.md'] });
const links = pages.flatMap(page => {
  const text = readFileSync(new URL(page, root), 'utf8').replaceAll(/^```.*?^```$/gms, '');
  return Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => ({ page, link: link! }));
});

/** Written ones, and those that GitHub makes of headings: a repeated heading gets a number. */
function anchorsOf(page: URL): string[] {
  const text = readFileSync(page, 'utf8');
  const written = Array.from(text.matchAll(/<a id="([^"]+)">/g), ([, id]) => id!);
  const counts = new Map<string, number>();
  const ofHeadings = Array.from(text.matchAll(/^#+ (.*)$/gm), ([, title]) => {
    const anchor = title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return [...written, ...ofHeadings];
}

describe('the pages', () => {
  const ours = links.filter(({ link }) => repository.test(link) || !/^https?:/.test(link));
  it.each(ours)('$page links to something that is there: $link', ({ page, link }) => {
    const base = repository.test(link) ? root : new URL(page, root);
    const target = new URL(link.replace(repository, '') || '.', base);
    const file = new URL(target.pathname, root);
    expect(existsSync(file)).toBe(true);
    if (target.hash !== '') expect(anchorsOf(file)).toContain(target.hash.slice(1));
  });

  it('that are published have no link that needs the repository around it', () => {
    const published = new Set(publishedPackages.map(({ folder }) => `packages/${folder}/README.md`));
    const relative = links.filter(({ page, link }) => published.has(page) && !/^https:|^#/.test(link));
    expect(relative).toEqual([]);
  });
});
