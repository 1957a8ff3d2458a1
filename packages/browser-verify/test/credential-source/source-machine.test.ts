import { describe, expect, test, vi } from 'vitest';
import { type HeldCredential, runFrom } from '../../src/credential-source/clock.ts';
import {
  type Activity,
  close,
  demand,
  type Failure,
  fail,
  goOnline,
  initialMachine,
  type Machine,
  refuse,
  renew,
  resume,
  statusOf,
  succeed,
  wake,
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
  retryAtMs: 1000,
  ...change,
});
const failed = (change: Partial<Failure> = {}): Partial<Machine> => ({
  failures: 1,
  failure: failure(change),
});

/** A credential that is due: its margin has begun. */
const due = held('device', -1);

const machines: Record<Activity, Machine> = {
  resting: { ...initialMachine, held: due },
  loading: { ...initialMachine, activity: 'loading', held: due },
  pausing: { ...initialMachine, activity: 'pausing', held: due, ...failed() },
  closed: { ...initialMachine, activity: 'closed' },
};
const transitions = {
  demand,
  renew,
  goOnline,
  succeed: (machine: Machine) => succeed(machine, held()),
  fail: (machine: Machine) => fail(machine, failure(), 3),
  resume,
  wake: (machine: Machine) => wake(machine, false),
  close,
} satisfies Record<string, (machine: Machine) => Machine>;

/** Where each transition leads from each state; everything that is not named here changes nothing. */
const table: Record<Activity, Partial<Record<keyof typeof transitions, Activity>>> = {
  resting: { demand: 'loading', wake: 'loading', renew: 'loading', close: 'closed' },
  loading: { succeed: 'resting', fail: 'pausing', close: 'closed' },
  pausing: { renew: 'loading', resume: 'loading', close: 'closed' },
  closed: {},
};

describe('the transition table', () => {
  const cases = Object.entries(machines).flatMap(([activity, machine]) =>
    Object.entries(transitions).map(
      ([name, change]) => [activity as Activity, name as keyof typeof transitions, machine, change] as const,
    ),
  );

  test.each(cases)('%s, %s', (activity, name, machine, change) => {
    const next = change(machine);
    const expected = table[activity][name];
    if (expected === undefined) expect(next).toBe(machine);
    else expect(next.activity).toBe(expected);
  });
});

describe('demand', () => {
  const resting: Machine = { ...initialMachine, ...failed({ retryAtMs: 1000 }) };

  test('begins no load before the delay of a failure is over', () => {
    const clock = vi.spyOn(performance, 'now');
    clock.mockReturnValue(999);
    expect(demand(resting)).toBe(resting);
    clock.mockReturnValue(1000);
    expect(demand(resting).activity).toBe('loading');
    clock.mockRestore();
  });
});

describe('wake', () => {
  test.each([
    ['a credential that is due', { held: due }, false, 'loading'],
    ['one that is due, of a page that is hidden', { held: due }, true, 'resting'],
    ['one that is not due', { held: held() }, false, 'resting'],
    ['no credential', {}, false, 'resting'],
    [
      'one that is due, before a delay is over',
      { held: due, ...failed({ retryAtMs: Infinity }) },
      false,
      'resting',
    ],
  ] as const)('%s', (_, change, isHidden, activity) => {
    expect(wake({ ...initialMachine, ...change }, isHidden).activity).toBe(activity);
  });
});

describe('refuse', () => {
  test('is remembered until the source is closed', () => {
    const refused = refuse(machines.loading, 'key');
    expect(refused).toEqual({ ...machines.loading, refused: 'key' });
    expect(succeed(refused, held()).refused).toBe('key');
    expect(fail(refused, failure(), 3).refused).toBe('key');
    expect(close(refused).refused).toBeUndefined();
  });

  test('a closed source remembers nothing', () => {
    expect(refuse(machines.closed, 'key')).toBe(machines.closed);
  });
});

describe('renew', () => {
  test('waits for no delay, and begins the count of failures again', () => {
    const next = renew({ ...initialMachine, ...failed({ retryAtMs: Infinity }) });
    expect(next).toMatchObject({ activity: 'loading', failures: 0 });
  });

  test('during a pause keeps the count: the callers who wait are told in time', () => {
    expect(renew(machines.pausing).failures).toBe(1);
  });
});

describe('goOnline', () => {
  test.each([true, false])('loads if the last load failed without a network: %s', isOffline => {
    const machine: Machine = { ...initialMachine, ...failed({ isOffline, retryAtMs: Infinity }) };
    expect(goOnline(machine).activity).toBe(isOffline ? 'loading' : 'resting');
  });
});

describe('succeed', () => {
  test('forgets every failure', () => {
    const loading: Machine = { ...machines.loading, ...failed() };
    const credential = held();
    expect(succeed(loading, credential)).toEqual({ ...initialMachine, held: credential });
  });
});

describe('fail', () => {
  test.each([
    ['rests after the last attempt', false, 2, 'resting'],
    ['rests without a network', true, 0, 'resting'],
    ['pauses before the last attempt', false, 1, 'pausing'],
  ])('%s', (_, isOffline, failures, activity) => {
    const loading: Machine = { ...machines.loading, failures };
    expect(fail(loading, failure({ isOffline }), 3)).toMatchObject({ activity, failures: failures + 1 });
  });

  test.each([
    ['keeps a credential that is still valid', 'device', 'key', true],
    ['keeps one whose clock is assumed and that no server refused', 'assumed', undefined, true],
    ['drops one whose clock is assumed and that a server refused', 'assumed', 'key', false],
  ] as const)('%s', (_, basis, refused, isKept) => {
    const next = fail({ ...machines.loading, held: held(basis), refused }, failure(), 3);
    expect(next.held !== undefined).toBe(isKept);
  });
});

describe('close', () => {
  test.each(Object.entries(machines))('from %s forgets the credential and the failure', (_, machine) => {
    const next = close({ ...machine, held: held() });
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
