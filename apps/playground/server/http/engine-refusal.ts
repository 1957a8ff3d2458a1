import type { ForgekeyErrorCode } from '@forgekey/core';
import { refusalOf } from '@forgekey/core/internal';
import { ApiError } from './api-error.ts';

/**
 * The engine's answer for a code, with its status and text from core. A fault that the engine does not tell apart,
 * such as a malformed key, is worded as a key that nobody signed.
 *
 * @param name what the text names: an index or a parameter.
 */
export function engineRefusal(code: ForgekeyErrorCode, name = ''): ApiError {
  const { status, message } = refusalOf(code, name);
  return new ApiError(status, message, { code });
}
