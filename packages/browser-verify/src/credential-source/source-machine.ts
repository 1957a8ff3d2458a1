import type { HeldCredential } from './clock.ts';
import type { CredentialStatus } from './types.ts';

/**
 * What a source is doing. `resting`: no load is in flight. `loading`: one is. `pausing`: one failed, and the next one begins after a
 * delay. `closed`: nothing more.
 */
export type Activity = 'resting' | 'loading' | 'pausing' | 'closed';

/** Everything that decides what a source does next. It is never modified: a transition returns another one, or the same one. */
export interface Machine {
  readonly activity: Activity;
  readonly held?: HeldCredential | undefined;
  /** How many loads in a row failed. */
  readonly failures: number;
  /** Why the last load failed; absent after one that succeeded. */
  readonly failure?: Failure | undefined;
  /** Whether a caller needs a credential that was not loaded before. */
  readonly isForced?: boolean | undefined;
  /** The last credential that a server refused. Another server may accept it, which proves nothing. */
  readonly refused?: string | undefined;
}

/** Applies a transition, and enters the state that it leads to. */
export type Enter = <Details extends unknown[]>(
  transition: (machine: Machine, ...details: Details) => Machine,
  ...details: Details
) => void;

export interface Failure {
  readonly error: Error;
  readonly isOffline: boolean;
  /** When the next load may begin, by `performance.now()`: no server's time changes that. */
  readonly retryAtMs: number;
}

export const initialMachine: Machine = { activity: 'resting', failures: 0 };

const load = (machine: Machine, isForced = false): Machine => ({ ...machine, activity: 'loading', isForced });

/** A caller needs a load. */
export function demand(machine: Machine): Machine {
  return machine.activity === 'resting' && restMs(machine) <= 0 ? load(machine) : machine;
}

/** Begins a renewal if one is due. By default, none is while the page is hidden. */
export function wake(machine: Machine, isHidden?: boolean): Machine {
  return untilRenewalMs(machine, isHidden) <= 0 ? load(machine) : machine;
}

/** A caller needs a new credential, even if one is held, and even if a load has just failed. */
export function renew(machine: Machine): Machine {
  if (machine.activity === 'resting') return load({ ...machine, failures: 0 }, true);
  return machine.activity === 'pausing' ? load(machine, true) : machine;
}

/** The network is back. A load that failed without it says nothing about the next one. */
export function goOnline(machine: Machine): Machine {
  return machine.activity === 'resting' && machine.failure?.isOffline
    ? load({ ...machine, failures: 0 })
    : machine;
}

export function succeed(machine: Machine, held: HeldCredential): Machine {
  return machine.activity === 'loading' ? { ...initialMachine, held, refused: machine.refused } : machine;
}

/** After `maxAttempts` failures in a row, and without a network, the waiting callers get the error. */
export function fail(machine: Machine, failure: Failure, maxAttempts: number): Machine {
  const { held, refused } = machine;
  const failures = machine.failures + 1;
  if (machine.activity !== 'loading') return machine;
  // It was used although it may have expired, a server refused it, and no other one could be loaded.
  const isDiscredited = held?.clock.basis === 'assumed' && held.credential === refused;
  return {
    ...machine,
    activity: failure.isOffline || failures >= maxAttempts ? 'resting' : 'pausing',
    held: isDiscredited ? undefined : held,
    failures,
    failure,
  };
}

export function refuse(machine: Machine, refused: string): Machine {
  return machine.activity === 'closed' ? machine : { ...machine, refused };
}

/** The delay between two loads is over. */
export function resume(machine: Machine): Machine {
  return machine.activity === 'pausing' ? load(machine) : machine;
}

export function close(machine: Machine): Machine {
  return machine.activity === 'closed' ? machine : { ...initialMachine, activity: 'closed' };
}

/** How long it is until a load may begin after one that failed. */
export function restMs({ failure }: Machine): number {
  return failure ? failure.retryAtMs - performance.now() : 0;
}

/** How long it is until the held credential expires. NaN if there is none: then nothing is valid, and no renewal is due. */
export function remainingMs({ held }: Machine): number {
  return held ? held.expiresAtMs - held.clock.now() : NaN;
}

/** How long it is until a renewal begins. Infinite if none will; NaN if no credential is held. */
export function untilRenewalMs(
  machine: Machine,
  // Optional: a worker has no document.
  isHidden: boolean = globalThis.document?.visibilityState === 'hidden',
): number {
  if (isHidden || machine.activity !== 'resting') return Infinity;
  return Math.max(remainingMs(machine) - (machine.held?.marginMs as number), restMs(machine));
}

export function statusOf(machine: Machine): CredentialStatus {
  const { activity, failure } = machine;
  const isValid = remainingMs(machine) > 0;
  if (activity === 'resting') return isValid ? 'ready' : failure ? 'failed' : 'idle';
  if (activity === 'closed') return activity;
  return isValid ? 'renewing' : 'loading';
}
