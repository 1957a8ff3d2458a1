import type { CredentialWithServerDate } from './types.ts';

/** In 2001. What lies before it is no server's date: most likely one in seconds, taken for milliseconds. */
const EARLIEST_MS = 1e12;

/** The server's time on a device whose own clock may be wrong, may be set while the page is open, or stand still. */
export interface Clock {
  now(): number;
  readonly isServers: boolean;
}

/** A clock that goes by the server's `Date`; without one, `known` if that is a server's, else this device's. */
export function startClock(serverDate?: CredentialWithServerDate['serverDate'], known?: Clock): Clock {
  const serverMs = new Date(serverDate ?? NaN).getTime();
  const isServers = serverMs > EARLIEST_MS;
  if (!isServers && known?.isServers) return known;
  const startMs = isServers ? serverMs : Date.now();
  const wallMs = startMs - Date.now();
  const monotonicMs = startMs - performance.now();
  // The monotonic clock may stop during sleep, the wall clock may be set back: whichever moved further is right, or
  // errs towards an early renewal.
  return { isServers, now: () => Math.max(Date.now() + wallMs, performance.now() + monotonicMs) };
}
