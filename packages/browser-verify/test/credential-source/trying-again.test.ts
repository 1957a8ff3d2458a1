import { beforeEach, describe, expect, test, vi } from 'vitest';
import { codeOf, holdClocks, keyFor, openSource } from './support.ts';

beforeEach(holdClocks);

describe('a button that says "try again"', () => {
  test('renew() does not wait for the delay: the user has signed in again and retries', async () => {
    const key = keyFor(900);
    const load = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('401'))
      .mockResolvedValue(key);
    const source = openSource({ load, maxAttempts: 1 });
    expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_LOAD');
    expect(await source.renew()).toBe(key);
    expect(await source.get()).toBe(key);
  });

  test('renew() during a load that hangs waits for that one only, not for those that would follow it', async () => {
    const load = vi.fn(() => new Promise<string>(() => {}));
    const source = openSource({ load });
    const told: string[] = [];
    source.get().catch(() => told.push('get'));
    await vi.advanceTimersByTimeAsync(1000);
    source.renew().catch(() => told.push('renew'));
    await vi.advanceTimersByTimeAsync(9000);
    // No delay between the first, of 10 seconds, and the next one.
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(22_000);
    expect(told).toEqual(['get', 'renew']);
    expect(load).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  test('renew() ends a delay between two loads, and after them has as many attempts as the first', async () => {
    const load = vi.fn(() => Promise.reject(new Error('down')));
    const source = openSource({ load });
    const first = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(10);
    expect(load).toHaveBeenCalledTimes(1);
    const renewals = [codeOf(source.renew()), codeOf(source.renew())];
    await vi.advanceTimersByTimeAsync(10);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await Promise.all([first, ...renewals])).toEqual(Array(3).fill('ERR_CREDENTIAL_LOAD'));
    expect(load).toHaveBeenCalledTimes(3);
    const again = codeOf(source.renew());
    await vi.advanceTimersByTimeAsync(5000);
    expect(await again).toBe('ERR_CREDENTIAL_LOAD');
    expect(load).toHaveBeenCalledTimes(6);
  });
});
