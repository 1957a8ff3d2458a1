/**
 * A shorter input that still fails: parts are removed, from halves down to single characters, as long as `fails` holds (the delta
 * debugging of Zeller and Hildebrandt, without its complements).
 */
export async function minimize(
  input: string,
  fails: (candidate: string) => Promise<boolean>,
  maxRuns = 2_000,
): Promise<string> {
  let best = input;
  let runs = 0;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length && runs < maxRuns; ) {
      const candidate = best.slice(0, at) + best.slice(at + size);
      runs++;
      if (candidate !== best && (await fails(candidate))) best = candidate;
      else at += size;
    }
  }
  return best;
}
