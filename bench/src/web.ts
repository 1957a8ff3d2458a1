// The same groups without Node: in workerd, and in a worker of Chromium.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { runInChromium } from '../../tests/consumers/src/run-in-chromium.ts';
import { textOf, withWorkerd } from '../../tests/consumers/src/with-workerd.ts';
import { type Effort, measure, type Timing } from './measure.ts';

interface WebResult {
  readonly runtime: string;
  readonly timings: readonly Timing[];
  readonly leftOut: readonly string[];
}

/** A worker's report about itself. */
export interface Contents {
  readonly groups: readonly { readonly name: string; readonly contenders: readonly string[] }[];
  readonly leftOut: readonly string[];
}

const TIMEOUT_SEC = 600;

export async function measureWeb(ours: string, effort: Effort): Promise<WebResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'forgekey-bench-'));
  try {
    return [await measureWorkerd(folder, ours, effort), await measureChromium(folder, ours, effort)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The clock of workerd stands still while it computes, so this process measures the time, with one request for each batch. */
async function measureWorkerd(folder: string, ours: string, effort: Effort): Promise<WebResult> {
  await bundle('workerd.ts', folder, ours, effort);
  return withWorkerd({ folder, bundle: 'workerd.js' }, async url => {
    const ask = (query: string): Promise<string> => textOf(`${url}?${query}`, TIMEOUT_SEC);
    const { groups, leftOut } = JSON.parse(await ask('contents')) as Contents;
    const timeRequest = async (query: string): Promise<number> => {
      const start = performance.now();
      await ask(query);
      return performance.now() - start;
    };
    const empty = await leastOf(20, () => timeRequest('empty'));
    const timings = await measure(
      groups,
      async (group, contender, count) =>
        Math.max(0.01, (await timeRequest(`group=${group}&contender=${contender}&count=${count}`)) - empty),
      // Long batches, so that the time of a request is negligible. Fewer of them are enough.
      { ...effort, rounds: Math.ceil(effort.rounds / 10), batchMs: effort.batchMs * 20 },
    );
    return { runtime: 'workerd', timings, leftOut };
  });
}

async function measureChromium(folder: string, ours: string, effort: Effort): Promise<WebResult> {
  await bundle('chromium-worker.ts', folder, ours, effort);
  await bundle('chromium-page.ts', folder, ours, effort);
  await writeFile(join(folder, 'index.html'), '<script type="module" src="/chromium-page.js"></script>');
  const { version, result } = await runInChromium<Omit<WebResult, 'runtime'>>({
    folder,
    evaluate: 'measureInWorker',
    timeoutSec: TIMEOUT_SEC,
  });
  return { runtime: `Chromium ${version}, in a worker`, ...result };
}

async function bundle(file: string, folder: string, ours: string, effort: Effort): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['worker', 'browser'],
    mainFields: ['module', 'main'],
    // Peers that need the API of Node are never loaded there.
    external: [
      'node:*',
      '@algolia/client-search/dist/builds/node.js',
      '@node-rs/jsonwebtoken',
      'fast-jwt',
      'jsonwebtoken',
    ],
    define: { OURS: JSON.stringify(ours), EFFORT: JSON.stringify(effort) },
    logLevel: 'error',
  });
}

async function leastOf(times: number, measureOnce: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time++) least = Math.min(least, await measureOnce());
  return least;
}
