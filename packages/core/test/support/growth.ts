/** Between linear (10) and quadratic (100), with room for caches, collections of garbage and a noisy machine. */
export const LINEAR_GROWTH_LIMIT = 40;

const ATTEMPTS = 10;

/**
 * How many times longer `run` takes for an input ten times as long: about 10 for linear work, about 100 for quadratic.
 * Only what happens every time counts: the best of several runs, and of several attempts where the first ones are bad.
 */
export function growthFactor<Input>(
  inputOf: (size: number) => Input,
  run: (input: Input) => unknown,
  size: number,
): number {
  const small = inputOf(size);
  const large = inputOf(size * 10);
  for (let warmUp = 0; warmUp < 10; warmUp++) run(small);
  let factor = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && factor >= LINEAR_GROWTH_LIMIT; attempt++) {
    const restMs = attempt === 0 ? 0 : 10;
    factor = Math.min(
      factor,
      bestTimeOf(() => run(large), 4, restMs) / bestTimeOf(() => run(small), 10, restMs),
    );
  }
  return factor;
}

/** The least processor time of several runs, in milliseconds: what the work takes, whatever else the machine does. */
export function bestTimeMs(run: () => unknown): number {
  return Math.min(...Array.from({ length: 10 }, () => processorTimeMs(run)));
}

/** The processor time of one run, in milliseconds. */
export function processorTimeMs(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function bestTimeOf(run: () => unknown, times: number, restMs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let count = 0; count < times; count++) {
    // On a busy machine a process that has rested is not interrupted so soon.
    if (restMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, restMs);
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
