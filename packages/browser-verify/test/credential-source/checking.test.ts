import { ForgekeyError } from '@forgekey/core';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { verifySecuredApiKey } from '../../src/index.ts';
import { codeOf, holdClocks, keyFor, openSource, parentApiKey } from './support.ts';

beforeEach(holdClocks);

describe('load() resolves to what check() refuses', () => {
  test('a mismatch keeps its code', async () => {
    const load = vi.fn(() => keyFor(900, { userToken: 'another-user' }));
    const mismatch = new ForgekeyError('ERR_CREDENTIAL_MISMATCH', 'not the key of this user');
    const source = openSource({
      load,
      maxAttempts: 1,
      check: () => {
        throw mismatch;
      },
    });
    await expect(source.get()).rejects.toBe(mismatch);
    expect(load).toHaveBeenCalledTimes(1);
    expect(source.state).toEqual({ status: 'failed', error: mismatch });
  });

  test('any other error is ERR_CREDENTIAL_UNUSABLE with that error as the cause', async () => {
    const fault = new Error('cannot tell');
    const source = openSource({
      load: () => keyFor(900),
      maxAttempts: 1,
      check: () => {
        throw fault;
      },
    });
    await expect(source.get()).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_UNUSABLE', cause: fault });
  });

  test('a mismatch that load() rejects with is a load that failed', async () => {
    const mismatch = new ForgekeyError('ERR_CREDENTIAL_MISMATCH', 'not the key of this user');
    const source = openSource({ load: () => Promise.reject(mismatch), maxAttempts: 1 });
    await expect(source.get()).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_LOAD', cause: mismatch });
  });

  test('check() is given the server’s time', async () => {
    const check = vi.fn();
    const serverTime = new Date(Date.now() + 7_200_000);
    const source = openSource({ load: () => ({ credential: keyFor(9000), serverTime }), check });
    const key = await source.get();
    expect(check).toHaveBeenCalledExactlyOnceWith(key, serverTime);
  });

  test('a renewal that brings another user’s key leaves the present one in place', async () => {
    const mine = keyFor(120, { userToken: 'me' });
    const load = vi.fn(() => mine);
    const source = openSource({
      load,
      check: key => {
        if (key !== mine) throw new ForgekeyError('ERR_CREDENTIAL_MISMATCH', 'not mine');
      },
    });
    await source.get();
    load.mockImplementation(() => keyFor(900, { userToken: 'other' }));
    await vi.advanceTimersByTimeAsync(75_000);
    expect(source.state).toMatchObject({ status: 'ready', error: { code: 'ERR_CREDENTIAL_MISMATCH' } });
    expect(await source.get()).toBe(mine);
    await vi.advanceTimersByTimeAsync(60_000);
    const after = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await after).toBe('ERR_CREDENTIAL_MISMATCH');
  });

  test.each<[string, () => unknown]>([
    ['answers false', () => false],
    ['resolves to false', async () => false],
  ])('a check() that %s is a mismatch', async (_, check) => {
    const source = openSource({ load: () => keyFor(900), maxAttempts: 1, check });
    await expect(source.get()).rejects.toMatchObject({
      code: 'ERR_CREDENTIAL_MISMATCH',
      message: 'check() answered false.',
    });
  });

  test.each([undefined, null, 0, '', true, {}])('a check() that answers %j is content', async answer => {
    const source = openSource({ load: () => keyFor(900), check: async () => answer });
    expect(await source.get()).toBe(keyFor(900));
  });

  test('a check() that rejects is awaited: its error decides as one that was thrown', async () => {
    const mismatch = new ForgekeyError('ERR_CREDENTIAL_MISMATCH', 'not the key of this user');
    const fault = new Error('cannot tell');
    const check = vi.fn<() => Promise<void>>().mockRejectedValueOnce(mismatch).mockRejectedValue(fault);
    const source = openSource({ load: () => keyFor(900), maxAttempts: 1, check });
    await expect(source.get()).rejects.toBe(mismatch);
    await expect(source.renew()).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_UNUSABLE', cause: fault });
  });

  test.each([
    ['of the right parent key', parentApiKey, undefined],
    ['of another parent key', 'another', { code: 'ERR_KEY_SIGNATURE' }],
  ])('verifySecuredApiKey checks a key %s', async (_, parentApiKeys, cause) => {
    const source = openSource({
      load: () => keyFor(900),
      maxAttempts: 1,
      check: key => verifySecuredApiKey(key, { parentApiKeys }),
    });
    if (cause) await expect(source.get()).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_UNUSABLE', cause });
    else expect(await source.get()).toBe(keyFor(900));
  });

  test('a key that dies while it is checked is not handed out', async () => {
    const check = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 2000));
    const source = openSource({ load: () => keyFor(2), maxAttempts: 1, check });
    const waiting = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(2000);
    expect(await waiting).toBe('ERR_CREDENTIAL_UNUSABLE');
  });
});

describe('a check() that never settles', () => {
  test('is given up with the load', async () => {
    const source = openSource({
      load: () => keyFor(900),
      loadTimeoutSec: 5,
      maxAttempts: 1,
      check: () => new Promise(() => {}),
    });
    const waiting = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(5000);
    expect(await waiting).toBe('ERR_CREDENTIAL_TIMEOUT');
  });

  test('ends with the source', async () => {
    const source = openSource({ load: () => keyFor(900), check: () => new Promise(() => {}) });
    const waiting = codeOf(source.get());
    await vi.advanceTimersByTimeAsync(1000);
    source.close();
    expect(await waiting).toBe('ERR_CREDENTIAL_CLOSED');
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('what comes after the timeout is not checked', async () => {
  const check = vi.fn();
  let deliver: (key: string) => void = () => {};
  const load = (): Promise<string> => new Promise(resolve => (deliver = resolve));
  const source = openSource({ load, loadTimeoutSec: 5, maxAttempts: 1, check });
  const waiting = codeOf(source.get());
  await vi.advanceTimersByTimeAsync(5000);
  expect(await waiting).toBe('ERR_CREDENTIAL_TIMEOUT');
  deliver(keyFor(900));
  await vi.advanceTimersByTimeAsync(0);
  expect(check).not.toHaveBeenCalled();
});
