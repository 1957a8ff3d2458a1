/** Whole numbers from 0 to below `limit`, the same in every run (mulberry32): fast enough for 100,000 inputs in a second. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return limit => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** How many random inputs a test takes: all of them, or the share that RANDOM_CASES asks for (mutation testing, a long search). */
export function randomCases(usual: number): number {
  return Math.ceil(usual * Number(process.env.RANDOM_CASES ?? 1));
}
