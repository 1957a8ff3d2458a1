import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(join(root, 'docs/emulator.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'forgekey-guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a reader has installed. */
function link(name: string, target: string): void {
  mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
  symlinkSync(target, join(folder, 'node_modules', name));
}
for (const name of ['emulator', 'node']) link(`@forgekey/${name}`, join(root, 'packages', name));
link('algoliasearch', join(root, 'packages/emulator/node_modules/algoliasearch'));
link('vitest', join(root, 'node_modules/vitest'));
link('.bin/forgekey', join(root, 'packages/cli/dist/main.js'));
mkdirSync(join(folder, 'seed'));
writeFileSync(join(folder, 'seed/docs.json'), '[{"objectID":"1","tenant":"acme"}]');

/** The examples of this name, in the order of the page. */
function examplesOf(name: string): string[] {
  const blocks = Array.from(page.matchAll(/^```(?:js|yaml)\n(?:\/\/|#) (\S+)\n(.*?)^```$/gms));
  return blocks.flatMap(([, found, code]) => (found === name ? [code!] : []));
}

function save(name: string, example = 0): void {
  const code = examplesOf(name)[example];
  expect(code, name).toBeDefined();
  writeFileSync(join(folder, name), code!);
}

// Not what this process was started with: the command of the page decides, and vitest's variables would change its tests.
const env = {
  PATH: `${join(folder, 'node_modules/.bin')}:${dirname(process.execPath)}:${process.env.PATH}`,
  ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8',
  NO_COLOR: '1',
};

function run(command: string): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    execFile('sh', ['-c', command], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

describe('docs/emulator.md', () => {
  it('has an access test that fails, and passes with the corrected key', async () => {
    save('keys.mjs', 0);
    save('access.test.mjs');
    const failed = await run('node --test access.test.mjs');
    expect(failed.code).toBe(1);
    expect(failed.output).toContain("'1',");
    save('keys.mjs', 1);
    expect(await run('node --test access.test.mjs')).toMatchObject({ code: 0 });
  });

  it('shows why a request was answered as it was', async () => {
    save('why.mjs');
    const [code] = examplesOf('why.mjs');
    const promised = Array.from(code!.matchAll(/\/\/ prints (.*)$/gm), match => match[1]);
    const { output } = await run('node why.mjs');
    expect(output.trim().split('\n')).toEqual(promised);
  });

  it('has a recipe for vitest', async () => {
    save('products.test.js');
    const { code, output } = await run('node node_modules/vitest/vitest.mjs run products.test.js');
    expect(code, output).toBe(0);
    expect(output).toMatch(/Tests +1 passed/);
  });

  it('has a recipe for Playwright, whose server answers at its address', async () => {
    save('playwright.config.mjs');
    const { default: config } = await import(pathToFileURL(join(folder, 'playwright.config.mjs')).href);
    const { command, url, env: own } = config.webServer;
    // The command, on a port that no one else has.
    const child = spawn(
      'sh',
      ['-c', command.replace('npx forgekey', 'exec node_modules/.bin/forgekey').replace('3177', '3191')],
      {
        cwd: folder,
        env: { ...env, ...own },
      },
    );
    const status = () =>
      fetch(url.replace('3177', '3191')).then(
        answer => answer.status,
        () => 0,
      );
    await expect.poll(status).toBe(200);
    child.kill();
    await new Promise(resolve => child.once('exit', resolve));
  });

  it('has a client for a page, in a test and not', async () => {
    save('client.mjs');
    const { createClient } = await import(pathToFileURL(join(folder, 'client.mjs')).href);
    const hostsOf = (isTest: boolean) => createClient('APP', 'key', isTest).transporter.hosts[0].url;
    expect([hostsOf(true), hostsOf(false)]).toEqual(['localhost', 'APP-dsn.algolia.net']);
  });

  it('has a recipe for CI', async () => {
    const [workflow] = examplesOf('.github/workflows/test.yml');
    const command = /run: npx (forgekey .*)$/m.exec(workflow!)![1]!;
    save('keys.mjs', 1);
    save('access.test.mjs');
    expect(await run(command)).toMatchObject({ code: 0 });
    save('keys.mjs', 0);
    expect((await run(command)).code).toBe(1);
  });

  it('runs every example', () => {
    const tested = [
      'keys.mjs',
      'access.test.mjs',
      'why.mjs',
      'products.test.js',
      'playwright.config.mjs',
      'client.mjs',
      '.github/workflows/test.yml',
    ];
    const blocks = page.match(/^```(?:js|yaml)$/gm)!.length;
    expect(tested.flatMap(examplesOf)).toHaveLength(blocks);
  });
});
