import type { ViewParameters } from '../lib/page-location.ts';

/** How the keys of a session are renewed. */
export interface Renewal {
  /** How long each key and each token lives. */
  readonly lifetimeSec: number;
  /** With a slow clock no key is renewed ahead of its expiry: the server's refusal renews it. */
  readonly isClockSlow: boolean;
}

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
