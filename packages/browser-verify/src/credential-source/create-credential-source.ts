import { abortable } from '../lib/abortable.ts';
import { assertOptions } from './assert-options.ts';
import { createEffects } from './effects.ts';
import { createPublisher } from './publisher.ts';
import {
  close,
  demand,
  type Enter,
  goOnline,
  initialMachine,
  remainingMs,
  renew,
  wake,
} from './source-machine.ts';
import type { CredentialRequestOptions, CredentialSource, CredentialSourceOptions } from './types.ts';
import { createWithCredential } from './with-credential.ts';

/**
 * Provides a secured API key or a secured user token that is valid now. One load is in flight at a time, however many callers
 * wait. A credential is renewed before it expires, when the page is shown again, and when the network is back. A load that fails
 * is repeated after a jittered delay. The credential is kept in memory only.
 *
 * Nothing is loaded before the first caller needs it, and no timer renews it while the page is hidden. It does not check
 * signatures: a page has no secret to check them with. One source serves one user. After a logout, close it and create a new one,
 * with a new search client: the cache of the old one holds the results of the former user.
 *
 * A load fails if `load` rejects or throws (`ERR_CREDENTIAL_LOAD`), does not settle in `loadTimeoutSec`
 * (`ERR_CREDENTIAL_TIMEOUT`), resolves to something else or to an expired credential (`ERR_CREDENTIAL_UNUSABLE`), or to a
 * credential that `check` refuses (`ERR_CREDENTIAL_MISMATCH`). It is repeated, up to `maxAttempts` attempts, before the waiting
 * callers get the error.
 *
 * After that there is a delay. Until it has passed, every caller gets the same error without another load. It is at most a second
 * while the server does not answer, and grows up to a minute while the server refuses. If a renewal fails while the current
 * credential is still valid, only the subscribers learn of it, and it is repeated before the credential expires.
 *
 * @throws {TypeError} an option is unknown, has the wrong type, or is out of range
 * @example
 * const keys = createCredentialSource({
 *   load: ({ signal }) => fetch('/search-key', { signal, cache: 'no-store' }),
 * });
 * const client = algoliasearch(appId, 'set-per-request', { requester: createKeyRequester(keys) });
 */
export function createCredentialSource(options: CredentialSourceOptions): CredentialSource {
  assertOptions(options);
  const closing = new AbortController();
  let machine = initialMachine;

  const enter: Enter = (transition, ...details) => {
    const { activity } = machine;
    machine = transition(machine, ...details);
    if (machine.activity !== activity) effects[machine.activity](machine);
    publish(machine);
  };
  const [effects, waiting, attempt] = createEffects(options, closing, enter);
  const [published, publish] = createPublisher(enter);

  /** The credential of the load in flight, or of a new load. Rejects at once if one has just failed. */
  const load = async (): Promise<string> => {
    enter(demand);
    await waiting();
    closing.signal.throwIfAborted();
    if (machine.failure) throw machine.failure.error;
    return machine.held!.credential;
  };
  /** The held credential, if it is valid. Begins its renewal if that is due. */
  const usable = (): string | undefined => {
    if (!(remainingMs(machine) > 0)) return undefined;
    enter(wake, false);
    return machine.held?.credential;
  };
  const get = (request?: CredentialRequestOptions): Promise<string> =>
    abortable(() => usable() ?? load(), request);

  const source: CredentialSource = Object.assign(published, {
    get,
    async renew(request?: CredentialRequestOptions) {
      // An attempt that is in flight began before the reason for this call.
      await abortable(attempt, request);
      enter(renew);
      return abortable(load, request);
    },
    withCredential: createWithCredential(() => machine, enter, usable, get, load),
    close: () => enter(close),
  });

  publish(machine);
  // Each listener is removed when `closing` is aborted: it has a `signal`, like the options of a listener. A worker has no document,
  // and a server that renders the page has no events.
  globalThis.document?.addEventListener?.('visibilitychange', () => enter(wake), closing);
  globalThis.addEventListener?.('online', () => enter(goOnline), closing);
  for (const end of [options.signal, options.shareAcrossTabs?.signal]) {
    if (end?.aborted) source.close();
    else end?.addEventListener('abort', source.close, closing);
  }
  return source;
}
