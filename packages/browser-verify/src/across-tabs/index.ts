import { readExpiry } from '../credential-source/read-expiry.ts';
import { readLoaded } from '../credential-source/read-loaded.ts';
import type { CredentialSharing, CredentialSourceOptions, LoadContext } from '../credential-source/types.ts';
import { abortable } from '../lib/abortable.ts';
import { assert } from '../lib/assert.ts';
import {
  type Failed,
  failureOf,
  isFailed,
  isFresh,
  isNewer,
  isRecent,
  isShared,
  type Shared,
  sharedError,
} from './outcome.ts';

export type { CredentialSharing };

/** Which credential the tabs share, and which user it belongs to. */
export interface AcrossTabsOptions {
  /** What the credential is for, such as `search-key`: a page may share several. */
  name: string;
  /** The user that the credential belongs to, such as the user id. Tabs with another identity exchange nothing with this one. */
  identity: string;
}

/** How long a tab without a credential waits for another tab's, before it loads one itself. */
const ASK_TIMEOUT_MS = 100;

type Message =
  | { type: 'credential'; shared: Shared }
  | { type: 'failure'; failed: Failed }
  | { type: 'ask' }
  | { type: 'log out' };

/**
 * Lets all tabs of one user share each load of a credential. One tab loads, under a Web Lock, and the others receive the credential
 * over a BroadcastChannel. They also share a load that fails. If a tab is closed while it loads, the next one loads. The credential
 * stays in memory.
 *
 * Each tab runs its own `check` on what it receives. Any script of the origin can read and write the channel, just as it can call
 * your server. `renew()` always loads. Without Web Locks or BroadcastChannel, and where locks are refused, as in a sandboxed frame,
 * each tab loads its own credential.
 *
 * It listens to the other tabs until `logOut()`, so create it once for each user, not with each source.
 *
 * @throws {TypeError} `name` or `identity` is not a string, or is empty
 * @example
 * const tabs = acrossTabs({ name: 'search-key', identity: user.id });
 * const keys = createCredentialSource({ load, shareAcrossTabs: tabs });
 * logOutButton.addEventListener('click', () => tabs.logOut());
 * @see https://www.w3.org/TR/web-locks/
 */
export function acrossTabs({ name, identity }: AcrossTabsOptions): CredentialSharing {
  for (const [option, value] of Object.entries({ name, identity })) {
    assert(typeof value === 'string' && value !== '', option, 'a string that is not empty');
  }
  const loggedOut = new AbortController();
  const { signal } = loggedOut;
  const locks = globalThis.navigator?.locks;
  if (!locks || !globalThis.BroadcastChannel) {
    return { signal, share: load => load, logOut: () => loggedOut.abort() };
  }

  const place = JSON.stringify(['forgekey', name, identity]);
  const channel = new BroadcastChannel(place);
  // In Node, it would keep the process alive.
  (channel as { unref?(): void }).unref?.();
  let latest: Shared | undefined;
  let failed: Failed | undefined;
  let onOutcome = (): void => {};

  const post = (message: Message): void => channel.postMessage(message);
  const forget = (): void => {
    latest = failed = undefined;
    channel.close();
    loggedOut.abort();
  };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = Object(data) as Message;
    if (message.type === 'log out') forget();
    if (message.type === 'ask' && latest && isFresh(latest)) post({ type: 'credential', shared: latest });
    if (message.type === 'credential' && isShared(message.shared) && isNewer(message.shared, latest)) {
      latest = message.shared;
      onOutcome();
    }
    if (message.type === 'failure' && isFailed(message.failed) && isNewer(message.failed, failed)) {
      failed = message.failed;
      onOutcome();
    }
  };

  /** Waits a moment for the credential, or the failure, of another tab. */
  const ask = (): Promise<void> =>
    new Promise(resolve => {
      onOutcome = resolve;
      setTimeout(resolve, ASK_TIMEOUT_MS);
      post({ type: 'ask' });
    });

  const share = (load: CredentialSourceOptions['load']): CredentialSourceOptions['load'] => {
    /** What this tab has used already. A later load needs another credential than these. */
    let used: string | undefined;
    let usedFailure: Failed | undefined;

    const take = (): Shared | undefined => {
      if (failed && failed !== usedFailure && isRecent(failed) && isNewer(failed, latest)) {
        usedFailure = failed;
        throw sharedError(failed);
      }
      return latest && latest.credential !== used && isFresh(latest) ? latest : undefined;
    };

    const loadForAll = async (context: LoadContext): Promise<Shared> => {
      let code: Failed['code'] = 'ERR_CREDENTIAL_LOAD';
      try {
        const loaded = await abortable(async () => readLoaded(await load(context)), context);
        code = 'ERR_CREDENTIAL_UNUSABLE';
        const { credential, serverTime } = loaded;
        readExpiry(credential);
        const serverMs = new Date(serverTime ?? NaN).getTime();
        const shared = { credential, atMs: Date.now(), ...(serverMs > 0 && { serverMs }) };
        if (signal.aborted) return shared;
        latest = shared;
        post({ type: 'credential', shared });
        return shared;
      } catch (cause) {
        const { reason } = context.signal;
        if (reason?.code === 'ERR_CREDENTIAL_CLOSED') throw reason;
        failed = usedFailure = failureOf(reason?.code ?? code, reason ?? cause);
        if (!signal.aborted) post({ type: 'failure', failed });
        throw sharedError(failed, cause);
      }
    };

    /**
     * `hadToWait`: another tab was loading, and its message may arrive after the lock. So may that of a tab whose load succeeded after
     * one that failed.
     */
    const loadOrTake = async (context: LoadContext, hadToWait: boolean): Promise<Shared> => {
      if (context.isForced) return loadForAll(context);
      const hasNone = !latest || (failed && isNewer(failed, latest));
      const taken = take();
      if (taken) return taken;
      if (hasNone || hadToWait) await ask();
      return take() ?? loadForAll(context);
    };

    return async context => {
      const { credential, serverMs, atMs } =
        (await locks
          .request(place, { ifAvailable: true }, lock => lock && loadOrTake(context, false))
          // Locks are refused to a page without an origin of its own, such as a sandboxed frame.
          .catch(error => (error.name === 'SecurityError' ? loadForAll(context) : Promise.reject(error)))) ??
        (await locks.request(place, { signal: context.signal }, () => loadOrTake(context, true)));
      used = credential;
      return serverMs === undefined
        ? credential
        : { credential, serverTime: new Date(serverMs + Date.now() - atMs) };
    };
  };

  return {
    signal,
    share,
    logOut() {
      if (signal.aborted) return;
      post({ type: 'log out' });
      forget();
    },
  };
}
