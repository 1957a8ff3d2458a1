import { parseArgs } from 'node:util';
import { randomNumbers } from '../../../packages/core/test/support/random-numbers.ts';
import { Campaign, type Failure } from './campaign.ts';
import { readCorpus, writeCorpus } from './corpus.ts';
import { Coverage } from './coverage.ts';
import { execute } from './execute.ts';
import { minimize } from './minimize.ts';
import { failureText, progressLine, summaryTable } from './report.ts';
import type { Target } from './target.ts';
import { Violation } from './target.ts';
import { targets } from './targets/index.ts';

const SLICE_MS = 150;
const PROGRESS_MS = 10_000;

const { values: options } = parseArgs({
  options: {
    executions: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '1440' },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
    target: { type: 'string', multiple: true },
    input: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});

const chosen = options.target?.map(named) ?? targets;
process.exitCode =
  options.input === undefined ? await fuzz(chosen) : await replayOne(chosen[0]!, options.input);

function named(name: string): Target {
  const target = targets.find(candidate => candidate.name === name);
  if (target !== undefined) return target;
  throw new Error(`There is no target ${name}. Targets: ${targets.map(({ name }) => name).join(', ')}.`);
}

/** Gives each target the same time in turn, until all have run the number of executions together. */
async function fuzz(chosen: readonly Target[]): Promise<number> {
  const seed = Number(options.seed);
  const random = randomNumbers(seed);
  const coverage = new Coverage();
  coverage.start();
  const campaigns = chosen.map(target => new Campaign(target, readCorpus(target), coverage, random));
  console.log(`seed ${seed}`);
  const failure = await run(campaigns);
  coverage.stop();
  console.log(summaryTable(campaigns));
  if (options.save) for (const { target, corpus } of campaigns) writeCorpus(target, corpus);
  if (failure === undefined) return 0;
  const smallest = await minimize(failure.input, input => breaksSameRule(failure, input));
  console.error(failureText(failure, smallest, seed));
  return 1;
}

async function run(campaigns: readonly Campaign[]): Promise<Failure | undefined> {
  const start = performance.now();
  const endMs = start + Number(options.minutes) * 60_000;
  let left = Number(options.executions);
  let shownAtMs = start;
  for (const campaign of campaigns) {
    const failure = await campaign.replay();
    if (failure !== undefined) return failure;
  }
  while (left > 0 && performance.now() < endMs) {
    for (const campaign of campaigns) {
      const before = campaign.executions;
      const failure = await campaign.slice(SLICE_MS, left);
      if (failure !== undefined) return failure;
      left -= campaign.executions - before;
      if (performance.now() - shownAtMs < PROGRESS_MS) continue;
      shownAtMs = performance.now();
      console.log(progressLine(campaigns, (shownAtMs - start) / 1000));
    }
  }
  return undefined;
}

/** By the beginning of the message: the rest may quote the input. */
async function breaksSameRule({ target, violation }: Failure, input: string): Promise<boolean> {
  try {
    if (target.form === 'json') JSON.parse(input);
    await execute(target, input);
    return false;
  } catch (error) {
    return error instanceof Violation && error.message.slice(0, 40) === violation.message.slice(0, 40);
  }
}

async function replayOne(target: Target, input: string): Promise<number> {
  try {
    await execute(target, JSON.parse(input) as string);
    console.log('No rule is broken.');
    return 0;
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    console.error(`${target.name}: ${error.message}`);
    return 1;
  }
}
