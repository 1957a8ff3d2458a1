import { ForgekeyError } from '@forgekey/core';
import { abortable } from '../lib/abortable.ts';
import { clockFor, type HeldCredential, MIN_REMAINING_MS } from './clock.ts';
import { type LoadError, loadError } from './load-error.ts';
import { readExpiry } from './read-expiry.ts';
import { readLoaded } from './read-loaded.ts';
import { renewalMarginMs } from './renewal-margin.ts';
import { type Machine, remainingMs } from './source-machine.ts';
import type { CredentialSourceOptions, CredentialWithServerTime } from './types.ts';

/** A credential with less left does not shorten the load of its successor. */
const MIN_TO_SHARE_MS = 2000;

/**
 * One load: called, read, checked, and timed as a whole. Rejects with a coded error, or with what `controller` is aborted with.
 */
export function loadCredential(
  { load, check, refreshBeforeSec = 60, loadTimeoutSec = 10 }: CredentialSourceOptions,
  machine: Machine,
  controller: AbortController,
): Promise<HeldCredential> {
  const { signal } = controller;
  const { held, refused, isForced = false } = machine;
  const leftMs = remainingMs(machine);
  // Given up while the held credential still has the time for another load.
  const longestMs = leftMs > MIN_TO_SHARE_MS ? Math.round(leftMs / 2) : Infinity;
  const timeoutMs = Math.min(loadTimeoutSec * 1000, longestMs);
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
      // In a later turn: a load that asks its own source has to find this one in flight.
      await 0;
      const answer = await load({ signal, isForced });
      // No one waits for an answer that comes too late: it is not even read.
      signal.throwIfAborted();
      loaded = await readLoaded(answer);
      signal.throwIfAborted();
      const { credential, serverTime } = loaded;
      const expiresAtMs = readExpiry(credential);
      // The time counts for this credential only: a load that fails must not move the clock of the present one.
      const clock = clockFor(credential, expiresAtMs, serverTime, held, refused);
      if ((await check?.(credential, new Date(clock.now()))) === false) {
        throw new ForgekeyError('ERR_CREDENTIAL_MISMATCH', 'check() answered false.');
      }
      const lifeMs = expiresAtMs - clock.now();
      if (lifeMs >= MIN_REMAINING_MS) {
        return { credential, expiresAtMs, marginMs: renewalMarginMs(lifeMs, refreshBeforeSec), clock };
      }
      throw new Error('The credential has expired');
    } catch (cause) {
      const isMismatch = loaded && cause instanceof ForgekeyError && cause.code === 'ERR_CREDENTIAL_MISMATCH';
      if (isMismatch || ((cause as LoadError | undefined)?.agoMs as number) >= 0) throw cause;
      throw loadError(loaded ? 'ERR_CREDENTIAL_UNUSABLE' : 'ERR_CREDENTIAL_LOAD', cause);
    }
  };
  return abortable(attempt, controller).finally(() => clearTimeout(timer));
}
