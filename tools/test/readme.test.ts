import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const [example = ''] = Array.from(readme.matchAll(/^```js\n(.*?)^```$/gms), match => match[1]!);

describe('README.md', () => {
  it('begins with an example of at most 12 lines, which prints what it says', async () => {
    expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
    const expected = Array.from(example.matchAll(/\/\/ prints (.*)$/gm), match => `${match[1]}\n`).join('');
    // The folder of the package is where its own name resolves to its built entry.
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', example], {
      cwd: fileURLToPath(new URL('packages/node/', root)),
      env: { PATH: process.env.PATH, ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8' },
    });
    expect(stdout).toBe(expected);
  });
});
