import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../docs/decisions/', import.meta.url);
const index = readFileSync(new URL('README.md', folder), 'utf8');
const files = readdirSync(folder).filter(file => file !== 'README.md');

describe('docs/decisions/README.md', () => {
  it.each(files)('has a row with the date and the title of %s', file => {
    const [title] = /(?<=^# ).*$/m.exec(readFileSync(new URL(file, folder), 'utf8'))!;
    expect(index).toContain(`| ${file.slice(0, 10)} | [${title}](${file}) |`);
  });
});
