import { type CredentialSource, checkCredential, createCredentialSource } from '@forgekey/browser-verify';
import { acrossTabs } from '@forgekey/browser-verify/across-tabs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** What one tab has: a channel and locks of its own, and a source. */
interface Tab {
  tabs: ReturnType<typeof acrossTabs>;
  keys: CredentialSource;
}

let name: string;
let loads: number;
let opened: Tab[];
const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

beforeEach(() => {
  name = crypto.randomUUID();
  loads = 0;
  opened = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const { tabs } of opened) tabs.logOut();
});

/** An unsigned key: no server looks at it. Each is another text. A load that outlives its test does not count for the next. */
function issue(userToken: string, issuedIn: string = name): string {
  if (issuedIn !== name) throw new Error('The test is over');
  const validUntil = Math.ceil(Date.now() / 1000) + 900;
  return btoa(`${'0'.repeat(64)}filters=load%3A${++loads}&userToken=${userToken}&validUntil=${validUntil}`);
}

interface TabOptions {
  load?: () => Promise<string>;
  maxAttempts?: number;
}

function openTab(identity = 'user-1', { load, maxAttempts = 3 }: TabOptions = {}): Tab {
  const tabs = acrossTabs({ name, identity });
  const openedIn = name;
  const keys = createCredentialSource({
    shareAcrossTabs: tabs,
    maxAttempts,
    load:
      load ??
      (async () => {
        await sleep(30);
        return issue(identity, openedIn);
      }),
    check: (key, now) => checkCredential(key, { userToken: identity, now }),
  });
  const tab = { tabs, keys };
  opened.push(tab);
  return tab;
}

test('twenty tabs that ask at the same time share one load', async () => {
  const tabs = Array.from({ length: 20 }, () => openTab());
  const credentials = await Promise.all(tabs.map(({ keys }) => keys.get()));
  expect(new Set(credentials).size).toBe(1);
  expect(loads).toBe(1);
});

test('a tab that opens later takes the credential of the others', async () => {
  const first = await openTab().keys.get();
  expect(await openTab().keys.get()).toBe(first);
  expect(loads).toBe(1);
});

test('a tab that dies while it loads is replaced', async () => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const place = JSON.stringify(['forgekey', name, 'user-1']);
  let isHeld = (): void => {};
  const held = new Promise<void>(resolve => {
    isHeld = resolve;
  });
  void frame
    .contentWindow!.navigator.locks.request(place, () => {
      isHeld();
      return new Promise(() => {});
    })
    .catch(() => {});
  await held;
  const { keys } = openTab();
  const waiting = keys.get();
  await sleep(200);
  expect(keys.state.status).toBe('loading');
  frame.remove();
  await waiting;
  expect(loads).toBe(1);
});

test('two users never exchange credentials', async () => {
  const [one, two] = [openTab('user-1'), openTab('user-2')];
  const [first, second] = await Promise.all([one.keys.get(), two.keys.get()]);
  checkCredential(first, { userToken: 'user-1' });
  checkCredential(second, { userToken: 'user-2' });
  expect(loads).toBe(2);
});

test('check runs on a received credential, and garbage in the channel is ignored', async () => {
  const tab = openTab();
  const channel = new BroadcastChannel(JSON.stringify(['forgekey', name, 'user-1']));
  const atMs = Date.now();
  for (const message of [
    null,
    'x',
    { type: 'credential' },
    { type: 'credential', shared: { credential: 'x', atMs } },
  ]) {
    channel.postMessage(message);
  }
  const foreign = btoa(`${'0'.repeat(64)}userToken=user-2&validUntil=${Math.ceil(atMs / 1000) + 900}`);
  channel.postMessage({ type: 'credential', shared: { credential: foreign, atMs } });
  await sleep(50);
  // The first attempt takes the foreign key, which check refuses; the next one loads.
  checkCredential(await tab.keys.get(), { userToken: 'user-1' });
  expect(loads).toBe(1);
  channel.close();
});

test('renew() loads although another tab has just loaded', async () => {
  const [one, two] = [openTab(), openTab()];
  await Promise.all([one.keys.get(), two.keys.get()]);
  await one.keys.renew();
  await two.keys.renew();
  expect(loads).toBe(3);
});

