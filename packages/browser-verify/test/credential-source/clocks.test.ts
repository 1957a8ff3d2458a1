import { beforeEach, describe, expect, test, vi } from 'vitest';
import { codeOf, FakePage, holdClocks, keyFor, openSource } from './support.ts';

const page = new FakePage();

beforeEach(() => {
  holdClocks();
  page.install();
  page.show();
});

describe('clocks', () => {
  const HOUR_MS = 3_600_000;

  test.each([
    ['ahead of', HOUR_MS],
    ['behind', -HOUR_MS],
  ])('a device an hour %s the server renews at the right moment', async (_, skewMs) => {
    const realNow = Date.now();
    vi.setSystemTime(realNow + skewMs);
    const load = vi.fn(() => {
      const serverMs = Date.now() - skewMs;
      const validUntil = Math.floor(serverMs / 1000) + 900;
      return { credential: keyFor(0, { validUntil }), serverTime: new Date(serverMs).toUTCString() };
    });
    const source = openSource({ load });
    await source.get();
    // For a countdown on this device.
    expect(source.state.expiresAt?.getTime()).toBeCloseTo(Date.now() + 900_000, -4);
    await vi.advanceTimersByTimeAsync(800_000);
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(50_000);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('a load without the server’s date keeps to the one that an earlier load brought', async () => {
    const serverNow = Date.now();
    const first = { credential: keyFor(900), serverTime: new Date(serverNow) };
    const second = keyFor(1800);
    vi.setSystemTime(serverNow + 10 * HOUR_MS);
    const load = vi.fn<() => string | typeof first>().mockReturnValueOnce(first).mockReturnValue(second);
    const source = openSource({ load });
    await source.get();
    expect(await source.renew()).toBe(second);
  });

  test.each([
    [undefined],
    [null],
    ['yesterday'],
    [new Date(Number.NaN)],
    [{}],
    [true],
    // Of seconds, taken for milliseconds: January 1970, in which no key ever expires.
    [Math.floor(Date.now() / 1000)],
    [new Date(Math.floor(Date.now() / 1000))],
  ])('a server time of %s is none', async serverTime => {
    const source = openSource({
      load: () => ({ credential: keyFor(900), serverTime: serverTime as string }),
    });
    expect(await source.get()).toBe(keyFor(900));
    expect(source.state.expiresAt).toEqual(new Date(Date.now() + 900_000));
  });

  test('a laptop that slept, its monotonic clock with it, sees that the credential has died', async () => {
    const load = vi.fn(() => keyFor(900));
    const source = openSource({ load });
    const first = await source.get();
    const monotonic = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(monotonic);
    vi.setSystemTime(Date.now() + 8 * HOUR_MS);
    expect(await source.get()).not.toBe(first);
    vi.mocked(performance.now).mockRestore();
  });

  test('a wall clock that is set back does not keep a dead credential alive', async () => {
    const validUntil = Math.floor(Date.now() / 1000) + 900;
    const load = vi.fn<() => string>(() => keyFor(0, { validUntil }));
    const source = openSource({ load });
    const first = await source.get();
    page.hide();
    await vi.advanceTimersByTimeAsync(901_000);
    vi.setSystemTime(Date.now() - HOUR_MS);
    load.mockImplementation(() => keyFor(0, { validUntil: validUntil + 900 }));
    expect(await source.get()).not.toBe(first);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('a renewal that fails leaves the clock of the present credential alone', async () => {
    const key = keyFor(900);
    const load = vi
      .fn<() => { credential: string; serverTime: Date }>()
      .mockReturnValueOnce({ credential: key, serverTime: new Date() });
    load.mockImplementation(() => ({
      credential: '<html>',
      serverTime: new Date(Date.now() + HOUR_MS),
    }));
    const source = openSource({ load, maxAttempts: 1 });
    await source.get();
    expect(await codeOf(source.renew())).toBe('ERR_CREDENTIAL_UNUSABLE');
    expect(await source.get()).toBe(key);
    expect(source.state).toMatchObject({ status: 'ready', expiresAt: new Date(Date.now() + 900_000) });
  });

  test('servers whose dates disagree by an hour lengthen no delay', async () => {
    const load = vi.fn(() => ({
      credential: keyFor(7200, { userToken: `${load.mock.calls.length}` }),
      serverTime: new Date(Date.now() + (load.mock.calls.length % 2) * HOUR_MS),
    }));
    const source = openSource({ load });
    for (let second = 0; second < 600; second++) {
      await source.withCredential(
        () => 403,
        status => status === 403,
      );
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(load.mock.calls.length).toBeGreaterThan(12);
    expect(load.mock.calls.length).toBeLessThanOrEqual(30);
  });
});
