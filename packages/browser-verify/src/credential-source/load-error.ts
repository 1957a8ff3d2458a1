import { ForgekeyError, type ForgekeyErrorCode } from '@forgekey/core';
import { shown } from '@forgekey/core/internal';

/** How much of the reason for a failure is shown in a message. */
const MAX_REASON_CHARACTERS = 120;

/** The error that callers get when a load has failed. Its other properties decide when the next load begins. */
export interface LoadError extends ForgekeyError {
  cause?: { readonly isRefusal?: boolean };
  /** How long ago it failed, if several tabs share the load. Such an error is complete: the source passes it on unchanged. */
  readonly agoMs?: number;
}

export function loadError(code: ForgekeyErrorCode, cause: unknown): LoadError {
  return Object.assign(new ForgekeyError(code, `The load failed: ${reasonOf(cause)}`), {
    cause,
  }) as LoadError;
}

/** What went wrong, for a log. The text may contain a credential, for example in a URL, so long words are left out. */
export function reasonOf(cause: unknown): string {
  const reason = (cause as Error | undefined)?.message ?? (cause as object | null | undefined);
  // `String` also takes a symbol, which a template does not, but no object without a prototype.
  return shown(
    String(reason?.toString ? reason : typeof reason).replace(/[\w+=.%-]{20,}/g, '…'),
    MAX_REASON_CHARACTERS,
  );
}
