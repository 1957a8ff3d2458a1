import { ForgekeyError, type ForgekeyErrorCode } from '@forgekey/core';
import { shown } from '@forgekey/core/internal';

/** How much of the reason for a failure a message shows. */
const MAX_REASON_CHARACTERS = 120;

/** A load that failed, as callers see it, with what decides when the next one begins. */
export interface LoadError extends ForgekeyError {
  cause?: { readonly isRefusal?: boolean };
  /** How long ago it failed, if several tabs share it. Such an error is complete: the source passes it on as it is. */
  readonly agoMs?: number;
}

export function loadError(code: ForgekeyErrorCode, cause: unknown): LoadError {
  return Object.assign(new ForgekeyError(code, `The load failed: ${reasonOf(cause)}`), {
    cause,
  }) as LoadError;
}

/** What went wrong, for a log. The words of others may hold a credential, in an address for example: long runs are left out. */
export function reasonOf(cause: unknown): string {
  const reason = `${(cause as Error | undefined)?.message ?? cause}`;
  return shown(reason.replace(/[\w+=.%-]{20,}/g, '…'), MAX_REASON_CHARACTERS);
}

/** Whether there was no answer. A refusal, and an answer without a usable credential, would come again a second later. */
export function isOutage({ code, cause }: LoadError): boolean {
  return !cause?.isRefusal && /LOAD|TIMEOUT/.test(code);
}
