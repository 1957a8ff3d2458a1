import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkCredential } from '../../src/index.ts';
import { codeOf, holdClocks, keyFor, openSource, tokenFor } from './support.ts';

const MINUTE_MS = 60_000;
const isRefusal = (status: number): boolean => status === 400;

beforeEach(holdClocks);

/** A device ten minutes ahead of the server, which issues keys of five minutes and refuses those that have expired. */
class Server {
  readonly aheadMs = 10 * MINUTE_MS;
  readonly seen: string[] = [];
  #issued = 0;

  issue = (): string => keyFor(300 - this.aheadMs / 1000, { userToken: `${++this.#issued}` });

  send = (key: string): number => {
    this.seen.push(key);
    const { searchParams } = new URL(`https://x/?${atob(key).slice(64)}`);
    const nowMs = Date.now() - this.aheadMs;
    return Number(searchParams.get('validUntil')) * 1000 > nowMs ? 200 : 400;
  };
}

describe('a device ten minutes ahead, whose server does not tell its time', () => {
  test.each([
    ['key', (server: Server) => server.issue()],
    ['token', () => `e30.${btoa(JSON.stringify({ exp: Date.now() / 1000 - 300 }))}.c2ln`],
  ])('uses a fresh %s although its own clock says that it has expired', async (_, issue) => {
    const server = new Server();
    const source = openSource({ load: () => issue(server) });
    expect(await source.get()).toBe(issue(new Server()));
    expect(source.state.status).toBe('ready');
  });

  test('has no failed search in an hour, with two loads a minute at most', async () => {
    const server = new Server();
    const load = vi.fn(server.issue);
    const source = openSource({ load });
    for (let second = 0; second < 3600; second++) {
      expect(await source.withCredential(server.send, isRefusal)).toBe(200);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(load.mock.calls.length).toBeLessThanOrEqual(121);
  });

  test('goes on with the same key where the server keeps it in a cache, until it is refused', async () => {
    const server = new Server();
    const cached = server.issue();
    const load = vi.fn(() => cached);
    const source = openSource({ load });
    for (let second = 0; second < 299; second++) {
      expect(await source.withCredential(server.send, isRefusal)).toBe(200);
      await vi.advanceTimersByTimeAsync(1000);
    }
    await vi.advanceTimersByTimeAsync(2000);
    const before = server.seen.length;
    const outcomes = new Set<unknown>();
    for (let second = 0; second < 60; second++) {
      const outcome = source.withCredential(server.send, isRefusal).catch(error => error.code);
      await vi.advanceTimersByTimeAsync(2000);
      outcomes.add(await outcome);
    }
    expect([...outcomes].at(-1)).toBe('ERR_CREDENTIAL_UNUSABLE');
    // Refused once, and never sent again.
    expect(server.seen.length).toBe(before + 1);
  });

  test('gives check() a time at which the key is valid', async () => {
    const server = new Server();
    const source = openSource({
      load: server.issue,
      check: (key, now) => checkCredential(key, { userToken: '1', now }),
    });
    await source.get();
  });

  test('does not trust a key that was used to its end on a clock that was right', async () => {
    const key = keyFor(100);
    const source = openSource({ load: () => key, maxAttempts: 1 });
    await source.get();
    await vi.advanceTimersByTimeAsync(101_000);
    expect(await codeOf(source.get())).toBe('ERR_CREDENTIAL_UNUSABLE');
  });
});

describe('load() resolves to a Response', () => {
  const key = (): string => keyFor(-300, { userToken: 'response' });
  const serverNow = (): Date => new Date(Date.now() - 10 * MINUTE_MS);
  const json = (body: unknown, headers: Record<string, string> = {}): Response =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json', ...headers } });

  test.each([
    ['text, with a Date header', () => new Response(key(), { headers: { date: serverNow().toUTCString() } })],
    ['JSON, with serverTime', () => json({ credential: key(), serverTime: serverNow().toISOString() })],
    [
      'JSON, with serverTime that outranks the Date header',
      () =>
        json(
          { credential: key(), serverTime: serverNow().toISOString() },
          { date: new Date().toUTCString() },
        ),
    ],
    ['JSON, with a Date header', () => json({ credential: key() }, { date: serverNow().toUTCString() })],
    ['a JSON text', () => json(key(), { date: serverNow().toUTCString() })],
  ])('%s: the key, by the clock of the server', async (_, respond) => {
    const source = openSource({ load: respond });
    expect(await source.get()).toBe(key());
    // It expires in five minutes, which the device could not know.
    const remainingMs = source.state.expiresAt!.getTime() - Date.now();
    expect(remainingMs).toBeGreaterThan(299_000);
    expect(remainingMs).toBeLessThanOrEqual(301_000);
  });

  test('the Date header of an answer with an Age is old, and counts for nothing', async () => {
    const headers = { date: new Date(Date.now() + 3_600_000).toUTCString(), age: '3600' };
    const source = openSource({ load: () => new Response(keyFor(900), { headers }) });
    expect(await source.get()).toBe(keyFor(900));
    expect(source.state.expiresAt).toEqual(new Date(Date.now() + 900_000));
  });

  test('an error status is a failed load that names it', async () => {
    const source = openSource({ load: () => new Response('Sign in', { status: 401 }), maxAttempts: 1 });
    await expect(source.get()).rejects.toMatchObject({
      code: 'ERR_CREDENTIAL_LOAD',
      message: 'The load failed: The server answered 401',
    });
  });

  test.each(['<!doctype html>', '{"credential":', '{}', '""', '', '{"message":"Forbidden"}'])(
    'a body without a credential is refused: %s',
    async body => {
      const source = openSource({ load: () => new Response(body), maxAttempts: 1 });
      expect(await codeOf(source.get())).toMatch(/^ERR_CREDENTIAL_(LOAD|UNUSABLE)$/);
    },
  );

  test('a body that never ends is a load that takes too long', async () => {
    const source = openSource({
      load: () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })),
      maxAttempts: 1,
      loadTimeoutSec: 5,
    });
    const waiting = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(5000);
    expect(await waiting).toBe('ERR_CREDENTIAL_TIMEOUT');
  });

  test('a token in a Response is read as well', async () => {
    const source = openSource({ load: () => new Response(tokenFor(900)) });
    expect(await source.get()).toBe(tokenFor(900));
  });
});