test('a log-out in one tab closes the source of every tab of this user, and of no other', async () => {
  const [one, two, other] = [openTab(), openTab(), openTab('user-2')];
  await Promise.all([one.keys.get(), two.keys.get(), other.keys.get()]);
  one.tabs.logOut();
  await vi.waitFor(() => expect(two.keys.state.status).toBe('closed'));
  expect(one.keys.state.status).toBe('closed');
  expect(other.keys.state.status).toBe('ready');
});

test('without Web Locks each tab loads for itself', async () => {
  vi.stubGlobal('navigator', {});
  const [one, two] = [openTab(), openTab()];
  await Promise.all([one.keys.get(), two.keys.get()]);
  expect(loads).toBe(2);
});

/** The name of the error that a page without an origin of its own gets. */
async function lockErrorInSandbox(): Promise<unknown> {
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts');
  frame.srcdoc = `<script>
    navigator.locks.request('place', () => 'none').catch(error => error.name).then(name => parent.postMessage(name, '*'));
  </script>`;
  const answer = new Promise(resolve =>
    addEventListener('message', ({ data }) => resolve(data), { once: true }),
  );
  document.body.append(frame);
  return answer.finally(() => frame.remove());
}

test('where locks are refused, as in a sandboxed frame, each tab loads for itself', async () => {
  const name = await lockErrorInSandbox();
  expect(name).toBe('SecurityError');
  const refused = new DOMException('Access to the Locks API is denied in this context.', name as string);
  vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(refused) } });
  const [one, two] = [openTab(), openTab()];
  await Promise.all([one.keys.get(), two.keys.get()]);
  expect(loads).toBe(2);
});

describe('a load that fails', () => {
  const failing = (): Promise<string> => sleep(30).then(() => Promise.reject(new Error(`down ${++loads}`)));
  const errorOf = ({ keys }: Tab): Promise<Error> =>
    keys.get().then(
      () => new Error('none'),
      error => error,
    );

  test('fails once for twenty tabs, and for the same reason', async () => {
    const tabs = Array.from({ length: 20 }, () => openTab('user-1', { load: failing, maxAttempts: 1 }));
    const errors = await Promise.all(tabs.map(errorOf));
    expect(loads).toBe(1);
    expect(new Set(errors.map(({ message }) => message))).toEqual(new Set(['The load failed: down 1']));
    for (const error of errors) expect(error).toMatchObject({ code: 'ERR_CREDENTIAL_LOAD' });
  });

  test('is repeated once for twenty tabs, until there is a key for all', async () => {
    let attempts = 0;
    const load = async (): Promise<string> => {
      attempts++;
      await sleep(30);
      return attempts < 3 ? Promise.reject(new Error('down')) : issue('user-1');
    };
    const tabs = Array.from({ length: 20 }, () => openTab('user-1', { load, maxAttempts: 20 }));
    const keys = await Promise.all(tabs.map(({ keys }) => keys.get()));
    expect(new Set(keys).size).toBe(1);
    expect(attempts).toBe(3);
  });

  test('that gives no credential counts for all tabs', async () => {
    const load = async (): Promise<string> => `<title>Sign in ${++loads}</title>`;
    const tabs = Array.from({ length: 20 }, () => openTab('user-1', { load, maxAttempts: 1 }));
    const errors = await Promise.all(tabs.map(errorOf));
    expect(loads).toBe(1);
    for (const error of errors) expect(error).toMatchObject({ code: 'ERR_CREDENTIAL_UNUSABLE' });
  });

  test('says nothing to a tab that has failed for the same reason, or asks to try again', async () => {
    const tab = openTab('user-1', { load: failing, maxAttempts: 1 });
    await errorOf(tab);
    await expect(tab.keys.renew()).rejects.toThrow('down 2');
    expect(loads).toBe(2);
  });

  test('is not one for another user', async () => {
    const [one, two] = [openTab('user-1', { load: failing, maxAttempts: 1 }), openTab('user-2')];
    const [, key] = await Promise.all([errorOf(one), two.keys.get()]);
    checkCredential(key, { userToken: 'user-2' });
  });
});
