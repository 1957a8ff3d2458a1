import { ForgekeyError, type ForgekeyErrorCode } from '@forgekey/core';
import { shown } from '@forgekey/core/internal';

/** How much of the reason for a failure is shown in a message. */
const MAX_REASON_CHARACTERS = 120;

/** The error that callers get when a load has failed. Its other properties decide when the next load begins. */
export interface LoadError extends ForgekeyError {
  /** Whether a server answered, and refused. */
  readonly isRefusal?: boolean;
  /** How long ago it failed, if several tabs share the load. Such an error is complete: the source passes it on unchanged. */
  readonly agoMs?: number;
}

/** `reason` is the part of the message that says what went wrong. */
export function loadError(
  code: ForgekeyErrorCode,
  cause: unknown,
): LoadError & { reason: string; isRefusal: boolean } {
  let isRefusal = false;
  let text: string = typeof cause;
  try {
    isRefusal = !!(cause as LoadError | undefined)?.isRefusal;
    text = String((cause as Error | undefined)?.message ?? cause);
  } catch {
    // The cause may be anything, with accessors that throw. Then its type has to do.
  }
  // The text may contain a credential, for example in a URL, so long words are left out.
  const reason = shown(text.replace(/[\w+=.%-]{20,}/g, '…'), MAX_REASON_CHARACTERS);
  return Object.assign(new ForgekeyError(code, `The load failed: ${reason}`), { cause, reason, isRefusal });
}
