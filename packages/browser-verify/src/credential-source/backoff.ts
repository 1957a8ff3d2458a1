/**
 * How long to wait after `failures` failures in a row: half a second, doubled each time up to a minute, and jittered so
 * that pages which failed together do not come back together. Never less than half of the nominal delay.
 */
export function backoffMs(failures: number): number {
  const nominalMs = Math.min(60_000, 250 * 2 ** failures);
  return nominalMs * (1 - Math.random() / 2);
}
