import { ForgekeyError, type ForgekeyErrorCode } from '@forgekey/core';
import { abortable } from '../lib/abortable.ts';
import { type Clock, startClock } from './clock.ts';
import { readExpiry } from './read-expiry.ts';
import type { CredentialSourceOptions, LoadedCredential } from './types.ts';

/** A credential with less to live than this cannot be put to use, and would be asked for again at once. */
const MIN_REMAINING_MS = 1000;

export interface HeldCredential {
  readonly credential: string;
  /** By `clock`; infinite for a key that does not expire. */
  readonly expiresAtMs: number;
  readonly clock: Clock;
}

/** One load: called, timed, read and checked. Rejects with a coded error, or with the reason of `closing`. */
export async function loadCredential(
  { load, loadTimeoutSec = 10, check }: CredentialSourceOptions,
  known: Clock | undefined,
  closing: AbortSignal,
): Promise<HeldCredential> {
  const loaded = await callWithin(loadTimeoutSec, load, closing);
  const isText = typeof loaded === 'string';
  const credential = isText ? loaded : loaded?.credential;
  if (typeof credential !== 'string') {
    throw coded(
      'ERR_CREDENTIAL_UNUSABLE',
      'The load failed: it brought neither a credential nor { credential, serverDate }.',
    );
  }
  // The date counts for this credential only: a load that fails must not move the clock of the present one.
  const clock = startClock(isText ? undefined : loaded.serverDate, known);
  try {
    const expiresAtMs = readExpiry(credential);
    check?.(credential, new Date(clock.now()));
    if (expiresAtMs - clock.now() >= MIN_REMAINING_MS) return { credential, expiresAtMs, clock };
  } catch (error) {
    if (error instanceof ForgekeyError && error.code === 'ERR_CREDENTIAL_MISMATCH') throw error;
    throw coded('ERR_CREDENTIAL_UNUSABLE', 'The load failed: see the cause.', error);
  }
  throw coded(
    'ERR_CREDENTIAL_UNUSABLE',
    'The load failed: it brought an expired credential. Was it cached? Or is a clock wrong? Then resolve to serverDate, too.',
  );
}

async function callWithin(
  timeoutSec: number,
  load: CredentialSourceOptions['load'],
  closing: AbortSignal,
): Promise<LoadedCredential> {
  const controller = new AbortController();
  const { signal } = controller;
  const giveUp = (reason: unknown): void => controller.abort(reason);
  const onClose = (): void => giveUp(closing.reason);
  closing.addEventListener('abort', onClose);
  const timer = setTimeout(
    () => giveUp(coded('ERR_CREDENTIAL_TIMEOUT', `The load took over ${timeoutSec} seconds.`)),
    timeoutSec * 1000,
  );
  try {
    // Called in a promise's callback, so that a load that throws at once is one that rejects.
    return await abortable(() => Promise.resolve({ signal }).then(load), signal);
  } catch (cause) {
    throw signal.aborted
      ? signal.reason
      : coded('ERR_CREDENTIAL_LOAD', 'The load failed: see the cause.', cause);
  } finally {
    clearTimeout(timer);
    closing.removeEventListener('abort', onClose);
  }
}

function coded(code: ForgekeyErrorCode, message: string, cause?: unknown): ForgekeyError {
  const error = new ForgekeyError(code, message);
  if (cause !== undefined) error.cause = cause;
  return error;
}
