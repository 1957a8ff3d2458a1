import type { CredentialWithServerTime } from './types.ts';

/** In 2001. No server's time is earlier: such a number is most likely in seconds, not milliseconds. */
const EARLIEST_MS = 1e12;
/** A credential with less time left cannot be used: callers would ask for another one at once. */
export const MIN_REMAINING_MS = 1000;
/** How long a credential is used if its lifetime is unknown, because this device's clock is wrong. */
const ASSUMED_LIFE_MS = 60_000;

/** The server's time. The clock of the device may be wrong, may be set while the page is open, and may stop. */
export interface Clock {
  now(): number;
  /** `server`: the server sent its time. `device`: this device's clock is taken to be right. `assumed`: it seems to be wrong. */
  readonly basis: 'server' | 'device' | 'assumed';
}

/** A loaded credential, and the clock to compare its expiry with. */
export interface HeldCredential {
  readonly credential: string;
  /** By `clock`; infinite for a key that does not expire. */
  readonly expiresAtMs: number;
  /** How long before that it is renewed. */
  readonly marginMs: number;
  readonly clock: Clock;
}

/**
 * The clock to compare a credential's expiry with: the server's, if the server sent its time now or before, or else this device's.
 *
 * A server has just issued the credential. If it has expired by this device's clock, that clock is probably wrong. The credential is
 * then used for a while, and again if a later load returns it, until a server refuses it. One that was used until its expiry has
 * really expired.
 */
export function clockFor(
  credential: string,
  expiresAtMs: number,
  serverTime: CredentialWithServerTime['serverTime'],
  { held, refused }: { held?: HeldCredential | undefined; refused?: string | undefined },
): Clock {
  const serverMs = +new Date(serverTime ?? NaN);
  if (serverMs > EARLIEST_MS) return runFrom(serverMs, 'server');
  if (held?.clock.basis === 'server') return held.clock;
  const wasUsedUp = credential === held?.credential && held.clock.basis === 'device';
  const isExpired = expiresAtMs - Date.now() < MIN_REMAINING_MS;
  return isExpired && !wasUsedUp && credential !== refused
    ? runFrom(expiresAtMs - ASSUMED_LIFE_MS, 'assumed')
    : runFrom(Date.now(), 'device');
}

/** A clock that shows `startMs` now. */
export function runFrom(startMs: number, basis: Clock['basis']): Clock {
  const wallMs = startMs - Date.now();
  const monotonicMs = startMs - performance.now();
  // The monotonic clock may stop during sleep, and the wall clock may be set back. The one that moved further is right, or
  // makes a renewal early.
  return { basis, now: () => Math.max(Date.now() + wallMs, performance.now() + monotonicMs) };
}
