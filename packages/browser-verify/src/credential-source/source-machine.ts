import type { HeldCredential } from './load-credential.ts';
import type { CredentialStatus } from './types.ts';

/**
 * What a source is doing. `resting`: no load is in flight. `loading`: one is. `pausing`: one failed, and the next one follows after a
 * delay. `closed`: it does nothing any more.
 */
export type Activity = 'resting' | 'loading' | 'pausing' | 'closed';

/** Everything that decides what a source does next. Never modified: every event gives another one. */
export interface Machine {
  readonly activity: Activity;
  readonly held?: HeldCredential | undefined;
  /** Loads that failed in a row. */
  readonly failures: number;
  /** What came of the last load; absent after one that succeeded. */
  readonly failure?: Failure | undefined;
}

export interface Failure {
  readonly error: Error;
  readonly isOffline: boolean;
  /** When the next load may begin: in the time of `performance.now()`, which no server's time moves. */
  readonly nextLoadAtMs: number;
  /** Whether the waiting callers get the error now, without another load. */
  readonly isLast: boolean;
  /** The credential that a server refused last. */
  readonly refused: string | undefined;
}

/** What can happen, and what is known of it then. */
interface Events {
  /** A caller, or a timer, needs a load: at this time of `performance.now()`. */
  demand: number;
  /** A caller wants another credential, whatever is held and whatever failed. */
  renew: undefined;
  /** The network is back. */
  online: undefined;
  loaded: HeldCredential;
  failed: Failure;
  /** The delay between two loads is over. */
  resume: undefined;
  close: undefined;
}

export type MachineEvent = {
  [Type in keyof Events]: Events[Type] extends undefined ? [type: Type] : [type: Type, detail: Events[Type]];
}[keyof Events];

type Transitions = { [Type in keyof Events]?: (machine: Machine, detail: Events[Type]) => Machine };

export const initialMachine: Machine = { activity: 'resting', failures: 0 };

const load = (machine: Machine): Machine => ({ ...machine, activity: 'loading' });
const loadAfresh = (machine: Machine): Machine => ({ ...load(machine), failures: 0 });
const close = (): Machine => ({ activity: 'closed', failures: 0 });

/** The transition table. An event that a state does not name changes nothing. */
const transitions: Readonly<Record<Activity, Transitions>> = {
  resting: {
    demand: (machine, nowMs) => (restMs(machine, nowMs) > 0 ? machine : load(machine)),
    renew: loadAfresh,
    // What failed for the lack of a network says nothing about the next load.
    online: machine => (machine.failures && machine.failure?.isOffline ? loadAfresh(machine) : machine),
    close,
  },
  loading: {
    loaded: (_, held) => ({ ...initialMachine, held }),
    failed: ({ held, failures }, failure) => ({
      activity: failure.isOffline || failure.isLast ? 'resting' : 'pausing',
      held: isDiscredited(held, failure.refused) ? undefined : held,
      failures: failures + 1,
      failure,
    }),
    close,
  },
  pausing: { renew: load, resume: load, close },
  closed: {},
};

export function transition(machine: Machine, ...[type, detail]: MachineEvent): Machine {
  const apply = transitions[machine.activity][type] as
    | ((machine: Machine, detail: unknown) => Machine)
    | undefined;
  return apply ? apply(machine, detail) : machine;
}

/** It was used although its clock may be wrong, a server has refused it, and no successor came. */
function isDiscredited(held: HeldCredential | undefined, refused: string | undefined): boolean {
  return held?.clock.basis === 'assumed' && held.credential === refused;
}

/** How long no load begins after one that failed. */
function restMs({ failures, failure }: Machine, nowMs: number): number {
  return failures && failure!.nextLoadAtMs - nowMs;
}

/** Until the held credential expires. NaN if none is held, which is neither valid nor due. */
export function remainingMs({ held }: Machine): number {
  return held ? held.expiresAtMs - held.clock.now() : NaN;
}

export function untilRenewalMs(machine: Machine): number {
  return Math.max(remainingMs(machine) - (machine.held?.marginMs ?? 0), restMs(machine, performance.now()));
}

export function statusOf(machine: Machine): CredentialStatus {
  const { activity, failure } = machine;
  const isValid = remainingMs(machine) > 0;
  if (activity === 'closed') return activity;
  if (activity !== 'resting') return isValid ? 'renewing' : 'loading';
  if (isValid) return 'ready';
  return failure ? 'failed' : 'idle';
}
