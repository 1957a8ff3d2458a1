import { beforeEach, describe, expect, test, vi } from 'vitest';
import { renewalMarginMs } from '../../src/credential-source/renewal-margin.ts';
import type { CredentialState } from '../../src/index.ts';
import { FakePage, holdClocks, keyFor, openSource, tokenFor } from './support.ts';

const page = new FakePage();

beforeEach(() => {
  holdClocks();
  page.install();
  page.show();
});

describe('renewal ahead of expiry', () => {
  test.each([
    ['key', keyFor],
    ['token', tokenFor],
  ])('a %s is renewed before it expires, without a caller', async (_, make) => {
    const load = vi.fn(() => make(900));
    const source = openSource({ load, refreshBeforeSec: 60 });
    const first = await source.get();
    await vi.advanceTimersByTimeAsync(825_000);
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(load).toHaveBeenCalledTimes(2);
    expect(await source.get()).not.toBe(first);
  });

  test('no renewal is lost if the timer fires a little early, and it falls due while the source looks at the clock', async () => {
    const realNow = performance.now.bind(performance);
    let elapsedMs = 0;
    // Each look at the clock takes some time, and the timer fires earlier by up to as many looks.
    const now = vi.spyOn(performance, 'now').mockImplementation(() => {
      elapsedMs += 0.01;
      return realNow() + elapsedMs;
    });
    const loads = [];
    for (let earlyMs = 0; earlyMs < 0.5; earlyMs += 0.005) {
      const load = vi.fn(() => keyFor(100));
      const source = openSource({ load, refreshBeforeSec: 50 });
      await source.get();
      elapsedMs -= earlyMs;
      await vi.advanceTimersByTimeAsync(70_000);
      loads.push(load.mock.calls.length);
      source.close();
    }
    now.mockRestore();
    expect(new Set(loads)).toEqual(new Set([2]));
  });

  test('while the successor is on its way, the present one is handed out without waiting', async () => {
    const load = vi.fn<() => string | Promise<string>>(() => keyFor(100));
    const source = openSource({ load, refreshBeforeSec: 50 });
    const first = await source.get();
    load.mockImplementation(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(load).toHaveBeenCalledTimes(2);
    expect(source.state.status).toBe('renewing');
    expect(await source.get()).toBe(first);
  });

  test('a renewal that fails is repeated until the end, then on demand only', async () => {
    const load = vi.fn<() => string>(() => keyFor(300));
    const source = openSource({ load, refreshBeforeSec: 60 });
    const first = await source.get();
    load.mockImplementation(() => {
      throw new Error('down');
    });
    await vi.advanceTimersByTimeAsync(280_000);
    expect(await source.get()).toBe(first);
    expect(source.state).toMatchObject({ status: 'ready', error: { code: 'ERR_CREDENTIAL_LOAD' } });
    await vi.advanceTimersByTimeAsync(21_000);
    expect(source.state.status).toBe('failed');
    const loads = load.mock.calls.length;
    expect(loads).toBeGreaterThan(4);
    expect(loads).toBeLessThan(16);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(load.mock.calls.length).toBe(loads);
  });

  test.each([
    { lifeSec: 900, refreshBeforeSec: 60, fromSec: 60, toSec: 72 },
    { lifeSec: 100, refreshBeforeSec: 60, fromSec: 41, toSec: 50 },
    { lifeSec: 100, refreshBeforeSec: 3600, fromSec: 41, toSec: 50 },
    // Never in its first second.
    { lifeSec: 1.5, refreshBeforeSec: 60, fromSec: 0, toSec: 0.5 },
    { lifeSec: 900, refreshBeforeSec: 0, fromSec: 0, toSec: 0 },
  ])('%j: jittered, and at most half of a life ahead', ({ lifeSec, refreshBeforeSec, fromSec, toSec }) => {
    const margins = Array.from({ length: 500 }, () => renewalMarginMs(lifeSec * 1000, refreshBeforeSec));
    expect(Math.min(...margins)).toBeGreaterThanOrEqual(fromSec * 1000);
    expect(Math.max(...margins)).toBeLessThanOrEqual(toSec * 1000);
    expect(new Set(margins).size > 400).toBe(toSec - fromSec > 1);
  });

  test('a key without an expiry has no moment of renewal', () => {
    expect(renewalMarginMs(Number.POSITIVE_INFINITY, 60)).toBeLessThanOrEqual(72_000);
  });

  test('pages that were opened together do not renew together', async () => {
    const times = new Set<number>();
    const sources = Array.from({ length: 40 }, () =>
      openSource({
        load: () => {
          times.add(Date.now());
          return keyFor(900);
        },
      }),
    );
    await Promise.all(sources.map(source => source.get()));
    await vi.advanceTimersByTimeAsync(899_000);
    expect(times.size).toBeGreaterThan(20);
  });

  test('a margin longer than the credential’s life does not renew without pause', async () => {
    const load = vi.fn(() => keyFor(60));
    const source = openSource({ load, refreshBeforeSec: 3600 });
    await source.get();
    for (let second = 0; second < 600; second++) {
      await source.get();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(load.mock.calls.length).toBeLessThan(30);
  });

  test('a loader that keeps returning the same dying key is not asked faster and faster', async () => {
    const cached = keyFor(120);
    const load = vi.fn(() => cached);
    const source = openSource({ load });
    for (let second = 0; second < 119; second++) {
      await source.get();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(load.mock.calls.length).toBeLessThan(20);
  });

  test('a key without an expiry is loaded once', async () => {
    const load = vi.fn(() => keyFor(0, { validUntil: undefined }));
    const source = openSource({ load });
    const key = await source.get();
    expect(source.state).toEqual({ status: 'ready' });
    await vi.advanceTimersByTimeAsync(30 * 86_400_000);
    expect(await source.get()).toBe(key);
    expect(load).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('an expiry beyond the range of a 32-bit timer does not cause a renewal at once', async () => {
    const load = vi.fn(() => keyFor(60 * 86_400));
    const source = openSource({ load });
    await source.get();
    await vi.advanceTimersByTimeAsync(59 * 86_400_000);
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe('a hidden page', () => {
  test('is not renewed by a timer, but when it is shown again', async () => {
    const load = vi.fn(() => keyFor(900));
    const source = openSource({ load });
    await source.get();
    page.hide();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(load).toHaveBeenCalledTimes(1);
    page.show();
    await vi.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(2);
    expect(source.state.status).toBe('ready');
  });

  test('is told when its credential has expired', async () => {
    const source = openSource({ load: () => keyFor(100) });
    const states: CredentialState[] = [];
    await source.get();
    source.subscribe(state => states.push(state));
    page.hide();
    await vi.advanceTimersByTimeAsync(99_000);
    expect(source.state).toMatchObject({ status: 'ready' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(states).toEqual([{ status: 'idle' }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('still gets a fresh credential when it asks', async () => {
    const load = vi.fn(() => keyFor(900));
    const source = openSource({ load });
    const first = await source.get();
    page.hide();
    await vi.advanceTimersByTimeAsync(901_000);
    expect(await source.get()).not.toBe(first);
  });

  test('is not loaded for when it is shown while its credential is fresh, or before it ever asked', async () => {
    const load = vi.fn(() => keyFor(900));
    const source = openSource({ load });
    page.show();
    expect(load).not.toHaveBeenCalled();
    await source.get();
    for (let look = 0; look < 20; look++) {
      page.hide();
      page.show();
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('a closed source no longer listens', async () => {
    const load = vi.fn(() => keyFor(10));
    const source = openSource({ load });
    await source.get();
    source.close();
    vi.setSystemTime(Date.now() + 60_000);
    page.show();
    page.goOnline();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(load).toHaveBeenCalledTimes(1);
  });
});
