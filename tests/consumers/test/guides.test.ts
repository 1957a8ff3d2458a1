import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as core from '@forgekey/core';
import { describe, expect, it } from 'vitest';
import { markdownExamples, runExample } from '../../../packages/core/test/support/run-examples.ts';
import { runProcess } from '../../../tools/run-process.ts';
import { guides } from '../src/example-files.ts';
import { freePort, withServer } from '../src/with-server.ts';

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

  // An example with the emulator is a server that a reader starts and stops: see below.
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

describe('docs/expiring-keys.md', () => {
  /** Here the emulator is installed as well. */
  const cwd = fileURLToPath(new URL('../../../apps/playground', import.meta.url));

  it('has a server and a page that show how a key is renewed', { timeout: 60_000 }, async () => {
    const page = readFileSync(new URL('../../../docs/expiring-keys.md', import.meta.url), 'utf8');
    const ports = { 3000: await freePort(), 3177: await freePort() };
    const [server, script] = ["'@forgekey/emulator'", 'clearCache'].map(part =>
      markdownExamples(page)
        .find(code => code.includes(part))!
        .replaceAll(/\b(3000|3177)\b/g, port => String(ports[port as '3000']))
        .replace('expiresInSec: 6', 'expiresInSec: 2'),
    );
    // In place of the page: it prints the lines that the script appends, and ends after some of them.
    const browser = `let lines = 0;
      globalThis.document = { querySelector: () => ({ append(line) {
        process.stdout.write(line);
        lines += 1;
        if (lines === 5) process.exit();
      } }) };`;
    const program = { command: process.execPath, args: ['--input-type=module', '-e', server!], cwd };
    await withServer(program, `http://localhost:${ports[3000]}`, async () => {
      const args = ['--input-type=module', '-e', `${browser}\n${script}`];
      const { stdout } = await runProcess(process.execPath, args, { cwd });
      const lines = stdout.trim().split('\n');
      expect(lines).toHaveLength(5);
      for (const line of lines) expect(line).toMatch(/^found 1 record, key expires at \d{4}-/);
      expect(new Set(lines).size).toBeGreaterThan(2);
    });
  });
});
