// Measures forgekey and its peers in one run of one process. Compare the ratios of a run, never two runs.
//   npm run bench                         on this Node
//   deno run -A bench/src/run.ts          on Deno; bun bench/src/run.ts on Bun
//   npm run bench -- --baseline DIR       also against another built checkout of this repository
//   npm run bench -- --quick              fewer rounds
//   npm run bench -- --web                in workerd and in a worker of Chromium
//   npm run bench -- --group "one key"    one group
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Effort, measure, runBatch } from './measure.ts';
import { loadPeers } from './peers.ts';
import { tableOf } from './report.ts';
import { groupsOf, type Library, namesOf } from './suite.ts';

const OURS = 'forgekey';
const { values: flags } = parseArgs({
  options: {
    baseline: { type: 'string' },
    group: { type: 'string' },
    quick: { type: 'boolean', default: false },
    web: { type: 'boolean', default: false },
  },
});
// Many batches, each shorter than a time slice: another process interrupts few of them, so it does not affect the median.
const effort: Effort = { rounds: flags.quick ? 41 : 201, batchMs: 1, warmUpMs: 200 };

if (flags.web) {
  const { measureWeb } = await import('./web.ts');
  for (const { runtime, timings, leftOut } of await measureWeb(OURS, effort)) {
    print(runtime, tableOf(timings, OURS), leftOut);
  }
} else {
  const isDeno = 'Deno' in globalThis;
  const libraries: Record<string, Library> = {
    [OURS]: isDeno ? await import('@forgekey/core') : await import('@forgekey/node'),
  };
  if (flags.baseline !== undefined) {
    const entry = `packages/${isDeno ? 'core' : 'node'}/dist/index.js`;
    libraries.baseline = await import(`${pathToFileURL(`${flags.baseline}/`)}${entry}`);
  }
  const peers = await loadPeers(true);
  const groups = groupsOf(libraries, peers).filter(({ name }) => (flags.group ?? name) === name);
  const timings = await measure(
    namesOf(groups),
    (group, contender, count) => runBatch(groups[group]!.contenders[contender]!, count),
    effort,
  );
  print(runtimeName(), tableOf(timings, OURS), peers.leftOut);
}

function runtimeName(): string {
  const { deno, bun, node } = process.versions as Record<string, string | undefined>;
  return deno ? `Deno ${deno}` : bun ? `Bun ${bun}` : `Node ${node}`;
}

function print(runtime: string, table: string, leftOut: readonly string[]): void {
  const absent = leftOut.map(reason => `\nLeft out: ${reason}`).join('');
  console.log(`\n## ${runtime}\n\n${table}\n${absent}`);
}
