import type { CredentialWithServerTime } from './types.ts';

/** In 2001. No server's time is before it: such a number is most likely seconds, taken for milliseconds. */
const EARLIEST_MS = 1e12;
/** A credential with less to live than this cannot be put to use, and would be asked for again at once. */
export const MIN_REMAINING_MS = 1000;
/** How long a credential is used whose lifetime is unknown, because this device's clock is wrong. */
const ASSUMED_LIFE_MS = 60_000;

/** The server's time on a device whose own clock may be wrong, may be set while the page is open, or stand still. */
export interface Clock {
  now(): number;
  /** `server`: the server told its time. `device`: this device's clock is believed. `assumed`: neither can be. */
  readonly basis: 'server' | 'device' | 'assumed';
}

/** A credential that was loaded, with the clock that it is judged by. */
export interface HeldCredential {
  readonly credential: string;
  /** By `clock`; infinite for a key that does not expire. */
  readonly expiresAtMs: number;
  /** How long before that it is renewed. */
  readonly marginMs: number;
  readonly clock: Clock;
}

/**
 * The clock to judge a credential by: the server's, if it told its time now or before, or else this device's.
 *
 * A server has just issued the credential: if this device's clock says that it has expired, the clock is more likely to be wrong. The
 * credential is then used for a while, and again after a load that brings it again, until a server refuses it. One that was used to
 * its end has really expired.
 */
export function clockFor(
  credential: string,
  expiresAtMs: number,
  serverTime: CredentialWithServerTime['serverTime'],
  held: HeldCredential | undefined,
  refused: string | undefined,
): Clock {
  const serverMs = +new Date(serverTime ?? NaN);
  if (serverMs > EARLIEST_MS) return runFrom(serverMs, 'server');
  const known = held?.clock;
  if (known?.basis === 'server') return known;
  const wasUsedUp = credential === held?.credential && known!.basis === 'device';
  const isExpired = expiresAtMs - Date.now() < MIN_REMAINING_MS;
  return isExpired && !wasUsedUp && credential !== refused
    ? runFrom(expiresAtMs - ASSUMED_LIFE_MS, 'assumed')
    : runFrom(Date.now(), 'device');
}

/** A clock that shows `startMs` now. */
export function runFrom(startMs: number, basis: Clock['basis']): Clock {
  const wallMs = startMs - Date.now();
  const monotonicMs = startMs - performance.now();
  // The monotonic clock may stop during sleep, the wall clock may be set back: whichever moved further is right, or
  // errs towards an early renewal.
  return { basis, now: () => Math.max(Date.now() + wallMs, performance.now() + monotonicMs) };
}
