/** One way to do what a group compares. It gets a number, so that no two calls in a row have the same input. */
export interface Contender {
  readonly name: string;
  readonly run: (index: number) => unknown;
}

/** Ways to do the same thing, measured in turns. */
export interface Group {
  readonly name: string;
  readonly contenders: readonly Contender[];
}

/** Runs one contender `count` times, wherever it lives, and tells how many milliseconds that took. */
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
}

const sink: { result?: unknown } = {};

/** The batch of a contender in this very process. What it returns is kept, so that no compiler removes the call. */
export async function runBatch({ run }: Contender, count: number): Promise<number> {
  const isAsynchronous = run(0) instanceof Promise;
  const start = performance.now();
  if (isAsynchronous) for (let index = 0; index < count; index++) sink.result = await run(index);
  else for (let index = 0; index < count; index++) sink.result = run(index);
  return performance.now() - start;
}

/** In every round each contender has one batch: a change of load or clock rate meets all of them. */
export async function measure(
  names: readonly { readonly name: string; readonly contenders: readonly string[] }[],
  timeBatch: TimeBatch,
  { rounds, batchMs }: Effort,
  report: (text: string) => void = () => {},
): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const [group, { name, contenders }] of names.entries()) {
    report(name);
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
      timings.push({ group: name, contender: contenderName, nanoseconds: median(samples[contender]!) });
    }
  }
  return timings;
}

/** Warms the contender up on the way. */
async function batchSizeOf(time: (count: number) => Promise<number>, batchMs: number): Promise<number> {
  let count = 16;
  for (;;) {
    const milliseconds = await time(count);
    if (milliseconds >= batchMs / 2 || count > 1e7) {
      return Math.max(1, Math.round((count * batchMs) / milliseconds));
    }
    count *= 2;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
