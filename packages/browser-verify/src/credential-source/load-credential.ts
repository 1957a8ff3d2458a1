import { ForgekeyError, type ForgekeyErrorCode } from '@forgekey/core';
import { abortable } from '../lib/abortable.ts';
import { type Clock, startClock } from './clock.ts';
import { readExpiry } from './read-expiry.ts';
import type { CredentialSourceOptions, CredentialWithServerDate } from './types.ts';

/** A credential with less to live than this cannot be put to use, and would be asked for again at once. */
const MIN_REMAINING_MS = 1000;

export interface HeldCredential {
  readonly credential: string;
  /** By `clock`; infinite for a key that does not expire. */
  readonly expiresAtMs: number;
  readonly clock: Clock;
}

/** One load: called, read, checked, and timed as a whole. Rejects with a coded error, or with what `controller` is aborted with. */
export function loadCredential(
  options: CredentialSourceOptions,
  known: Clock | undefined,
  controller: AbortController,
): Promise<HeldCredential> {
  const { loadTimeoutSec = 10 } = options;
  const { signal } = controller;
  const timer = setTimeout(
    () =>
      controller.abort(
        new ForgekeyError('ERR_CREDENTIAL_TIMEOUT', `The load took over ${loadTimeoutSec} seconds.`),
      ),
    loadTimeoutSec * 1000,
  );
  return abortable(() => attempt(options, known, signal), signal).finally(() => clearTimeout(timer));
}

async function attempt(
  { load, check }: CredentialSourceOptions,
  known: Clock | undefined,
  signal: AbortSignal,
): Promise<HeldCredential> {
  let code: ForgekeyErrorCode = 'ERR_CREDENTIAL_LOAD';
  try {
    // In a later turn: a load that asks its own source has to find this one in flight.
    await 0;
    const loaded = await load({ signal });
    // Nobody waits for what comes too late: it is not even checked.
    signal.throwIfAborted();
    code = 'ERR_CREDENTIAL_UNUSABLE';
    const isText = typeof loaded === 'string';
    const { credential, serverDate }: CredentialWithServerDate = isText
      ? { credential: loaded }
      : Object(loaded);
    const expiresAtMs = readExpiry(credential);
    // The date counts for this credential only: a load that fails must not move the clock of the present one.
    const clock = startClock(serverDate, known);
    if ((await check?.(credential, new Date(clock.now()))) === false) {
      throw new ForgekeyError('ERR_CREDENTIAL_MISMATCH', 'check() answered false.');
    }
    if (expiresAtMs - clock.now() >= MIN_REMAINING_MS) return { credential, expiresAtMs, clock };
    throw new Error('It has expired. Was it cached? Or is a clock wrong? Then return serverDate, too.');
  } catch (cause) {
    const isChecked = code === 'ERR_CREDENTIAL_UNUSABLE' && cause instanceof ForgekeyError;
    if (isChecked && cause.code === 'ERR_CREDENTIAL_MISMATCH') throw cause;
    throw Object.assign(new ForgekeyError(code, 'The load failed: see the cause.'), { cause });
  }
}
