import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as core from '@forgekey/core';
import { describe, expect, it } from 'vitest';
import { markdownExamples, runExample } from '../../../packages/core/test/support/run-examples.ts';
import { runProcess } from '../../../tools/run-process.ts';
import { guides } from '../src/example-files.ts';

/** The folder where every package that an example imports is installed. */
const folder = fileURLToPath(new URL('..', import.meta.url));
const env = {
  ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8',
  ALGOLIA_SECRET_KEY: 'sk-alg-0123456789abcdef',
  ALGOLIA_KEY_ID: 'key-1',
};

describe.each(guides)('%s', page => {
  const examples = markdownExamples(readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8'));

  it.each(examples.filter(code => code.includes("'@forgekey/core'")))('keeps its word: %s', code => {
    const checks = runExample(code, core);
    expect(checks.length).toBeGreaterThan(0);
    for (const { source, actual, expected } of checks) expect(actual, source).toEqual(expected);
  });

  // An example with the emulator is a server that a reader starts and stops. Its types are checked.
  const programs = examples.filter(
    code => code.includes("'@forgekey/node'") && !code.includes("'@forgekey/emulator'"),
  );

  it.each(programs)('prints what it says: %s', async code => {
    const expected = Array.from(code.matchAll(/\/\/ prints (.*)$/gm), match => `${match[1]}\n`).join('');
    const args = ['--input-type=module', '-e', code];
    const { stdout } = await runProcess(process.execPath, args, { cwd: folder, env });
    expect(expected).not.toBe('');
    expect(stdout).toBe(expected);
  });
});
