import { refusalOf } from '@forgekey/core/internal';
import type { ForgekeyErrorCode } from '@forgekey/node';
import { ApiError } from './api-error.ts';

/**
 * The engine's answer for a code, with its status and text from core. A fault that the engine does not distinguish, such
 * as a malformed key, is reported as a key that no parent signed.
 *
 * @param name - what the text names: an index or a parameter
 */
export function engineRefusal(code: ForgekeyErrorCode, name?: string): ApiError {
  const { status, message, hint } = refusalOf({ code, parameter: name });
  return new ApiError(status, message, { code, hint });
}
