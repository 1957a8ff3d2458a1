import { beforeEach, describe, expect, test, vi } from 'vitest';
import { codeOf, holdClocks, keyFor, openSource, parentApiKey, tokenFor } from './support.ts';

const HOUR_MS = 3_600_000;
// 1 s, 2 s, 4 s … up to a minute apart: at the shortest jitter an hour holds about 130 loads.
const MOST_LOADS_IN_AN_HOUR = 140;

beforeEach(holdClocks);

/** Asks every 250 ms for `durationMs`, like a user who never stops typing. Returns the codes of all refusals. */
async function askWithoutEnd(source: { get(): Promise<string> }, durationMs: number): Promise<Set<unknown>> {
  const codes = new Set<unknown>();
  for (let elapsed = 0; elapsed < durationMs; elapsed += 250) {
    source.get().catch((error: { code?: unknown }) => codes.add(error.code));
    await vi.advanceTimersByTimeAsync(250);
  }
  return codes;
}

/** A cause whose accessor throws. */
function unreadable(name: string): object {
  const get = (): never => {
    throw new Error('accessor');
  };
  return Object.defineProperty({}, name, { get });
}

const garbage: [name: string, value: unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 42],
  ['an empty text', ''],
  ['an empty object', {}],
  ['a list', [keyFor(900)]],
  ['an object whose credential is not a string', { credential: 1 }],
  ['an object whose credential is a list of one token', { credential: [tokenFor(900)] }],
  [
    'an object whose credential cannot be read',
    {
      get credential() {
        throw new Error('getter');
      },
    },
  ],
  ['a date that is a symbol', { credential: keyFor(900), serverTime: Symbol('now') }],
  ['a date that is a bigint', { credential: keyFor(900), serverTime: 5n }],
  ['a page of HTML', '<!doctype html><title>Sign in</title>'],
  ['an error as JSON', '{"message":"Forbidden."}'],
  ['a parent API key', parentApiKey],
  ['half a key', keyFor(900).slice(0, 60)],
  ['a key with a line break', `${keyFor(900)}\n`],
  ['a key in quotes', JSON.stringify(keyFor(900))],
  ['half a token', tokenFor(900).split('.').slice(0, 2).join('.')],
  ['a token whose payload is text', 'e30.bm8.c2ln'],
  ['a token whose expiry is text', `e30.${btoa('{"exp":"2030"}')}.c2ln`],
  ['a key with two expiries', btoa(`${'0'.repeat(64)}validUntil=2900000000&validUntil=2900000001`)],
  ['a key with an expiry that is not a number', btoa(`${'0'.repeat(64)}validUntil=never`)],
];

describe.each(garbage)('load() resolves to %s', (_, value) => {
  test('ERR_CREDENTIAL_UNUSABLE after the attempts, and no hammering', async () => {
    const load = vi.fn(() => value as string);
    const source = openSource({ load });
    const waiting = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await waiting).toBe('ERR_CREDENTIAL_UNUSABLE');
    expect(load).toHaveBeenCalledTimes(3);
    expect(source.state.status).toBe('failed');
    expect(source.state.error).toMatchObject({ code: 'ERR_CREDENTIAL_UNUSABLE' });
    await askWithoutEnd(source, 60_000);
    expect(load.mock.calls.length).toBeLessThan(12);
  });
});

describe('load() resolves to an expired credential', () => {
  test.each([
    ['key', () => keyFor(-10)],
    ['key that dies within the second', () => keyFor(0)],
    ['token', () => `e30.${btoa(JSON.stringify({ exp: Date.now() / 1000 - 10 }))}.c2ln`],
  ])('%s: ERR_CREDENTIAL_UNUSABLE, and no hammering in an hour', async (_, make) => {
    const load = vi.fn(() => ({ credential: make(), serverTime: new Date() }));
    const source = openSource({ load });
    expect(await askWithoutEnd(source, HOUR_MS)).toEqual(new Set(['ERR_CREDENTIAL_UNUSABLE']));
    expect(load.mock.calls.length).toBeLessThan(MOST_LOADS_IN_AN_HOUR);
  });
});

test('a credential that dies on its way is never seen by who waits: the next one is taken', async () => {
  const key = keyFor(900);
  const serverTime = new Date();
  const load = vi
    .fn<() => { credential: string; serverTime: Date }>()
    .mockReturnValueOnce({ credential: keyFor(0), serverTime })
    .mockReturnValue({ credential: key, serverTime });
  const source = openSource({ load });
  const waiting = source.get();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await waiting).toBe(key);
});

