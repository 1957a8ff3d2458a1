import type { LoadError } from './load-error.ts';

const LONGEST_MS = 60_000;
/** While no server answers and no credential is valid: callers get one within a second after the server is back. */
export const LONGEST_IN_OUTAGE_MS = 1000;

/**
 * How long to wait after `failures` failures in a row: half a second, doubled each time up to `longestMs`. It is jittered, so that
 * pages that failed together do not load together again, but never less than half of the nominal delay.
 */
export function backoffMs(failures: number, longestMs: number = LONGEST_MS): number {
  const nominalMs = Math.min(LONGEST_MS, longestMs, 250 * 2 ** failures);
  return nominalMs * (1 - Math.random() / 2);
}

/** How long to wait after a load that failed. The next one begins before the held credential expires, in `leftMs`. */
export function backoffAfterMs(error: LoadError, failures: number, leftMs: number): number {
  // A refusal, or an answer without a usable credential, would be the same a second later.
  const isOutage = !error.isRefusal && /LOAD|TIMEOUT/.test(error.code);
  const longestMs = isOutage ? LONGEST_IN_OUTAGE_MS : LONGEST_MS;
  return backoffMs(failures, leftMs > LONGEST_IN_OUTAGE_MS ? leftMs : longestMs) - (error.agoMs ?? 0);
}
