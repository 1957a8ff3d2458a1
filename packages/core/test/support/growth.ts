/**
 * How many times longer `run` takes for an input ten times as long: about 10 for linear work, about 100 for quadratic.
 * The best of several runs is taken, so that a busy machine does not count.
 */
export function growthFactor<Input>(
  inputOf: (size: number) => Input,
  run: (input: Input) => unknown,
  size: number,
): number {
  const small = inputOf(size);
  const large = inputOf(size * 10);
  for (let warmUp = 0; warmUp < 20; warmUp++) run(small);
  return bestTimeOf(() => run(large), 5) / bestTimeOf(() => run(small), 20);
}

/** Between linear (10) and quadratic (100), with room for a noisy machine. */
export const LINEAR_GROWTH_LIMIT = 40;

function bestTimeOf(run: () => unknown, times: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let count = 0; count < times; count++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
