import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CredentialSource, createCredentialSource } from '../../src/index.ts';
import { lazySource } from '../../src/react/lazy-source.ts';
import { holdClocks, keyFor } from '../credential-source/support.ts';

let sources: CredentialSource[];
const create = (): CredentialSource => {
  const source = createCredentialSource({ load: () => keyFor(900) });
  sources.push(source);
  return source;
};
const statuses = (): string[] => sources.map(({ state }) => state.status);

beforeEach(() => {
  holdClocks();
  sources = [];
});
afterEach(() => {
  for (const source of sources) source.close();
});

test('a source that a render opens without a mount, as on a server, is closed after a minute', async () => {
  const lazy = lazySource(create);
  await lazy.get();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(statuses()).toEqual(['ready']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(statuses()).toEqual(['closed']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a component that is mounted after that gets another one, which stays open', async () => {
  const lazy = lazySource(create);
  await lazy.get();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lazy.state.status).toBe('idle');
  lazy.retain();
  await lazy.get();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(statuses()).toEqual(['closed', 'ready']);
});

test('a source that is mounted within the minute stays open', async () => {
  const lazy = lazySource(create);
  await lazy.get();
  lazy.retain();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(statuses()).toEqual(['ready']);
});

test('a late call by a component that is gone opens no other source', async () => {
  const lazy = lazySource(create);
  lazy.retain()();
  await vi.advanceTimersByTimeAsync(0);
  await expect(lazy.get()).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_CLOSED' });
  expect(sources).toHaveLength(1);
});
