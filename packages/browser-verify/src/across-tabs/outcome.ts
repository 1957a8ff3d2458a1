import { LONGEST_IN_OUTAGE_MS } from '../credential-source/backoff.ts';
import { type LoadError, loadError } from '../credential-source/load-error.ts';
import { readExpiry } from '../credential-source/read-expiry.ts';

/** A credential is shared for half of this time if its expiry is unknown, or in the past by this device's clock. */
const UNKNOWN_LIFE_MS = 60_000;

/** A credential that a tab has loaded. */
export interface Shared {
  readonly credential: string;
  /** The time of the server at `atMs`, if the server sent it. */
  readonly serverMs?: number;
  /** When it was loaded, by this device's clock: all tabs have the same one. */
  readonly atMs: number;
}

/** A load that failed in a tab. */
export interface Failed {
  readonly code: (typeof sharedCodes)[number];
  readonly reason: string;
  /** Whether a server answered, and refused. */
  readonly isRefusal: boolean;
  readonly atMs: number;
}

const sharedCodes = ['ERR_CREDENTIAL_LOAD', 'ERR_CREDENTIAL_TIMEOUT', 'ERR_CREDENTIAL_UNUSABLE'] as const;

/** Whether it has the form of a credential. Anything else in the channel is ignored. */
export function isShared(shared: unknown): shared is Shared {
  const { credential, serverMs = 0, atMs } = Object(shared) as Partial<Shared>;
  try {
    return readExpiry(credential!) > 0 && Number.isFinite(serverMs) && Number.isFinite(atMs);
  } catch {
    return false;
  }
}

export function isFailed(failed: unknown): failed is Failed {
  const { code, reason, atMs } = Object(failed) as Partial<Failed>;
  return sharedCodes.includes(code!) && typeof reason === 'string' && Number.isFinite(atMs);
}

export function failureOf(code: Failed['code'], cause: unknown): Failed {
  const { reason, isRefusal } = loadError(code, cause);
  return { code, reason, isRefusal, atMs: Date.now() };
}

/** The error that a tab's source gets for a load that failed, in this tab or in another. */
export function sharedError(
  { code, reason, isRefusal, atMs }: Failed,
  cause: unknown = new Error(reason),
): LoadError {
  return Object.assign(loadError(code, cause), { isRefusal, agoMs: Math.max(Date.now() - atMs, 0) });
}

export function isNewer(outcome: Shared | Failed, known: Shared | Failed | undefined): boolean {
  return !known || outcome.atMs > known.atMs;
}

/** Whether it is in the first half of its life. After that, it would have to be renewed soon. */
export function isFresh({ credential, serverMs, atMs }: Shared): boolean {
  const lifeMs = readExpiry(credential) - (serverMs ?? atMs);
  return Date.now() - atMs < (lifeMs > 0 ? lifeMs : UNKNOWN_LIFE_MS) / 2;
}

/** Whether the next load is not yet due. */
export function isRecent({ atMs }: Failed): boolean {
  return Math.abs(Date.now() - atMs) < LONGEST_IN_OUTAGE_MS;
}
