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
import { isHidden, watchPage } from './watch-page.ts';
import { createWithCredential } from './with-credential.ts';

/**
 * Hands out a secured API key or a secured user token that is valid now. One load is in flight at a time, however many
 * wait; a credential is renewed before it expires, when the page is looked at again, and when the network is back;
 * loads that fail are repeated after a jittered delay. The credential is kept in memory only.
 *
 * Nothing is loaded before it is first asked for, and no timer renews it while the page is hidden. It does not check
 * signatures (a page has no secret to check with), and one source serves one user: after a log-out, close it and make
 * a new one, with a new search client, whose cache holds the former user's results.
 *
 * A load fails when `load` rejects or throws (`ERR_CREDENTIAL_LOAD`), does not settle in `loadTimeoutSec`
 * (`ERR_CREDENTIAL_TIMEOUT`), resolves to something else or to an expired credential (`ERR_CREDENTIAL_UNUSABLE`), or to
 * what `check` refuses (`ERR_CREDENTIAL_MISMATCH`). It is repeated, up to `maxAttempts` attempts, before the waiting callers get
 * the error.
 *
 * Until the delay that follows has passed, every caller gets the same error without another load. The delay is at most a second while
 * the server does not answer, and grows up to a minute while it refuses. A renewal that fails while the present credential is still
 * valid is reported to the subscribers only, and repeated before the credential expires.
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
  const onWake = (): void => enter(wake, isHidden());
  const [effects, waiting, attempt] = createEffects(options, closing, enter);
  const [published, publish] = createPublisher(onWake);

  /** What comes of the load in flight, or of a new one. Rejects at once if the last one failed a moment ago. */
  const load = async (): Promise<string> => {
    enter(demand, performance.now());
    await waiting();
    closing.signal.throwIfAborted();
    if (machine.failure) throw machine.failure.error;
    return machine.held!.credential;
  };
  /** The held credential while it is valid. Begins its renewal when that is due. */
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
      // An attempt that is in flight began before whatever is the reason for this call.
      await abortable(attempt, request);
      enter(renew);
      return abortable(load, request);
    },
    withCredential: createWithCredential(() => machine, enter, usable, get, load),
    close: () => enter(close),
  });

  publish(machine);
  watchPage(onWake, () => enter(goOnline), closing);
  for (const end of [options.signal, options.shareAcrossTabs?.signal]) {
    end?.addEventListener('abort', source.close, closing);
    if (end?.aborted) source.close();
  }
  return source;
}
