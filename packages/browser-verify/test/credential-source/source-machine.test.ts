import { describe, expect, test } from 'vitest';
import { runFrom } from '../../src/credential-source/clock.ts';
import type { HeldCredential } from '../../src/credential-source/load-credential.ts';
import {
  type Activity,
  type Failure,
  initialMachine,
  type Machine,
  type MachineEvent,
  statusOf,
  transition,
} from '../../src/credential-source/source-machine.ts';

const held = (basis: HeldCredential['clock']['basis'] = 'device', lifeMs = 60_000): HeldCredential => ({
  credential: 'key',
  expiresAtMs: Date.now() + lifeMs,
  marginMs: 0,
  clock: runFrom(Date.now(), basis),
});
const failure = (change: Partial<Failure> = {}): Failure => ({
  error: new Error('down'),
  isOffline: false,
  nextLoadAtMs: 1000,
  isLast: false,
  refused: undefined,
  ...change,
});
const failed = (change: Partial<Failure> = {}): Partial<Machine> => ({
  failures: 1,
  failure: failure(change),
});

const machines: Record<Activity, Machine> = {
  resting: initialMachine,
  loading: { ...initialMachine, activity: 'loading' },
  pausing: { ...initialMachine, activity: 'pausing', ...failed() },
  closed: { ...initialMachine, activity: 'closed' },
};
const events: Record<MachineEvent[0], MachineEvent> = {
  demand: ['demand', 0],
  renew: ['renew'],
  online: ['online'],
  loaded: ['loaded', held()],
  failed: ['failed', failure()],
  resume: ['resume'],
  close: ['close'],
};

/** Where each event leads from each state; everything that is not named here changes nothing. */
const table: Record<Activity, Partial<Record<MachineEvent[0], Activity>>> = {
  resting: { demand: 'loading', renew: 'loading', close: 'closed' },
  loading: { loaded: 'resting', failed: 'pausing', close: 'closed' },
  pausing: { renew: 'loading', resume: 'loading', close: 'closed' },
  closed: {},
};

describe('the transition table', () => {
  const cases = Object.entries(machines).flatMap(([activity, machine]) =>
    Object.entries(events).map(
      ([type, event]) => [activity as Activity, type as MachineEvent[0], machine, event] as const,
    ),
  );

  test.each(cases)('%s, %s', (activity, type, machine, event) => {
    const next = transition(machine, ...event);
    const expected = table[activity][type];
    if (expected === undefined) expect(next).toBe(machine);
    else expect(next.activity).toBe(expected);
  });
});

describe('demand', () => {
  const resting: Machine = { ...initialMachine, ...failed({ nextLoadAtMs: 1000 }) };

  test('begins no load before the delay of a failure is over', () => {
    expect(transition(resting, 'demand', 999)).toBe(resting);
    expect(transition(resting, 'demand', 1000).activity).toBe('loading');
  });
});

describe('renew', () => {
  test('waits for no delay, and begins the count of failures again', () => {
    const next = transition({ ...initialMachine, ...failed({ nextLoadAtMs: Infinity }) }, 'renew');
    expect(next).toMatchObject({ activity: 'loading', failures: 0 });
  });

  test('during a pause keeps the count: the callers who wait are told in time', () => {
    expect(transition(machines.pausing, 'renew').failures).toBe(1);
  });
});

describe('online', () => {
  test.each([true, false])('loads if the last load failed without a network: %s', isOffline => {
    const machine: Machine = { ...initialMachine, ...failed({ isOffline, nextLoadAtMs: Infinity }) };
    expect(transition(machine, 'online').activity).toBe(isOffline ? 'loading' : 'resting');
  });
});

describe('loaded', () => {
  test('forgets every failure', () => {
    const loading: Machine = { ...machines.loading, ...failed() };
    const credential = held();
    expect(transition(loading, 'loaded', credential)).toEqual({ ...initialMachine, held: credential });
  });
});

describe('failed', () => {
  test.each([
    ['after the last attempt', { isLast: true }],
    ['without a network', { isOffline: true }],
  ])('rests %s', (_, change) => {
    expect(transition(machines.loading, 'failed', failure(change)).activity).toBe('resting');
  });

  test.each([
    ['keeps a credential that is still valid', 'device', 'key', true],
    ['keeps one whose clock is assumed and that no server refused', 'assumed', undefined, true],
    ['drops one whose clock is assumed and that a server refused', 'assumed', 'key', false],
  ] as const)('%s', (_, basis, refused, isKept) => {
    const next = transition({ ...machines.loading, held: held(basis) }, 'failed', failure({ refused }));
    expect(next.held !== undefined).toBe(isKept);
  });
});

describe('close', () => {
  test.each(Object.entries(machines))('from %s forgets the credential and the failure', (_, machine) => {
    const next = transition({ ...machine, held: held() }, 'close');
    if (machine.activity !== 'closed') expect(next).toEqual({ activity: 'closed', failures: 0 });
  });
});

describe('the status', () => {
  test.each([
    ['idle', initialMachine],
    ['loading', machines.loading],
    ['loading', machines.pausing],
    ['ready', { ...initialMachine, held: held() }],
    ['idle', { ...initialMachine, held: held('device', -1) }],
    ['renewing', { ...machines.loading, held: held() }],
    ['renewing', { ...machines.pausing, held: held() }],
    ['failed', { ...initialMachine, ...failed() }],
    ['ready', { ...initialMachine, ...failed(), held: held() }],
    ['closed', machines.closed],
  ] as const)('%s', (status, machine) => {
    expect(statusOf(machine)).toBe(status);
  });
});
