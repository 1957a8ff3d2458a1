const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 60_000;

/**
 * How long to wait after `failures` failures in a row: doubled each time, and jittered so that pages which failed
 * together do not come back together. Never less than half of the nominal delay.
 */
export function backoffMs(failures: number): number {
  const nominal = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
  return nominal * (1 - Math.random() / 2);
}
