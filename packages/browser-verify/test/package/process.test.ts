import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { keyFor } from '../credential-source/support.ts';

const folder: string = new URL('../..', import.meta.url).pathname;

/** Runs `script` as a module of its own process, over the built package; rejects where it does not end by itself. */
async function run(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    timeout: 20_000,
  });
  return stdout;
}

test('a process ends although the key that it has used will be renewed', async () => {
  const script = `
    import { createCredentialSource } from '@forgekey/browser-verify';
    const source = createCredentialSource({ load: () => ${JSON.stringify(keyFor(900))} });
    await source.get();
    console.log(source.state.status);
  `;
  expect(await run(script)).toBe('ready\n');
});

test('a process ends although it listens to other tabs, as a server that renders a page does', async () => {
  const script = `
    import { acrossTabs } from '@forgekey/browser-verify/across-tabs';
    // Node 20 has no locks.
    if (!navigator.locks) Object.defineProperty(navigator, 'locks', { value: {} });
    acrossTabs({ name: 'search-key', identity: 'user-1' });
    console.log('made');
  `;
  expect(await run(script)).toBe('made\n');
});

test('a process survives a listener that throws, and one that rejects', async () => {
  const script = `
    import { createCredentialSource } from '@forgekey/browser-verify';
    const source = createCredentialSource({ load: () => ${JSON.stringify(keyFor(900))} });
    source.subscribe(() => { throw new Error('from a listener'); });
    source.subscribe(async () => { throw new Error('from a listener'); });
    await source.get();
    setTimeout(() => console.log('alive'), 50);
  `;
  expect(await run(script)).toBe('alive\n');
});

test('a process does not end while a caller waits for a load to be repeated', async () => {
  const script = `
    import { createCredentialSource } from '@forgekey/browser-verify';
    let loads = 0;
    const source = createCredentialSource({
      load: () => (loads++ ? ${JSON.stringify(keyFor(900))} : Promise.reject(new Error('down'))),
    });
    await source.get();
    console.log(loads);
  `;
  expect(await run(script)).toBe('2\n');
});
