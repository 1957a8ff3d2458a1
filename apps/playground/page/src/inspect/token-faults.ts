import { type Finding, isForgekeyError } from '@forgekey/core';
import { checkSignedToken, keyIdOf, splitUserToken } from '@forgekey/core/internal';

/**
 * What refuses a token regardless of who signed it: the first fault of its header, and the first of its claims at the moment
 * `now`, by the checks of the verifier itself.
 *
 * @throws {ForgekeyError} `ERR_TOKEN_MALFORMED` a text that `decodeSecuredUserToken` cannot read either
 */
export function tokenFaults(token: string, now: Date): Finding[] {
  const parts = splitUserToken(token);
  const checks = [() => keyIdOf(parts), () => checkSignedToken(parts, '', { now })];
  return checks.flatMap(faultOf);
}

function faultOf(check: () => unknown): Finding[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    return [{ code: error.code, severity: 'error', message: error.message }];
  }
}
