import { type CredentialSource, checkCredential, createKeyRequester } from '@forgekey/browser-verify';
import { liteClient } from 'algoliasearch/lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { App, hosts } from './support.ts';

const unhandled: unknown[] = [];
const onUnhandled = (event: PromiseRejectionEvent): void => void unhandled.push(event.reason);
beforeEach(() => window.addEventListener('unhandledrejection', onUnhandled));
afterEach(() => {
  window.removeEventListener('unhandledrejection', onUnhandled);
  expect(unhandled.splice(0)).toEqual([]);
});

function searcher(app: App, keys: CredentialSource): (query: string) => Promise<unknown> {
  const client = liteClient(app.appId, 'set-per-request', { hosts, requester: createKeyRequester(keys) });
  return query => client.search([{ indexName: 'products', params: { query } }]);
}

describe('a loader that goes wrong', () => {
  test.each([
    ['garbage', 'ERR_CREDENTIAL_UNUSABLE', 2],
    ['expired', 'ERR_CREDENTIAL_UNUSABLE', 2],
    ['other-user', 'ERR_CREDENTIAL_MISMATCH', 2],
    ['hang', 'ERR_CREDENTIAL_TIMEOUT', 2],
    ['refuse', 'ERR_CREDENTIAL_LOAD', 2],
  ])(
    '%s: every search fails with %s after %i loads, and no further load follows at once',
    async (policy, code, loads) => {
      const app = await App.open();
      await app.setPolicy(policy);
      const keys = app.source('key', {
        maxAttempts: 2,
        // Short only for a load that hangs: any other may take longer on a busy machine.
        loadTimeoutSec: policy === 'hang' ? 0.3 : 10,
        check: (key, now) => checkCredential(key, { userToken: 'user-1', indexNames: 'products', now }),
      });
      const search = searcher(app, keys);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, (_, index) => search(`q${index}`)),
      );
      const codes = outcomes.map(outcome => (outcome as PromiseRejectedResult).reason.code);
      expect(new Set(codes)).toEqual(new Set([code]));
      await expect(search('at once')).rejects.toMatchObject({ code });
      expect(await app.counts()).toEqual({ loads });
    },
  );

  test('a server that refuses well-formed keys: the caller gets its answer, and no server is hammered', async () => {
    const app = await App.open();
    await app.setPolicy('wrong-parent');
    const search = searcher(app, app.source('key'));
    for (let index = 0; index < 10; index++) {
      await expect(search(`q${index}`)).rejects.toMatchObject({
        status: 403,
        message: 'Invalid Application-ID or API key',
      });
    }
    const { loads } = await app.counts();
    expect(loads).toBeLessThanOrEqual(3);
  });
});

describe('the page', () => {
  test('that is shown again after its key has expired renews it before any search', async () => {
    const app = await App.open();
    const keys = app.source('key', { refreshBeforeSec: 899 });
    await searcher(app, keys)('first');
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    const { now } = Date;
    Date.now = () => now() + 1_000_000;
    try {
      Reflect.deleteProperty(document, 'visibilityState');
      const renewed = new Promise<void>(resolve => {
        keys.subscribe(({ status }) => status === 'ready' && resolve());
      });
      document.dispatchEvent(new Event('visibilitychange'));
      await renewed;
    } finally {
      Date.now = now;
    }
    expect((await app.counts()).loads).toBe(2);
  });

  test('that closes its source gets ERR_CREDENTIAL_CLOSED from a search that waited', async () => {
    const app = await App.open();
    await app.setPolicy('hang');
    const keys = app.source('key');
    const waiting = searcher(app, keys)('never');
    await new Promise(resolve => setTimeout(resolve, 50));
    keys.close();
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_CLOSED' });
  });

  test('keeps no credential in any storage', async () => {
    const app = await App.open();
    const keys = app.source('key');
    await searcher(app, keys)('first');
    const key = await keys.get();
    const stored = JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie });
    expect(stored).not.toContain(key.slice(0, 40));
  });

  test('a listener that throws is the page’s error, and stops neither the source nor the other listeners', async () => {
    const app = await App.open();
    const keys = app.source('key');
    const errors: string[] = [];
    const onError = (event: ErrorEvent): void => {
      event.preventDefault();
      errors.push(event.error.message);
    };
    window.addEventListener('error', onError, { capture: true });
    let calls = 0;
    const end = keys.subscribe(() => {
      throw new Error('from a listener');
    });
    keys.subscribe(() => calls++);
    try {
      await keys.get();
    } finally {
      end();
      window.removeEventListener('error', onError, { capture: true });
    }
    expect(calls).toBe(2);
    expect(new Set(errors)).toEqual(new Set(['from a listener']));
  });
});
