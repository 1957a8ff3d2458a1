import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('can be loaded by require(), with no warning', () => {
  const code = "process.stdout.write(typeof require('@forgekey/node').generateSecuredApiKey)";
  const output = execFileSync(process.execPath, ['--throw-deprecation', '-e', code], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
  });
  expect(output).toBe('function');
});
