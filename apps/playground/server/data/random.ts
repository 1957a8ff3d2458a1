/** A repeatable stream of numbers in [0, 1): the data set must be the same on every machine and every start. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // One step of a 32-bit linear congruential generator (Numerical Recipes' constants).
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}
