import { beforeEach, describe, expect, test, vi } from 'vitest';
import { codeOf, holdClocks, keyFor, openSource } from './support.ts';

/** A server that takes exactly one key. */
class Server {
  key: string | undefined;
  readonly seen: string[] = [];
  send = async (key: string): Promise<number> => {
    this.seen.push(key);
    return key === this.key ? 200 : 403;
  };
}
const isRefusal = (status: number): boolean => status === 403;

beforeEach(holdClocks);

describe('a server that refuses the credential', () => {
  test('the request is repeated once with a new one; who asked sees the second answer only', async () => {
    const server = new Server();
    const keys = [keyFor(900, { userToken: 'a' }), keyFor(900, { userToken: 'b' })];
    const load = vi.fn(() => keys.shift()!);
    const source = openSource({ load });
    const first = await source.get();
    server.key = keys[0];
    expect(await source.withCredential(server.send, isRefusal)).toBe(200);
    expect(server.seen).toEqual([first, server.key]);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('one renewal serves fifty requests that were refused at the same time', async () => {
    const server = new Server();
    const load = vi.fn(async () => (server.key = keyFor(900, { userToken: `${load.mock.calls.length}` })));
    const source = openSource({ load });
    await source.get();
    server.key = undefined;
    const statuses = await Promise.all(
      Array.from({ length: 50 }, () => source.withCredential(server.send, isRefusal)),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('a request whose refusal comes late, after another one’s renewal, takes that renewal', async () => {
    const server = new Server();
    let n = 0;
    const load = vi.fn(() => (server.key = keyFor(900, { userToken: `${n++}` })));
    const source = openSource({ load });
    await source.get();
    let answerLate: (status: number) => void = () => {};
    const late = source.withCredential(
      key => (key === server.key && n > 1 ? 200 : new Promise<number>(resolve => (answerLate = resolve))),
      isRefusal,
    );
    server.key = undefined;
    expect(await source.withCredential(server.send, isRefusal)).toBe(200);
    answerLate(403);
    expect(await late).toBe(200);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('a refusal while a renewal is in flight waits for it, and does not repeat with the refused one', async () => {
    const server = new Server();
    const next = keyFor(900, { userToken: 'next' });
    let deliver: (key: string) => void = () => {};
    const load = vi.fn<() => string | Promise<string>>().mockReturnValueOnce(keyFor(900));
    load.mockImplementation(() => new Promise(resolve => (deliver = resolve)));
    const source = openSource({ load });
    await source.get();
    const renewal = source.renew();
    server.key = next;
    const answer = source.withCredential(server.send, isRefusal);
    await vi.advanceTimersByTimeAsync(0);
    deliver(next);
    expect(await answer).toBe(200);
    expect(await renewal).toBe(next);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('when the loader returns the refused credential again, the request is not repeated and the caller gets the server’s answer', async () => {
    const server = new Server();
    const cached = keyFor(900);
    const load = vi.fn(() => cached);
    const source = openSource({ load });
    expect(await source.withCredential(server.send, isRefusal)).toBe(403);
    expect(server.seen).toEqual([cached]);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('a server that refuses every credential gets a bounded number of loads and requests in an hour', async () => {
    const server = new Server();
    let n = 0;
    const load = vi.fn(() => keyFor(900, { userToken: `${n++}` }));
    const source = openSource({ load });
    let asked = 0;
    for (let elapsed = 0; elapsed < 3_600_000; elapsed += 500) {
      const answer = source.withCredential(server.send, isRefusal);
      asked++;
      await vi.advanceTimersByTimeAsync(500);
      expect(await answer).toBe(403);
    }
    expect(load.mock.calls.length).toBeLessThan(140);
    expect(server.seen.length).toBeLessThan(asked + 140);
  });

  test.each([
    ['200 for searches and 401 for events', [200, 401]],
    ['three searches to an event that is refused', [200, 200, 200, 401]],
    ['server errors in between', [500, 401]],
    ['a rate limit in between', [429, 401]],
    ['a network that fails in between', [0, 401]],
  ])('%s: one load a minute in the end, as if every request were refused', async (_, statuses) => {
    let n = 0;
    const load = vi.fn(() => keyFor(900, { userToken: `${n++}` }));
    const source = openSource({ load });
    for (let second = 0; second < 600; second++) {
      for (const status of statuses) {
        const answer = await source.withCredential(
          () => status,
          answered => answered === 401,
        );
        expect(answer).toBe(status);
      }
      await vi.advanceTimersByTimeAsync(1000);
    }
    // 0.5 s, 1 s, 2 s … a minute apart, at the shortest jitter, and the load that comes first.
    expect(load.mock.calls.length).toBeLessThanOrEqual(30);
  });

  test('requests side by side, of which one route refuses every key, are few loads, too', async () => {
    let n = 0;
    const load = vi.fn(async () => keyFor(900, { userToken: `${n++}` }));
    const source = openSource({ load });
    const send = (status: number, delayMs: number): Promise<number> =>
      source.withCredential(
        () => new Promise<number>(resolve => setTimeout(() => resolve(status), delayMs)),
        answered => answered === 401,
      );
    for (let second = 0; second < 600; second++) {
      const answers = [send(200, 70), send(401, 20), send(200, 5), send(401, 40)];
      await vi.advanceTimersByTimeAsync(1000);
      expect(await Promise.all(answers)).toEqual([200, 401, 200, 401]);
    }
    expect(load.mock.calls.length).toBeLessThanOrEqual(30);
  });

  test('a key that worked for a while earns its successor at once, however often', async () => {
    const server = new Server();
    let n = 0;
    const load = vi.fn(() => (server.key = keyFor(900, { userToken: `${n++}` })));
    const source = openSource({ load });
    for (let round = 0; round < 20; round++) {
      expect(await source.withCredential(server.send, isRefusal)).toBe(200);
      server.key = undefined;
    }
    expect(load).toHaveBeenCalledTimes(20);
  });

  test('a renewal that is refused surfaces as one clear error, not as the server’s answer', async () => {
    const server = new Server();
    const load = vi.fn<() => string>().mockReturnValueOnce(keyFor(900));
    load.mockImplementation(() => {
      throw new Error('signed out');
    });
    const source = openSource({ load, maxAttempts: 1 });
    await source.get();
    const answers = Array.from({ length: 50 }, () => codeOf(source.withCredential(server.send, isRefusal)));
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['ERR_CREDENTIAL_LOAD']));
    expect(load).toHaveBeenCalledTimes(2);
    expect(source.state).toMatchObject({ status: 'ready', error: { code: 'ERR_CREDENTIAL_LOAD' } });
    // Nor as a mixture of both, where some refusals come later.
    expect(await codeOf(source.withCredential(server.send, isRefusal))).toBe('ERR_CREDENTIAL_LOAD');
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('after one refusal, other callers keep a good key while the key server hangs and after it has failed', async () => {
    const key = keyFor(900);
    const load = vi.fn<() => string | Promise<string>>().mockReturnValueOnce(key);
    load.mockImplementation(() => new Promise(() => {}));
    const source = openSource({ load, loadTimeoutSec: 5, maxAttempts: 1 });
    await source.get();
    const refused = codeOf(source.withCredential(() => 403, isRefusal));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await source.withCredential(() => 200, isRefusal)).toBe(200);
    expect(source.state.status).toBe('renewing');
    await vi.advanceTimersByTimeAsync(4000);
    expect(await refused).toBe('ERR_CREDENTIAL_TIMEOUT');
    expect(await source.withCredential(() => 200, isRefusal)).toBe(200);
    expect(await source.get()).toBe(key);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('a refused key that has expired by the time its successor fails is not handed out', async () => {
    const load = vi.fn<() => string | Promise<string>>().mockReturnValueOnce(keyFor(3));
    load.mockImplementation(() => new Promise(() => {}));
    const source = openSource({ load, loadTimeoutSec: 5, maxAttempts: 1 });
    await source.get();
    const refused = codeOf(source.withCredential(() => 403, isRefusal));
    // Given up while the key still has the time for another load, which takes its whole 5 seconds.
    await vi.advanceTimersByTimeAsync(3000);
    expect(await refused).toBe('ERR_CREDENTIAL_TIMEOUT');
    expect(source.state.status).toBe('loading');
    await vi.advanceTimersByTimeAsync(4100);
    expect(source.state.status).toBe('failed');
    expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_TIMEOUT');
  });
});

describe('sending', () => {
  test('begins in the same turn where a credential is at hand', async () => {
    const source = openSource({ load: () => keyFor(900) });
    await source.get();
    const send = vi.fn(() => 200);
    const answer = source.withCredential(send, isRefusal);
    expect(send).toHaveBeenCalledTimes(1);
    expect(await answer).toBe(200);
  });

  test('an error of the request itself passes through, and costs no load', async () => {
    const load = vi.fn(() => keyFor(900));
    const source = openSource({ load });
    const fault = new TypeError('Failed to fetch');
    await expect(source.withCredential(() => Promise.reject(fault), isRefusal)).rejects.toBe(fault);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('an aborted wait for the successor rejects with the reason of the signal', async () => {
    const load = vi.fn<() => string | Promise<string>>().mockReturnValueOnce(keyFor(900));
    load.mockImplementation(() => new Promise(() => {}));
    const source = openSource({ load });
    const controller = new AbortController();
    const answer = source.withCredential(() => 403, isRefusal, { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(new Error('navigated'));
    await expect(answer).rejects.toThrow('navigated');
  });
});
