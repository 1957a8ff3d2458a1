import { inspect } from 'node:util';
import { beforeEach, expect, test, vi } from 'vitest';
import type { CredentialState } from '../../src/index.ts';
import { FakePage, holdClocks, keyFor, openSource } from './support.ts';

beforeEach(holdClocks);

test('a subscriber sees every step of a life', async () => {
  const load = vi.fn<() => string>(() => keyFor(100));
  const source = openSource({ load, maxAttempts: 1 });
  const statuses: string[] = [];
  const end = source.subscribe(state =>
    statuses.push(state.error ? `${state.status} with error` : state.status),
  );
  await source.get();
  await vi.advanceTimersByTimeAsync(60_000);
  load.mockImplementation(() => {
    throw new Error('down');
  });
  await vi.advanceTimersByTimeAsync(200_000);
  source.close();
  const steps = statuses.filter((status, index) => status !== statuses[index - 1]);
  expect(steps.slice(0, 5)).toEqual(['loading', 'ready', 'renewing', 'ready', 'renewing']);
  expect(steps.slice(-2)).toEqual(['failed with error', 'closed']);
  end();
});

test('the end of a subscription is the end of its calls, and of no other’s', async () => {
  const source = openSource({ load: () => keyFor(100) });
  const listener = vi.fn();
  const other = vi.fn();
  const end = source.subscribe(listener);
  source.subscribe(other);
  end();
  end();
  await source.get();
  expect(listener).not.toHaveBeenCalled();
  expect(other).toHaveBeenCalledTimes(2);
});

test('a listener that closes the source in its call lets every listener learn of it once', async () => {
  const source = openSource({ load: () => keyFor(100) });
  const closing: string[] = [];
  const after: string[] = [];
  source.subscribe(({ status }) => {
    closing.push(status);
    if (status === 'ready') source.close();
  });
  source.subscribe(({ status }) => after.push(status));
  await expect(source.get()).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_CLOSED' });
  expect(closing).toEqual(['loading', 'ready', 'closed']);
  expect(after).toEqual(['loading', 'closed']);
});

test('a listener may ask and renew in its call', async () => {
  const source = openSource({ load: () => keyFor(100) });
  const statuses: string[] = [];
  const answers: Promise<string>[] = [];
  source.subscribe(({ status }) => {
    statuses.push(status);
    if (statuses.length < 4) answers.push(source.get(), source.renew());
  });
  await source.get();
  expect(new Set(await Promise.all(answers))).toEqual(new Set([keyFor(100)]));
  expect(statuses.at(-1)).toBe('ready');
  expect(statuses.filter((status, index) => status === statuses[index - 1])).toEqual([]);
});

test('a listener may end the subscription of another, or subscribe itself again, during a call', async () => {
  const source = openSource({ load: () => keyFor(100) });
  const ended = vi.fn();
  const begun = vi.fn(() => {
    end();
    end = source.subscribe(begun);
  });
  source.subscribe(() => endOther());
  let end = source.subscribe(begun);
  const endOther = source.subscribe(ended);
  await source.get();
  expect(ended).not.toHaveBeenCalled();
  expect(begun).toHaveBeenCalledTimes(2);
});

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('from a listener');
    },
  ],
  ['rejects', () => Promise.reject(new Error('from a listener'))],
])('a listener that %s is reported, and stops neither the source nor the others', async (_, listener) => {
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  const source = openSource({ load: () => keyFor(100) });
  const other = vi.fn();
  const end = source.subscribe(listener as () => void);
  source.subscribe(other);
  expect(await source.get()).toBe(keyFor(100));
  expect(other).toHaveBeenCalledTimes(2);
  expect(report.mock.calls).toEqual(Array(2).fill([new Error('from a listener')]));
  report.mockRestore();
  end();
});

test.each([undefined, null, 5, {}, 'text'])('%j as a listener is a TypeError', listener => {
  const source = openSource({ load: () => keyFor(100) });
  expect(() => source.subscribe(listener as never)).toThrow(new TypeError('listener must be a function'));
});

test('a hundred listeners are no leak to warn of', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const source = openSource({ load: () => keyFor(100) });
  for (let count = 0; count < 100; count++) source.subscribe(() => {});
  await source.get();
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test('subscribe can be handed on as it is, as useSyncExternalStore takes it', async () => {
  const source = openSource({ load: () => keyFor(100) });
  const { subscribe } = source;
  const listener = vi.fn();
  subscribe(listener);
  await source.get();
  expect(listener).toHaveBeenCalledTimes(2);
});

test('the same function subscribed twice is two subscriptions', async () => {
  const source = openSource({ load: () => keyFor(100) });
  const listener = vi.fn();
  const end = source.subscribe(listener);
  source.subscribe(listener);
  end();
  await source.get();
  expect(listener).toHaveBeenCalledTimes(2);
});

test('state is one frozen object until it changes, as a store of a user interface needs it', async () => {
  const page = new FakePage();
  page.install();
  const source = openSource({ load: () => keyFor(100) });
  expect(source.state).toBe(source.state);
  await source.get();
  const ready = source.state;
  page.hide();
  page.show();
  await source.get();
  expect(source.state).toBe(ready);
  expect(Object.isFrozen(ready)).toBe(true);
  expect(ready.expiresAt).toEqual(new Date(Date.now() + 100_000));
});

test('the listener is given what the source holds', async () => {
  const source = openSource({ load: () => keyFor(100) });
  const states: CredentialState[] = [];
  source.subscribe(state => {
    expect(state).toBe(source.state);
    states.push(state);
  });
  await source.get();
  expect(states.at(-1)).toBe(source.state);
});

test('neither the source nor its state shows the credential', async () => {
  const credential = keyFor(100);
  const source = openSource({ load: () => credential });
  await source.get();
  const shown = [
    inspect(source, { depth: 9, showHidden: true }),
    JSON.stringify(source),
    inspect(source.state),
  ];
  for (const text of shown) expect(text).not.toContain(credential.slice(0, 40));
});
