import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../../../tools/run-process.ts';
import { bundleForWeb } from './bundle.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';
import { writeEveryImport } from './exports.ts';
import { denoProgram, extraRuntime, programOf } from './programs.ts';
import { leavesBrowserOut, runInChromium } from './run-in-chromium.ts';
import { textOf, withWorkerd } from './with-workerd.ts';

/** One project for each way to use the packages: each imports every export, and mints and verifies one credential. */
export function usualProjects(consumer: Consumer): Check[] {
  return [
    ...onNode('Node 24', process.execPath, consumer),
    {
      name: 'project: TypeScript, nodenext',
      run: () => typescript('ts-nodenext', ['main.js', 'main.cjs'], consumer),
    },
    { name: 'project: TypeScript, bundler', run: () => typescript('ts-bundler', ['main.js'], consumer) },
    { name: 'project: TypeScript, node10', run: () => typescript('ts-node10', ['main.js'], consumer) },
    {
      name: 'project: core without globals',
      run: () => lineOf(process.execPath, ['no-globals/main.mjs'], consumer),
    },
    { name: 'project: TypeScript, without the globals of a runtime', run: () => pinnedGlobals(consumer) },
    { name: 'project: Vite', run: () => vite(consumer) },
    { name: 'project: Deno', run: () => deno(consumer) },
    { name: 'project: workerd', run: () => workerd(consumer) },
  ];
}

export function extraProjects(consumer: Consumer): Check[] {
  const bun = extraRuntime('@oven/bun-linux-x64/bin/bun');
  return [
    ...onNode('Node 20', extraRuntime('node20/bin/node'), consumer),
    ...onNode('Node 22', extraRuntime('node22/bin/node'), consumer),
    ...onNode('Node 26', extraRuntime('node26/bin/node'), consumer),
    { name: 'project: Bun', run: () => lineOf(bun, ['run', 'bun/main.ts'], consumer) },
    { name: "project: Jest's jsdom", run: () => jest(consumer) },
  ];
}

function onNode(name: string, program: string, consumer: Consumer): Check[] {
  return [
    { name: `project: ${name}, import`, run: () => lineOf(program, ['node-esm/main.mjs'], consumer) },
    { name: `project: ${name}, require()`, run: () => lineOf(program, ['node-require/main.cjs'], consumer) },
  ];
}

async function lineOf(program: string, args: readonly string[], { folder }: Consumer): Promise<string> {
  const { stdout } = await runProcess(program, args, { cwd: folder });
  return stdout.trim();
}

function tsc(args: readonly string[], { folder }: Consumer): Promise<unknown> {
  return runProcess(process.execPath, [programOf('typescript', 'tsc'), ...args], { cwd: folder });
}

/** The same program in every mode of resolution. */
async function typescript(project: string, files: readonly string[], consumer: Consumer): Promise<string> {
  await cp(join(consumer.folder, 'ts-main.ts'), join(consumer.folder, project, 'main.ts'));
  await writeEveryImport(consumer, project);
  await tsc(['-p', project], consumer);
  const lines: string[] = [];
  for (const file of files) lines.push(await lineOf(process.execPath, [`${project}/dist/${file}`], consumer));
  return `every export type-checked, and run: ${lines.join(' | ')}`;
}

async function pinnedGlobals(consumer: Consumer): Promise<string> {
  await tsc(['-p', 'ts-pinned-globals'], consumer);
  await tsc(['-p', 'ts-pinned-globals/tsconfig.page.json'], consumer);
  return 'core needs ES2022 only, the packages for pages and Deno the web on top';
}

/** Jest and its environment are in tools/runtimes. Jest supports ES modules only with an experimental flag of Node. */
async function jest({ folder }: Consumer): Promise<string> {
  const config = {
    rootDir: join(folder, 'jest'),
    testMatch: ['**/*.test.mjs'],
    testEnvironment: extraRuntime('jest-environment-jsdom'),
    transform: {},
    cache: false,
  };
  const args = ['--experimental-vm-modules', '--no-warnings', extraRuntime('jest/bin/jest.js')];
  const options = ['--ci', '--runInBand', '--json', '--config', JSON.stringify(config)];
  const { stdout } = await runProcess(process.execPath, [...args, ...options], { cwd: folder });
  const { numPassedTests, numTotalTests } = JSON.parse(stdout);
  if (numPassedTests !== numTotalTests) throw new Error(`${numPassedTests} of ${numTotalTests} tests passed`);
  return `${numPassedTests} tests, in a page without TextEncoder`;
}

async function vite(consumer: Consumer): Promise<string> {
  const folder = join(consumer.folder, 'vite');
  await runProcess(process.execPath, [programOf('vite', 'vite'), 'build', '--logLevel', 'error'], {
    cwd: folder,
  });
  if (leavesBrowserOut) return 'built, not opened, because NO_BROWSER_TESTS=1';
  const { result } = await runInChromium<string>({
    folder: join(folder, 'dist'),
    evaluate: 'check',
    timeoutSec: 30,
  });
  return `built, and ${result}`;
}

async function deno(consumer: Consumer): Promise<string> {
  const program = denoProgram();
  const line = await lineOf(
    program,
    ['run', '--check', '--no-prompt', '--cached-only', 'deno/main.ts'],
    consumer,
  );
  return `${line}, type-checked, without any permission`;
}

async function workerd(consumer: Consumer): Promise<string> {
  const folder = join(consumer.folder, 'workerd');
  await bundleForWeb(join(folder, 'worker.ts'), join(folder, 'worker.js'));
  return withWorkerd({ folder, bundle: 'worker.js' }, url => textOf(url, 30));
}
