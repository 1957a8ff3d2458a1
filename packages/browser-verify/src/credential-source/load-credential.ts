import { ForgekeyError, type ForgekeyErrorCode } from '@forgekey/core';
import { abortable } from '../lib/abortable.ts';
import { type Clock, runFrom, startClock } from './clock.ts';
import { type LoadError, loadError } from './load-error.ts';
import { readExpiry } from './read-expiry.ts';
import { readLoaded } from './read-loaded.ts';
import { renewalMarginMs } from './renewal-margin.ts';
import type { CredentialSourceOptions } from './types.ts';

/** A credential with less to live than this cannot be put to use, and would be asked for again at once. */
const MIN_REMAINING_MS = 1000;
/** A credential with less left does not shorten the load of its successor. */
const MIN_TO_SHARE_MS = 2000;
/** How long a credential is used whose lifetime is unknown, because this device's clock is wrong. */
const ASSUMED_LIFE_MS = 60_000;

export interface HeldCredential {
  readonly credential: string;
  /** By `clock`; infinite for a key that does not expire. */
  readonly expiresAtMs: number;
  /** How long before that it is renewed. */
  readonly marginMs: number;
  readonly clock: Clock;
}

/** What is known when a load begins. */
export interface Known {
  readonly held: HeldCredential | undefined;
  /** Until it expires. NaN if none is held. */
  readonly leftMs: number;
  /** The last credential that a server refused. */
  readonly refused: string | undefined;
  /** Whether a caller wants another credential than any that was loaded before. */
  readonly isForced: boolean;
}

/** One load: called, read, checked, and timed as a whole. Rejects with a coded error, or with what `controller` is aborted with. */
export function loadCredential(
  options: CredentialSourceOptions,
  known: Known,
  controller: AbortController,
): Promise<HeldCredential> {
  const { signal } = controller;
  const { loadTimeoutSec = 10 } = options;
  // Given up while the held credential still has the time for another load.
  const longestMs = known.leftMs > MIN_TO_SHARE_MS ? Math.round(known.leftMs / 2) : Infinity;
  const timeoutMs = Math.min(loadTimeoutSec * 1000, longestMs);
  const timer = setTimeout(
    () =>
      controller.abort(
        new ForgekeyError('ERR_CREDENTIAL_TIMEOUT', `The load took over ${timeoutMs / 1000} seconds.`),
      ),
    timeoutMs,
  );
  return abortable(() => attempt(options, known, signal), signal).finally(() => clearTimeout(timer));
}

async function attempt(
  { load, check, refreshBeforeSec = 60 }: CredentialSourceOptions,
  known: Known,
  signal: AbortSignal,
): Promise<HeldCredential> {
  let code: ForgekeyErrorCode = 'ERR_CREDENTIAL_LOAD';
  try {
    // In a later turn: a load that asks its own source has to find this one in flight.
    await 0;
    const answer = await load({ signal, isForced: known.isForced });
    // No one waits for an answer that comes too late: it is not even read.
    signal.throwIfAborted();
    const loaded = await readLoaded(answer);
    signal.throwIfAborted();
    code = 'ERR_CREDENTIAL_UNUSABLE';
    const { credential, serverTime } = loaded;
    const expiresAtMs = readExpiry(credential);
    // The time counts for this credential only: a load that fails must not move the clock of the present one.
    const clock = clockFor(credential, expiresAtMs, startClock(serverTime, known.held?.clock), known);
    if ((await check?.(credential, new Date(clock.now()))) === false) {
      throw new ForgekeyError('ERR_CREDENTIAL_MISMATCH', 'check() answered false.');
    }
    const lifeMs = expiresAtMs - clock.now();
    if (lifeMs >= MIN_REMAINING_MS) {
      return { credential, expiresAtMs, marginMs: renewalMarginMs(lifeMs, refreshBeforeSec), clock };
    }
    throw new Error('The credential has expired');
  } catch (cause) {
    if ((cause as LoadError | undefined)?.agoMs !== undefined) throw cause;
    const isChecked = code === 'ERR_CREDENTIAL_UNUSABLE' && cause instanceof ForgekeyError;
    if (isChecked && cause.code === 'ERR_CREDENTIAL_MISMATCH') throw cause;
    throw loadError(code, cause);
  }
}

/**
 * The clock to judge a credential by. A server has just issued it: if this device's clock says that it has expired, the clock is
 * more likely to be wrong. It is then used for a while, and again after a load that brings it again, until a server refuses
 * it. One that was used to its end has really expired.
 */
function clockFor(credential: string, expiresAtMs: number, clock: Clock, { held, refused }: Known): Clock {
  const isValid = expiresAtMs - clock.now() >= MIN_REMAINING_MS;
  if (isValid || clock.basis === 'server' || credential === refused) return clock;
  const wasUsedUp = credential === held?.credential && held.clock.basis !== 'assumed';
  return wasUsedUp ? clock : runFrom(expiresAtMs - ASSUMED_LIFE_MS, 'assumed');
}
