import type { CredentialWithServerTime } from './types.ts';

/** In 2001. No server's time lies before it: such a number is most likely seconds, taken for milliseconds. */
const EARLIEST_MS = 1e12;

/** The server's time on a device whose own clock may be wrong, may be set while the page is open, or stand still. */
export interface Clock {
  now(): number;
  /** `server`: the server told its time. `device`: this device's clock is believed. `assumed`: neither can be. */
  readonly basis: 'server' | 'device' | 'assumed';
}

/** A clock that goes by the time of the server; without it, `known` if that is a server's, else this device's. */
export function startClock(serverTime?: CredentialWithServerTime['serverTime'], known?: Clock): Clock {
  const serverMs = new Date(serverTime ?? NaN).getTime();
  if (serverMs > EARLIEST_MS) return runFrom(serverMs, 'server');
  return known?.basis === 'server' ? known : runFrom(Date.now(), 'device');
}

/** A clock that shows `startMs` now. */
export function runFrom(startMs: number, basis: Clock['basis']): Clock {
  const wallMs = startMs - Date.now();
  const monotonicMs = startMs - performance.now();
  // The monotonic clock may stop during sleep, the wall clock may be set back: whichever moved further is right, or
  // errs towards an early renewal.
  return { basis, now: () => Math.max(Date.now() + wallMs, performance.now() + monotonicMs) };
}
