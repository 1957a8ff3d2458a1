/** One implementation in a group. It gets a number, so that no two calls in a row have the same input. */
export interface Contender {
  readonly name: string;
  readonly run: (index: number) => unknown;
}

/** Implementations of the same thing, measured in turns. */
export interface Group {
  readonly name: string;
  readonly contenders: readonly Contender[];
}

/** Runs one contender `count` times, in this process or another, and returns how many milliseconds that took. */
export type TimeBatch = (group: number, contender: number, count: number) => Promise<number>;

export interface Timing {
  readonly group: string;
  readonly contender: string;
  /** The median of all batches. */
  readonly nanoseconds: number;
}

export interface Effort {
  /** How many batches of each contender. */
  readonly rounds: number;
  /** How long one batch takes. */
  readonly batchMs: number;
  /** How long each contender runs before anything is measured. */
  readonly warmUpMs: number;
}

const sink: { result?: unknown } = {};

/** Runs a batch of a contender in this process. The results are kept, so that no compiler removes the call. */
export async function runBatch({ run }: Contender, count: number): Promise<number> {
  const isAsynchronous = run(0) instanceof Promise;
  const start = performance.now();
  if (isAsynchronous) for (let index = 0; index < count; index++) sink.result = await run(index);
  else for (let index = 0; index < count; index++) sink.result = run(index);
  return performance.now() - start;
}

type GroupNames = readonly { readonly name: string; readonly contenders: readonly string[] }[];

/**
 * All contenders of all groups are warmed up first, each for the same time: otherwise the first group would be measured on a
 * cold heap. Those of a group are warmed up again before its rounds, because an engine discards compiled code that has not
 * run for a while. Each contender runs one batch in every round, so a change of load or clock rate affects all of them.
 */
export async function measure(
  names: GroupNames,
  timeBatch: TimeBatch,
  { rounds, batchMs, warmUpMs }: Effort,
): Promise<Timing[]> {
  const warmUpGroup = async (group: number): Promise<void> => {
    for (const contender of names[group]!.contenders.keys()) {
      await warmUp(count => timeBatch(group, contender, count), warmUpMs, batchMs);
    }
  };
  for (const group of names.keys()) await warmUpGroup(group);
  const timings: Timing[] = [];
  for (const [group, { name, contenders }] of names.entries()) {
    await warmUpGroup(group);
    const counts: number[] = [];
    for (const contender of contenders.keys()) {
      counts.push(await batchSizeOf(count => timeBatch(group, contender, count), batchMs));
    }
    const samples: number[][] = contenders.map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (const contender of contenders.keys()) {
        const milliseconds = await timeBatch(group, contender, counts[contender]!);
        samples[contender]!.push((milliseconds * 1e6) / counts[contender]!);
      }
    }
    for (const [contender, contenderName] of contenders.entries()) {
      const nanoseconds = median(samples[contender]!);
      // Ratios to it would be infinite.
      if (nanoseconds === 0) throw new Error(`${name}: ${contenderName} is too fast for the clock`);
      timings.push({ group: name, contender: contenderName, nanoseconds });
    }
  }
  return timings;
}

async function warmUp(
  time: (count: number) => Promise<number>,
  warmUpMs: number,
  batchMs: number,
): Promise<void> {
  const count = await batchSizeOf(time, batchMs);
  // A clock may stand still for a whole batch.
  for (let spentMs = 0; spentMs < warmUpMs; ) spentMs += Math.max(await time(count), batchMs / 100);
}

/** The largest of several: a trial that another process interrupts finds a batch too small for the clock. */
async function batchSizeOf(time: (count: number) => Promise<number>, batchMs: number): Promise<number> {
  let largest = 1;
  for (let trial = 0; trial < 5; trial++) largest = Math.max(largest, await tryBatchSize(time, batchMs));
  return largest;
}

async function tryBatchSize(time: (count: number) => Promise<number>, batchMs: number): Promise<number> {
  let count = 16;
  for (;;) {
    const milliseconds = await time(count);
    if (milliseconds >= batchMs / 2 || count > 1e7) return Math.round((count * batchMs) / milliseconds);
    count *= 2;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
