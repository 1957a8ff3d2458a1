import type { ViewParameters } from '../lib/page-location.ts';

/** How the keys of a session are renewed. */
export interface Renewal {
  /** How long each key and each token lives. */
  readonly lifetimeSec: number;
  /** With a slow clock, no key is renewed before it expires: the server's refusal renews it. */
  readonly isClockSlow: boolean;
}

/** Renewal begins at half of a short life, and a minute before the end of a long one. */
export const refreshBeforeSec = 60;

const defaultLifetimeSec = 15;
const minLifetimeSec = 3;
const maxLifetimeSec = 86_400;

export function readRenewal({ life, clock }: ViewParameters): Renewal {
  const seconds = Number(life ?? defaultLifetimeSec);
  const isPossible = seconds >= minLifetimeSec && seconds <= maxLifetimeSec;
  return {
    lifetimeSec: isPossible ? Math.floor(seconds) : defaultLifetimeSec,
    isClockSlow: clock === 'slow',
  };
}

/** How long after a key the next one comes, about: renewal has some jitter. */
export function renewalIntervalMs({ lifetimeSec, isClockSlow }: Renewal): number {
  const marginSec = isClockSlow ? 0 : Math.min(refreshBeforeSec, lifetimeSec / 2);
  return (lifetimeSec - marginSec) * 1000;
}
