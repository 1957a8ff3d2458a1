import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${folder}README.md`, 'utf8');
const examples = Array.from(readme.matchAll(/^```js\n(.*?)^```$/gms), match => match[1]!);

const env = {
  PATH: process.env.PATH,
  ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8',
  ALGOLIA_SECRET_KEY: 'sk-alg-0123456789abcdef',
  ALGOLIA_KEY_ID: 'key-1',
};

describe('README.md', () => {
  it('has an example of at most 12 lines on the first screen', () => {
    expect(examples[0]!.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
  });

  // The folder of the package is where its own name resolves to its built entry.
  it.each(examples)('example %# prints what it says', async code => {
    const expected = Array.from(code.matchAll(/\/\/ prints (.*)$/gm), match => `${match[1]}\n`).join('');
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
      env,
    });
    expect(stdout).toBe(expected);
  });
});
