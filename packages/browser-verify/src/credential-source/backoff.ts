import type { LoadError } from './load-error.ts';

const LONGEST_MS = 60_000;
/** As long as no server answers and no credential is valid: callers have one again within a second of the server. */
export const LONGEST_IN_OUTAGE_MS = 1000;

/**
 * How long to wait after `failures` failures in a row: half a second, doubled each time up to `longestMs`, and jittered so
 * that pages which failed together do not come back together. Never less than half of the nominal delay.
 */
export function backoffMs(failures: number, longestMs: number = LONGEST_MS): number {
  const nominalMs = Math.min(LONGEST_MS, longestMs, 250 * 2 ** failures);
  return nominalMs * (1 - Math.random() / 2);
}

/** How long to wait after a load that failed. The next one begins before the held credential, with `leftMs` to live, expires. */
export function backoffAfterMs(error: LoadError, failures: number, leftMs: number): number {
  const longestMs =
    !error.cause?.isRefusal && /LOAD|TIMEOUT/.test(error.code) ? LONGEST_IN_OUTAGE_MS : LONGEST_MS;
  return backoffMs(failures, leftMs > LONGEST_IN_OUTAGE_MS ? leftMs : longestMs) - (error.agoMs ?? 0);
}
