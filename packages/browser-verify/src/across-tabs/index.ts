import { readExpiry } from '../credential-source/read-expiry.ts';
import { readLoaded } from '../credential-source/read-loaded.ts';
import type { CredentialSharing, CredentialSourceOptions, LoadContext } from '../credential-source/types.ts';
import { abortable } from '../lib/abortable.ts';
import { assert } from '../lib/assert.ts';

export type { CredentialSharing };

/** Which credential the tabs share, and whose it is. */
export interface AcrossTabsOptions {
  /** What the credential is for, such as `search-key`: a page may share several. */
  name: string;
  /** Who the credential belongs to, such as the user id. Tabs of another identity exchange nothing with this one. */
  identity: string;
}

/** How long a tab without a credential waits for one of another tab, before it loads for itself. */
const ASK_TIMEOUT_MS = 100;
/** A credential whose expiry is not known, or in the past by this device's clock, is shared for half of this. */
const UNKNOWN_LIFE_MS = 60_000;

interface Shared {
  readonly credential: string;
  /** The time of the server at `atMs`, if it told it. */
  readonly serverMs?: number;
  /** When it was loaded, by this device's clock, which all tabs share. */
  readonly atMs: number;
}

type Message = { type: 'credential'; shared: Shared } | { type: 'ask' } | { type: 'log out' };

/**
 * Lets all tabs of one user share each load of a credential: one tab loads, under a Web Lock, and the others take what it loaded,
 * over a BroadcastChannel. If a tab dies while it loads, the next one loads. The credential stays in memory.
 *
 * Each tab runs its own `check` on what it receives. Any script of the origin can read and write the channel, as it can call
 * your server. `renew()` always loads. Without Web Locks or BroadcastChannel, each tab loads for itself.
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
  let latest: Shared | undefined;
  let onCredential = (): void => {};

  const post = (message: Message): void => channel.postMessage(message);
  const forget = (): void => {
    latest = undefined;
    channel.close();
    loggedOut.abort();
  };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = Object(data) as Message;
    if (message.type === 'log out') forget();
    if (message.type === 'ask' && latest && isFresh(latest)) post({ type: 'credential', shared: latest });
    if (message.type === 'credential' && isShared(message.shared) && isNewer(message.shared, latest)) {
      latest = message.shared;
      onCredential();
    }
  };

  /** Waits a moment for a tab that has a credential. */
  const ask = (): Promise<void> =>
    new Promise(resolve => {
      onCredential = resolve;
      setTimeout(resolve, ASK_TIMEOUT_MS);
      post({ type: 'ask' });
    });

  const share = (load: CredentialSourceOptions['load']): CredentialSourceOptions['load'] => {
    /** What this tab has used: when it needs another one, that one is of no use. */
    let used: string | undefined;
    const take = (): Shared | undefined =>
      latest && latest.credential !== used && isFresh(latest) ? latest : undefined;

    const loadOrTake = async (context: LoadContext): Promise<Shared> => {
      if (!context.isForced) {
        if (!latest) await ask();
        const taken = take();
        if (taken) return taken;
      }
      const { credential, serverTime } = await readLoaded(await load(context));
      const serverMs = new Date(serverTime ?? NaN).getTime();
      const shared = { credential, atMs: Date.now(), ...(serverMs > 0 && { serverMs }) };
      // What is not a credential is refused by the source, and is not for other tabs.
      if (isShared(shared) && !signal.aborted) {
        latest = shared;
        post({ type: 'credential', shared });
      }
      return shared;
    };

    return async context => {
      const { signal: loadSignal } = context;
      const loaded = await locks.request(place, { signal: loadSignal }, () =>
        abortable(() => loadOrTake(context), loadSignal),
      );
      const { credential, serverMs, atMs } = loaded;
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

/** Whether it is a credential by its form: anything else in the channel is ignored. */
function isShared(shared: unknown): shared is Shared {
  const { credential, serverMs = 0, atMs } = Object(shared) as Partial<Shared>;
  try {
    return readExpiry(credential!) > 0 && Number.isFinite(serverMs) && Number.isFinite(atMs);
  } catch {
    return false;
  }
}

function isNewer(shared: Shared, known: Shared | undefined): boolean {
  return !known || shared.atMs > known.atMs;
}

/** In the first half of its life, after which it would have to be renewed soon. */
function isFresh({ credential, serverMs, atMs }: Shared): boolean {
  const lifeMs = readExpiry(credential) - (serverMs ?? atMs);
  return Date.now() - atMs < (lifeMs > 0 ? lifeMs : UNKNOWN_LIFE_MS) / 2;
}
