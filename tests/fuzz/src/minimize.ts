/**
 * A shorter input that still fails: parts are removed, from halves down to single characters, as long as `fails` holds (the delta
 * debugging of Zeller and Hildebrandt, without its complements).
 */
export async function minimize(
  input: string,
  fails: (candidate: string) => Promise<boolean>,
  maxMs = 20_000,
): Promise<string> {
  let best = input;
  const end = performance.now() + maxMs;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length && performance.now() < end; ) {
      const candidate = best.slice(0, at) + best.slice(at + size);
      if (candidate !== best && (await fails(candidate))) best = candidate;
      else at += size;
    }
  }
  return best;
}
