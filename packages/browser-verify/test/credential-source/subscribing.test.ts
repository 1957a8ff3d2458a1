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
