import { ForgekeyError } from '@forgekey/core';
import { abortable } from '../lib/abortable.ts';
import { clockFor, type HeldCredential, MIN_REMAINING_MS } from './clock.ts';
import { loadError } from './load-error.ts';
import { readExpiry } from './read-expiry.ts';
import { readLoaded } from './read-loaded.ts';
import { renewalMarginMs } from './renewal-margin.ts';
import { type Machine, remainingMs } from './source-machine.ts';
import type { CredentialSourceOptions, CredentialWithServerTime } from './types.ts';

/** A credential with less time left does not shorten the timeout of the load that replaces it. */
const MIN_TO_SHARE_MS = 2000;

/**
 * Calls `load` once, and reads and checks the credential, all within one timeout. Rejects with a coded error, or with the reason
 * that `controller` is aborted with.
 */
export function loadCredential(
  load: CredentialSourceOptions['load'],
  { check, refreshBeforeSec = 60, loadTimeoutSec = 10 }: CredentialSourceOptions,
  machine: Machine,
  controller: AbortController,
): Promise<HeldCredential> {
  const { signal } = controller;
  const leftMs = remainingMs(machine);
  // It ends while there is time for another load before the held credential expires.
  const timeoutMs = Math.min(
    loadTimeoutSec * 1000,
    leftMs > MIN_TO_SHARE_MS ? Math.round(leftMs / 2) : Infinity,
  );
  const timer = setTimeout(
    () =>
      controller.abort(
        new ForgekeyError('ERR_CREDENTIAL_TIMEOUT', `The load took over ${timeoutMs / 1000} seconds.`),
      ),
    timeoutMs,
  );
  const attempt = async (): Promise<HeldCredential> => {
    let loaded: CredentialWithServerTime | undefined;
    try {
      // Not at once: a `load` that calls its own source must find this load in flight.
      await 0;
      const answer = await load({ signal, isForced: machine.isForced! });
      // No one waits for an answer that comes too late, so it is not read.
      signal.throwIfAborted();
      loaded = await readLoaded(answer);
      signal.throwIfAborted();
      const { credential, serverTime } = loaded;
      const expiresAtMs = readExpiry(credential);
      // This clock is for the new credential only: a load that fails must not change the clock of the held one.
      const clock = clockFor(credential, expiresAtMs, serverTime, machine);
      if ((await check?.(credential, new Date(clock.now()))) === false) {
        throw new ForgekeyError('ERR_CREDENTIAL_MISMATCH', 'check() answered false.');
      }
      const lifeMs = expiresAtMs - clock.now();
      if (lifeMs < MIN_REMAINING_MS) throw new Error('The credential has expired');
      return { credential, expiresAtMs, marginMs: renewalMarginMs(lifeMs, refreshBeforeSec), clock };
    } catch (cause) {
      const isComplete =
        cause instanceof ForgekeyError &&
        (loaded ? cause.code === 'ERR_CREDENTIAL_MISMATCH' : 'agoMs' in cause);
      if (isComplete) throw cause;
      throw loadError(loaded ? 'ERR_CREDENTIAL_UNUSABLE' : 'ERR_CREDENTIAL_LOAD', cause);
    }
  };
  return abortable(attempt, controller).finally(() => clearTimeout(timer));
}
