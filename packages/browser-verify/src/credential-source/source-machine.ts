import type { HeldCredential } from './clock.ts';
import type { CredentialStatus } from './types.ts';

/**
 * What a source is doing. `resting`: no load is in flight. `loading`: one is. `pausing`: one failed, and the next one follows after a
 * delay. `closed`: it does nothing any more.
 */
export type Activity = 'resting' | 'loading' | 'pausing' | 'closed';

/** Everything that decides what a source does next. Never modified: every transition returns another one, or the same. */
export interface Machine {
  readonly activity: Activity;
  readonly held?: HeldCredential | undefined;
  /** Loads that failed in a row. */
  readonly failures: number;
  /** What came of the last load; absent after one that succeeded. */
  readonly failure?: Failure | undefined;
  /** Whether a caller wants another credential than any that was loaded before. */
  readonly isForced?: boolean | undefined;
  /** The last credential that a server refused: that another route accepts it proves nothing. */
  readonly refused?: string | undefined;
}

/** Enters the state that a transition leads to. */
export type Enter = <Details extends unknown[]>(
  transition: (machine: Machine, ...details: Details) => Machine,
  ...details: Details
) => void;

export interface Failure {
  readonly error: Error;
  readonly isOffline: boolean;
  /** When the next load may begin: in the time of `performance.now()`, which no server's time moves. */
  readonly nextLoadAtMs: number;
}

export const initialMachine: Machine = { activity: 'resting', failures: 0 };

const load = (machine: Machine, isForced?: boolean): Machine => ({
  ...machine,
  activity: 'loading',
  isForced,
});

const loadAfresh = (machine: Machine, isForced?: boolean): Machine => ({
  ...load(machine, isForced),
  failures: 0,
});

/** A caller, or a timer, needs a load: at this time of `performance.now()`. */
export function demand(machine: Machine, nowMs: number): Machine {
  return machine.activity === 'resting' && restMs(machine, nowMs) <= 0 ? load(machine) : machine;
}

/** A renewal may be due. */
export function wake(machine: Machine, isHidden: boolean): Machine {
  return untilRenewalMs(machine, isHidden) <= 0 ? load(machine) : machine;
}

/** A caller wants another credential, whatever is held and whatever failed. */
export function renew(machine: Machine): Machine {
  if (machine.activity === 'resting') return loadAfresh(machine, true);
  return machine.activity === 'pausing' ? load(machine, true) : machine;
}

/** The network is back. What failed for the lack of one says nothing about the next load. */
export function goOnline(machine: Machine): Machine {
  return machine.activity === 'resting' && machine.failure?.isOffline ? loadAfresh(machine) : machine;
}

export function succeed(machine: Machine, held: HeldCredential): Machine {
  return machine.activity === 'loading' ? { ...initialMachine, held, refused: machine.refused } : machine;
}

/** @param isLast - Whether the waiting callers get the error now, without another load. */
export function fail(machine: Machine, failure: Failure, isLast: boolean): Machine {
  const { held, failures, refused } = machine;
  if (machine.activity !== 'loading') return machine;
  // It was used although its clock may be wrong, a server has refused it, and no successor came.
  const isDiscredited = held?.clock.basis === 'assumed' && held.credential === refused;
  return {
    ...machine,
    activity: failure.isOffline || isLast ? 'resting' : 'pausing',
    held: isDiscredited ? undefined : held,
    failures: failures + 1,
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

/** How long no load begins after one that failed. */
function restMs({ failure }: Machine, nowMs: number): number {
  return failure ? failure.nextLoadAtMs - nowMs : 0;
}

/** Until the held credential expires. NaN if none is held, which is neither valid nor due. */
export function remainingMs({ held }: Machine): number {
  return held ? held.expiresAtMs - held.clock.now() : NaN;
}

/** NaN if no credential is held. */
export function untilRenewalMs(machine: Machine, isHidden: boolean): number {
  if (isHidden || machine.activity !== 'resting') return Infinity;
  return Math.max(
    remainingMs(machine) - (machine.held?.marginMs as number),
    restMs(machine, performance.now()),
  );
}

export function statusOf(machine: Machine): CredentialStatus {
  const { activity, failure } = machine;
  const isValid = remainingMs(machine) > 0;
  if (activity === 'resting') return isValid ? 'ready' : failure ? 'failed' : 'idle';
  if (activity === 'closed') return activity;
  return isValid ? 'renewing' : 'loading';
}
