import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../.github/workflows/', import.meta.url);
const files = readdirSync(folder).map(file => [file, readFileSync(new URL(file, folder), 'utf8')] as const);

describe('a workflow', () => {
  it.each(files)('%s pins each action to a commit, and names its version', (_, text) => {
    const actions = Array.from(text.matchAll(/\buses:\s*(.+)/g), ([, action]) => action!);
    expect(actions.length).toBeGreaterThan(0);
    const isPinned = /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    expect(actions.filter(action => !isPinned.test(action))).toEqual([]);
  });

  it.each(files)('%s gives no permission that it does not name', (_, text) => {
    expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read\n\n)/m);
  });
});
