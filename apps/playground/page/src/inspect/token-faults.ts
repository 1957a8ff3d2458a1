import { type Finding, isForgekeyError } from '@forgekey/core';
import { checkSignedToken, keyIdOf, splitUserToken } from '@forgekey/core/internal';

/**
 * Why a token is refused even if its signature is right: the first fault of its header, and the first fault of its claims at
 * the time `now`. The checks are those of the verifier.
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