describe('load() never settles', () => {
  test('ERR_CREDENTIAL_TIMEOUT after the attempts; each was aborted', async () => {
    const signals: AbortSignal[] = [];
    const source = openSource({
      load: ({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
      loadTimeoutSec: 5,
      maxAttempts: 2,
    });
    const waiting = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(10_600);
    expect(await waiting).toBe('ERR_CREDENTIAL_TIMEOUT');
    expect(signals).toHaveLength(2);
    expect(signals.map(signal => signal.reason.code)).toEqual(Array(2).fill('ERR_CREDENTIAL_TIMEOUT'));
  });

  test('what comes after the timeout is ignored', async () => {
    const late = keyFor(900, { userToken: 'late' });
    const prompt = keyFor(900, { userToken: 'prompt' });
    let deliverLate: (key: string) => void = () => {};
    const load = vi
      .fn<() => Promise<string>>()
      .mockImplementationOnce(() => new Promise(resolve => (deliverLate = resolve)));
    load.mockImplementation(async () => prompt);
    const source = openSource({ load, loadTimeoutSec: 5 });
    const waiting = source.get();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await waiting).toBe(prompt);
    deliverLate(late);
    await vi.advanceTimersByTimeAsync(0);
    expect(await source.get()).toBe(prompt);
  });
});

describe('load() rejects', () => {
  test.each([
    ['rejects', () => Promise.reject(new Error('503'))],
    [
      'throws',
      () => {
        throw new Error('503');
      },
    ],
  ])('%s: repeated, then one ERR_CREDENTIAL_LOAD with the cause for all who wait', async (_, fail) => {
    const load = vi.fn(fail as () => Promise<string>);
    const source = openSource({ load });
    const waiting = Promise.allSettled(Array.from({ length: 50 }, () => source.get()));
    await vi.advanceTimersByTimeAsync(2_000);
    const reasons = (await waiting).map(result => (result as PromiseRejectedResult).reason);
    expect(new Set(reasons).size).toBe(1);
    expect(reasons[0]).toMatchObject({ code: 'ERR_CREDENTIAL_LOAD', cause: { message: '503' } });
    expect(load).toHaveBeenCalledTimes(3);
  });

  test.each([
    [new Error('503 Service Unavailable'), 'The load failed: 503 Service Unavailable'],
    ['gone', 'The load failed: gone'],
    [undefined, 'The load failed: undefined'],
    [Symbol('gone'), 'The load failed: Symbol(gone)'],
    [Object.create(null), 'The load failed: object'],
    [null, 'The load failed: null'],
    [{ message: Object.create(null) }, 'The load failed: object'],
    [unreadable('message'), 'The load failed: object'],
    [unreadable('toString'), 'The load failed: object'],
    [unreadable('isRefusal'), 'The load failed: object'],
    [unreadable('agoMs'), 'The load failed: [object Object]'],
    [new Error('two\nlines'), 'The load failed: two\\u{a}lines'],
    [new Error('no. '.repeat(5000)), `The load failed: ${'no. '.repeat(30)}…`],
  ])('the message holds the cause %#, for logs that print nothing else', async (cause, message) => {
    const source = openSource({ load: () => Promise.reject(cause), maxAttempts: 1 });
    const error = await source.get().catch(reason => reason);
    expect(error).toMatchObject({ code: 'ERR_CREDENTIAL_LOAD', message });
    expect(error.cause).toBe(cause);
    expect(source.state.status).toBe('failed');
  });

  test.each([keyFor(900), tokenFor(900), parentApiKey, `GET /x?key=${encodeURIComponent(keyFor(900))}`])(
    'a cause that may hold a credential stays out of the message %#',
    async secret => {
      const source = openSource({
        load: () => Promise.reject(new Error(`Refused: ${secret}`)),
        maxAttempts: 1,
      });
      const error = await source.get().catch(reason => reason);
      expect(error.message).toContain('Refused: ');
      expect(error.message).not.toContain(secret.slice(0, 16));
    },
  );

  test('a failure that passes is never seen by who waits', async () => {
    const key = keyFor(900);
    const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('503'));
    load.mockResolvedValue(key);
    const source = openSource({ load });
    const waiting = source.get();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await waiting).toBe(key);
    expect(source.state).toMatchObject({ status: 'ready' });
    expect(source.state.error).toBeUndefined();
  });

  test('a caller who asks right after the failure gets the same error without a load', async () => {
    const load = vi.fn(() => Promise.reject(new Error('401')));
    const source = openSource({ load, maxAttempts: 1 });
    const first = await source.get().catch(error => error);
    const second = await source.get().catch(error => error);
    expect(second).toBe(first);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['rejects', (): Promise<string> => Promise.reject(new Error('down'))],
    ['answers with a status of 5xx', async (): Promise<Response> => new Response('', { status: 503 })],
  ])('%s: as long as a caller asks, loads are never more than a second apart', async (_, answer) => {
    const times: number[] = [];
    const source = openSource({
      load: () => {
        times.push(Date.now());
        return answer();
      },
    });
    expect(await askWithoutEnd(source, 600_000)).toEqual(new Set(['ERR_CREDENTIAL_LOAD']));
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
    expect(Math.min(...gaps.slice(3))).toBeGreaterThanOrEqual(500);
    // A caller comes every 250 ms, and finds the delay over.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1250);
  });

  test('an hour of endless asking, of a server that refuses, is a bounded number of loads', async () => {
    const times: number[] = [];
    const source = openSource({
      load: () => {
        times.push(Date.now());
        return new Response('', { status: 401 });
      },
    });
    expect(await askWithoutEnd(source, HOUR_MS)).toEqual(new Set(['ERR_CREDENTIAL_LOAD']));
    expect(times.length).toBeGreaterThan(50);
    expect(times.length).toBeLessThan(MOST_LOADS_IN_AN_HOUR);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    expect(Math.min(...gaps.slice(10))).toBeGreaterThanOrEqual(30_000);
  });

  test('without a caller there is no load after the failure', async () => {
    const load = vi.fn(() => Promise.reject(new Error('down')));
    const source = openSource({ load });
    source.get().catch(() => {});
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(load).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([0, 0.5, 1])(
    'after an outage, callers have a key within a second of the server: jitter %d',
    async jitter => {
      vi.spyOn(Math, 'random').mockReturnValue(jitter);
      const load = vi.fn<() => Promise<string>>().mockRejectedValue(new Error('down'));
      const source = openSource({ load });
      await askWithoutEnd(source, 300_000);
      load.mockImplementation(async () => keyFor(900));
      await askWithoutEnd(source, 1000);
      expect(source.state.status).toBe('ready');
    },
  );
});

describe('a renewal while the present key is valid', () => {
  test('is tried again less and less often, and once more before the key expires', async () => {
    const times: number[] = [];
    const load = vi.fn<() => string>(() => keyFor(900));
    const source = openSource({ load, refreshBeforeSec: 400 });
    await source.get();
    const expiresAtMs = source.state.expiresAt!.getTime();
    load.mockImplementation(() => {
      times.push(Date.now());
      throw new Error('down');
    });
    const codes = await askWithoutEnd(source, 899_000);
    expect(codes).toEqual(new Set());
    expect(times.length).toBeLessThan(30);
    const last = times.at(-1)!;
    expect(expiresAtMs - last).toBeLessThanOrEqual(1500);
    load.mockImplementation(() => keyFor(900));
    await vi.advanceTimersByTimeAsync(2000);
    expect(await source.get()).toBeTruthy();
  });

  test('that hangs is given up while the key has time for another load', async () => {
    const load = vi.fn<() => string | Promise<string>>(() => keyFor(5));
    const source = openSource({ load });
    const first = await source.get();
    load.mockImplementationOnce(() => new Promise(() => {}));
    load.mockImplementation(() => keyFor(900));
    const sent = new Set<string>();
    for (let ms = 0; ms < 5000; ms += 100) {
      await vi.advanceTimersByTimeAsync(100);
      sent.add(await source.get());
    }
    expect(load).toHaveBeenCalledTimes(3);
    expect([...sent]).toEqual([first, expect.any(String)]);
    expect(source.state.status).toBe('ready');
  });

  test('that hangs beyond the expiry counts as loading then', async () => {
    const load = vi.fn<() => string | Promise<string>>(() => keyFor(2));
    const source = openSource({ load });
    await source.get();
    load.mockImplementation(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(1500);
    expect(source.state.status).toBe('renewing');
    await vi.advanceTimersByTimeAsync(1000);
    expect(source.state.status).toBe('loading');
  });
});
