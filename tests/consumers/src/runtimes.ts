import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../../../tools/run-process.ts';
import type { Report } from '../entries/report.ts';
import { bundleForWeb, bundleSuites } from './bundle.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';
import { denoProgram, extraRuntime, programOf, versionOf } from './programs.ts';
import { reportLine } from './report-line.ts';
import { leavesBrowserOut, runInChromium } from './run-in-chromium.ts';
import { textOf, withWorkerd } from './with-workerd.ts';

const SUITES_TIMEOUT_SEC = 120;

/** The runtimes that every clone has. */
export function usualRuntimes(consumer: Consumer): Check[] {
  return [
    node('Node 24', process.execPath, consumer),
    { name: 'Deno', run: () => onDeno(consumer) },
    { name: 'workerd, without its Node compatibility', run: () => onWorkerd(consumer) },
    { name: 'Chromium', run: () => onChromium(consumer) },
  ];
}

/** The runtimes with large downloads. */
export function extraRuntimes(consumer: Consumer): Check[] {
  return [
    node('Node 20', extraRuntime('node20/bin/node'), consumer),
    node('Node 22', extraRuntime('node22/bin/node'), consumer),
    node('Node 26', extraRuntime('node26/bin/node'), consumer),
    node('Bun', extraRuntime('@oven/bun-linux-x64/bin/bun'), consumer),
  ];
}

/** The suites for Node and Bun, bundled once. */
export async function bundleForNode(consumer: Consumer): Promise<void> {
  await bundleSuites('node.ts', join(consumer.folder, 'suites-node.js'));
}

function node(name: string, program: string, consumer: Consumer): Check {
  const run = async (): Promise<string> => {
    const version = await versionOf(program);
    return `${version}, ${await suitesLine(program, ['suites-node.js'], consumer)}`;
  };
  return { name, run };
}

async function suitesLine(program: string, args: readonly string[], { folder }: Consumer): Promise<string> {
  const { stdout } = await runProcess(program, args, { cwd: folder, timeoutSec: SUITES_TIMEOUT_SEC });
  return reportLine(JSON.parse(stdout) as Report);
}

async function onDeno(consumer: Consumer): Promise<string> {
  const deno = denoProgram();
  await bundleSuites('deno.ts', join(consumer.folder, 'suites-deno.js'));
  const version = await versionOf(deno);
  // Without any permission: minting and verifying need none.
  return `${version.replace(/^deno /, '')}, ${await suitesLine(deno, ['run', '--no-prompt', '--cached-only', 'suites-deno.js'], consumer)}`;
}

async function onWorkerd({ folder }: Consumer): Promise<string> {
  const version = await versionOf(programOf('workerd', 'workerd'));
  const bundle = 'suites-workerd.js';
  await bundleFrom(folder, 'workerd.ts', join(folder, bundle));
  const answer = await withWorkerd({ folder, bundle }, url => textOf(url, SUITES_TIMEOUT_SEC));
  return `${version.replace(/^workerd /, '')}, ${reportLine(JSON.parse(answer) as Report)}`;
}

async function onChromium(consumer: Consumer): Promise<string> {
  if (leavesBrowserOut) return 'left out, because NO_BROWSER_TESTS=1';
  const folder = join(consumer.folder, 'page');
  await mkdir(folder);
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><script type="module" src="/page.js"></script>',
  );
  await bundleFrom(consumer.folder, 'page.ts', join(folder, 'page.js'));
  await bundleFrom(consumer.folder, 'page-worker.ts', join(folder, 'worker.js'));
  const { version, result } = await runInChromium<Report>({
    folder,
    evaluate: 'report',
    timeoutSec: SUITES_TIMEOUT_SEC,
  });
  return `${version}, ${reportLine(result)}`;
}

/** Bundles in two steps: first the suites of the repository, then the packages from the folder where the consumer installed them. */
async function bundleFrom(folder: string, name: string, outfile: string): Promise<void> {
  const withoutPackages = join(folder, `suites-${name}.js`);
  await bundleSuites(name, withoutPackages);
  await bundleForWeb(withoutPackages, outfile);
}
