import { beforeEach, describe, expect, test, vi } from 'vitest';
import { codeOf, FakePage, holdClocks, keyFor, openSource } from './support.ts';

beforeEach(holdClocks);

describe('offline', () => {
  test('a load that fails offline is not repeated until the network is back, and then at once', async () => {
    const page = new FakePage();
    page.install();
    page.goOffline();
    const load = vi.fn<() => Promise<string>>().mockRejectedValue(new TypeError('Failed to fetch'));
    const source = openSource({ load });
    expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_LOAD');
    expect(load).toHaveBeenCalledTimes(1);
    load.mockImplementation(async () => keyFor(900));
    page.goOnline();
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(2);
    expect(source.state.status).toBe('ready');
  });

  test('a long time without a network lengthens no delay: its first second may fail, the second one searches', async () => {
    const page = new FakePage();
    page.install();
    page.goOffline();
    const load = vi.fn<() => Promise<string>>().mockRejectedValue(new TypeError('Failed to fetch'));
    const source = openSource({ load });
    for (let second = 0; second < 60; second++) {
      expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_LOAD');
      await vi.advanceTimersByTimeAsync(1000);
    }
    page.goOnline();
    await vi.advanceTimersByTimeAsync(200);
    load.mockImplementation(async () => keyFor(900));
    const waiting = source.get();
    await vi.advanceTimersByTimeAsync(1000);
    expect(source.state.status).toBe('ready');
    expect(await waiting).toBe(await source.get());
  });

  test('a server on the device itself is reached although the browser says offline', async () => {
    const page = new FakePage();
    page.install();
    page.goOffline();
    const source = openSource({ load: () => keyFor(900) });
    expect(await source.get()).toBe(keyFor(900));
  });

  test('a network that flaps does not make loads of its own', async () => {
    const page = new FakePage();
    page.install();
    const load = vi.fn(() => keyFor(900));
    const source = openSource({ load });
    await source.get();
    for (let flap = 0; flap < 100; flap++) {
      page.goOffline();
      page.goOnline();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(load).toHaveBeenCalledTimes(1);
  });
});
