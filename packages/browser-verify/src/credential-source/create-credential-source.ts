import { ForgekeyError } from '@forgekey/core';
import { abortable } from '../lib/abortable.ts';
import { assertFunction } from '../lib/assert.ts';
import { type Deferred, deferred } from '../lib/deferred.ts';
import { reported } from '../lib/reported.ts';
import { assertOptions, MAX_TIMEOUT_SEC } from './assert-options.ts';
import { backoffAfterMs } from './backoff.ts';
import { loadCredential } from './load-credential.ts';
import { Refusals } from './refusals.ts';
import {
  type Activity,
  initialMachine,
  type MachineEvent,
  remainingMs,
  statusOf,
  transition,
  untilRenewalMs,
} from './source-machine.ts';
import type {
  CredentialRequestOptions,
  CredentialSource,
  CredentialSourceOptions,
  CredentialState,
} from './types.ts';
import { isHidden, isOffline, watchPage } from './watch-page.ts';

type Timer = ReturnType<typeof setTimeout>;

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
  const { maxAttempts = 3, signal, shareAcrossTabs } = options;
  const shared = shareAcrossTabs ? { ...options, load: shareAcrossTabs.share(options.load) } : options;
  const closing = new AbortController();
  const listeners = new Set<() => unknown>();
  const refusals = new Refusals();
  let machine = initialMachine;
  let state: CredentialState = Object.freeze({ status: 'idle' });
  /** Of all who wait for the load in flight, its repetitions included. */
  let waiting: Deferred<string> | undefined;
  let attempt: Promise<void> | undefined;
  let controller = new AbortController();
  let timer: Timer | undefined;
  let pause: Timer | undefined;
  let isForced = false;

  const dispatch = (...event: MachineEvent): void => {
    const { activity } = machine;
    machine = transition(machine, ...event);
    if (machine.activity !== activity) enter[machine.activity]();
    update();
  };

  /** What is done on entering each state. */
  const enter: Record<Activity, () => void> = {
    loading() {
      clearTimeout(pause);
      waiting ??= deferred();
      controller = new AbortController();
      const { held } = machine;
      const known = { held, leftMs: remainingMs(machine), refused: refusals.last, isForced };
      isForced = false;
      attempt = loadCredential(shared, known, controller).then(
        held => dispatch('loaded', held),
        error => {
          const failures = machine.failures + 1;
          dispatch('failed', {
            error,
            isOffline: isOffline(),
            nextLoadAtMs: performance.now() + backoffAfterMs(error, failures, remainingMs(machine)),
            isLast: failures >= maxAttempts,
            refused: refusals.last,
          });
        },
      );
    },
    pausing() {
      pause = setTimeout(() => dispatch('resume'), machine.failure!.nextLoadAtMs - performance.now());
    },
    resting() {
      const { held, failure } = machine;
      if (failure) waiting?.reject(failure.error);
      else waiting?.resolve(held!.credential);
      waiting = attempt = undefined;
    },
    closed() {
      const error = new ForgekeyError('ERR_CREDENTIAL_CLOSED', 'The source is closed.');
      closing.abort(error);
      controller.abort(error);
      clearTimeout(pause);
      const all = waiting;
      // After the last step of the load, whose timer is gone by then.
      attempt?.then(() => all?.reject(error));
      waiting = attempt = refusals.last = undefined;
    },
  };

  /** The load in flight, or a new one. Rejects at once if the last one failed a moment ago. */
  const load = async (): Promise<string> => {
    closing.signal.throwIfAborted();
    dispatch('demand', performance.now());
    if (!waiting) throw machine.failure!.error;
    return waiting.promise;
  };

  /** Callers who wait for the same load get its error, and so do the listeners. */
  const loadInBackground = (): void => void load().catch(() => {});

  /** The held credential while it is valid. Begins its renewal when that is due. */
  const usable = (): string | undefined => {
    if (!(remainingMs(machine) > 0)) return undefined;
    if (untilRenewalMs(machine) <= 0) loadInBackground();
    return machine.held?.credential;
  };

  const wake = (): void => {
    if (untilRenewalMs(machine) <= 0 && !isHidden()) loadInBackground();
    else update();
  };

  /** Wakes for the renewal, or for the expiry if that comes first, and tells the listeners of a change. */
  const update = (): void => {
    clearTimeout(timer);
    const leftMs = remainingMs(machine);
    const delayMs = isHidden() || waiting ? leftMs : Math.min(untilRenewalMs(machine), leftMs);
    if (delayMs > 0 && delayMs < Infinity) {
      timer = setTimeout(wake, Math.min(delayMs, MAX_TIMEOUT_SEC * 1000));
      // Where timers are objects, they keep the process alive.
      (timer as { unref?(): void }).unref?.();
    }
    const status = statusOf(machine);
    if (status === state.status) return;
    const { failure } = machine;
    state = Object.freeze({
      status,
      ...(leftMs > 0 && leftMs < Infinity && { expiresAt: new Date(Date.now() + leftMs) }),
      ...(failure && { error: failure.error }),
    });
    for (const call of [...listeners]) reported(call);
  };

  const get = (request?: CredentialRequestOptions): Promise<string> =>
    abortable(() => usable() ?? load(), request?.signal);

  /**
   * What to repeat a refused request with: `refused` itself if another load so soon would be hammering. Other callers keep it
   * until the next one is loaded: a refusal by one server must not take a valid credential from all of them.
   */
  const replace = (refused: string, request?: CredentialRequestOptions): Promise<string> | string => {
    if (machine.held?.credential !== refused) return get(request);
    refusals.last = refused;
    // A load in flight serves this request, too; after one that failed, its delay decides.
    if (!waiting && !machine.failure && !refusals.mayLoad()) return refused;
    return abortable(load, request?.signal);
  };

  const accept = <Answer>(credential: string, answer: Answer): Answer => {
    if (machine.held?.credential === credential) refusals.accept(credential);
    return answer;
  };

  const source: CredentialSource = {
    get state() {
      return state;
    },
    get,
    async renew(request) {
      // An attempt that is in flight began before whatever is the reason for this call.
      await abortable(() => attempt, request?.signal);
      isForced = machine.activity !== 'loading';
      dispatch('renew');
      return abortable(load, request?.signal);
    },
    async withCredential(send, isRefusal, request) {
      // No await before `send` if a credential is at hand: a page that is being left has no time for one.
      const first = usable() ?? (await get(request));
      const answer = await send(first);
      if (!(await isRefusal(answer))) return accept(first, answer);
      const second = await replace(first, request);
      if (second === first) return answer;
      const repeated = await send(second);
      if (!(await isRefusal(repeated))) return accept(second, repeated);
      refusals.last = second;
      return repeated;
    },
    subscribe(listener) {
      assertFunction(listener, 'listener');
      const call = (): unknown => listeners.has(call) && listener(state);
      listeners.add(call);
      return () => void listeners.delete(call);
    },
    close: () => dispatch('close'),
  };

  watchPage(wake, () => dispatch('online'), closing.signal);
  for (const end of [signal, shareAcrossTabs?.signal]) {
    end?.addEventListener('abort', source.close, { signal: closing.signal });
    if (end?.aborted) source.close();
  }
  return source;
}
