import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createCredentialSource } from '../../src/index.ts';
import { codeOf, holdClocks, keyFor, openSource, tokenFor } from './support.ts';

beforeEach(holdClocks);

describe('loading', () => {
  test('nothing is loaded before it is asked for', () => {
    const load = vi.fn(() => keyFor(900));
    const source = openSource({ load });
    expect(source.state).toEqual({ status: 'idle' });
    expect(load).not.toHaveBeenCalled();
  });

  test.each([
    ['key', keyFor],
    ['token', tokenFor],
  ])('one load serves fifty that ask for a %s at once', async (_, make) => {
    const credential = make(900);
    const load = vi.fn(async () => credential);
    const source = openSource({ load });
    const answers = await Promise.all(Array.from({ length: 50 }, () => source.get()));
    expect(new Set(answers)).toEqual(new Set([credential]));
    expect(load).toHaveBeenCalledTimes(1);
    expect(await source.get()).toBe(credential);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('a credential that has expired is not handed out', async () => {
    const load = vi.fn(() => keyFor(30));
    const source = openSource({ load, refreshBeforeSec: 0 });
    const first = await source.get();
    vi.setSystemTime(Date.now() + 31_000);
    const second = await source.get();
    expect(second).not.toBe(first);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('renew() loads although the present one is good, and after a load that is in flight', async () => {
    const deliveries: ((key: string) => void)[] = [];
    const load = vi.fn(() => new Promise<string>(resolve => deliveries.push(resolve)));
    const source = openSource({ load });
    const first = source.get();
    const renewals = [source.renew(), source.renew()];
    await vi.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(1);
    deliveries[0]!(keyFor(900, { userToken: 'before' }));
    await first;
    await vi.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(2);
    deliveries[1]!(keyFor(900, { userToken: 'after' }));
    const [a, b] = await Promise.all(renewals);
    expect(a).toBe(b);
    expect(a).not.toBe(await first);
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe('stopping', () => {
  test('an aborted wait rejects with the reason of its signal; others get their credential', async () => {
    const key = keyFor(900);
    let deliver: (key: string) => void = () => {};
    const load = vi.fn(() => new Promise<string>(resolve => (deliver = resolve)));
    const source = openSource({ load });
    const controller = new AbortController();
    const impatient = source.get({ signal: controller.signal });
    const patient = source.get();
    controller.abort(new Error('typed on'));
    await expect(impatient).rejects.toThrow('typed on');
    deliver(key);
    expect(await patient).toBe(key);
    await expect(source.get({ signal: controller.signal })).rejects.toThrow('typed on');
    expect(load).toHaveBeenCalledTimes(1);
  });

  test.each(['close', 'signal'])('%s rejects who waits, aborts the load, and leaves no timer', async how => {
    const closing = new AbortController();
    const signals: AbortSignal[] = [];
    const source = openSource({
      load: ({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
      signal: closing.signal,
    });
    const waiting = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(0);
    if (how === 'close') source.close();
    else closing.abort();
    expect(await waiting).toBe('ERR_CREDENTIAL_CLOSED');
    expect(signals[0]!.aborted).toBe(true);
    expect(source.state).toEqual({ status: 'closed' });
    expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_CLOSED');
    expect(await codeOf(source.renew())).toBe('ERR_CREDENTIAL_CLOSED');
    expect(signals).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a source that its own check closes hands out nothing, and holds nothing', async () => {
    const source = openSource({ load: () => keyFor(900), check: () => source.close() });
    expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_CLOSED');
    expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_CLOSED');
    expect(source.state).toEqual({ status: 'closed' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('close() between two attempts ends the attempts, and leaves no timer', async () => {
    const load = vi.fn(() => Promise.reject(new Error('down')));
    const source = openSource({ load, maxAttempts: 5 });
    const waiting = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(10);
    source.close();
    expect(await waiting).toBe('ERR_CREDENTIAL_CLOSED');
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('a source that is made with an aborted signal is closed', async () => {
    const load = vi.fn(() => keyFor(900));
    const source = openSource({ load, signal: AbortSignal.abort() });
    expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_CLOSED');
    expect(load).not.toHaveBeenCalled();
  });

  test('closing twice, and closing one that holds a credential, forgets it', async () => {
    const source = openSource({ load: () => keyFor(900) });
    await source.get();
    source.close();
    source.close();
    expect(source.state).toEqual({ status: 'closed' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('options that no source can be made of', () => {
  const load = (): string => keyFor(900);
  test.each([
    [undefined, 'load must be a function'],
    [null, 'load must be a function'],
    [5, 'load must be a function'],
    [{}, 'load must be a function'],
    [{ load: 'https://example.test/key' }, 'load must be a function'],
    [{ load, check: 'user-1' }, 'check must be a function'],
    [{ load, check: null }, 'check must be a function'],
    [{ load, signal: {} }, 'signal.throwIfAborted must be a function'],
    [{ load, signal: null }, 'signal.throwIfAborted must be a function'],
    [{ load, refreshBeforeSec: -1 }, 'refreshBeforeSec must be a number from 0 to 2147482'],
    [{ load, refreshBeforeSec: Number.NaN }, 'refreshBeforeSec must be a number from 0 to 2147482'],
    [{ load, refreshBeforeSec: '60' }, 'refreshBeforeSec must be a number from 0 to 2147482'],
    [{ load, refreshBeforeSec: null }, 'refreshBeforeSec must be a number from 0 to 2147482'],
    [{ load, loadTimeoutSec: 0 }, 'loadTimeoutSec must be a number from 0.001 to 2147482'],
    [{ load, loadTimeoutSec: Infinity }, 'loadTimeoutSec must be a number from 0.001 to 2147482'],
    [{ load, maxAttempts: 0 }, 'maxAttempts must be a number from 1 to 2147482'],
    [{ load, maxAttempts: 1.5 }, 'maxAttempts must be a whole number'],
    [{ load, refreshBefore: 5 }, 'Unknown option "refreshBefore"'],
    [{ load, onError: undefined }, 'Unknown option "onError"'],
  ])('%j is a TypeError that names it', (options, message) => {
    expect(() => createCredentialSource(options as never)).toThrow(new TypeError(message));
  });

  test('an option that is undefined is one that was left out', async () => {
    const options = {
      check: undefined,
      signal: undefined,
      refreshBeforeSec: undefined,
      loadTimeoutSec: undefined,
      maxAttempts: undefined,
    };
    const source = openSource({ load, ...options } as never);
    expect(await source.get()).toBe(load());
  });

  test('a member that someone added to Object.prototype is no option', () => {
    const member = { value: 1, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(Object.prototype, 'added', member);
    try {
      expect(openSource({ load }).state.status).toBe('idle');
    } finally {
      Reflect.deleteProperty(Object.prototype, 'added');
    }
  });

  test('options may be inherited', async () => {
    const source = openSource(Object.create({ load }));
    expect(await source.get()).toBe(load());
  });

  test('a call without options, as JavaScript may write it, has none', async () => {
    const source = openSource({ load });
    expect(await source.get(null as never)).toBe(load());
    expect(await source.renew(null as never)).toBe(load());
    expect(
      await source.withCredential(
        () => 200,
        () => false,
        null as never,
      ),
    ).toBe(200);
  });
});
