import { assert, assertFunction } from '../lib/assert.ts';
import type { CredentialSourceOptions } from './types.ts';

/** A timer with a longer delay overflows its 32 bits and fires at once. */
export const MAX_TIMEOUT_SEC: number = 2_147_482;

/** @throws {TypeError} an option is unknown or unusable: the message names it */
export function assertOptions(options: CredentialSourceOptions): void {
  const {
    load,
    check = load,
    signal = { throwIfAborted: load },
    refreshBeforeSec = 0,
    loadTimeoutSec = 1,
    maxAttempts = 1,
    shareAcrossTabs = { share: load },
    ...others
  } = options ?? {};
  assertFunction(load, 'load');
  assertFunction(check, 'check');
  assertFunction(signal?.throwIfAborted, 'signal.throwIfAborted');
  assertFunction(shareAcrossTabs?.share, 'shareAcrossTabs.share');
  assertNumber(refreshBeforeSec, 'refreshBeforeSec', 0);
  assertNumber(loadTimeoutSec, 'loadTimeoutSec', 0.001);
  assertNumber(maxAttempts, 'maxAttempts', 1);
  assert(maxAttempts % 1 === 0, 'maxAttempts', 'a whole number');
  // Not `in`: someone may have added a member to `Object.prototype`.
  for (const name of Object.keys(others)) throw new TypeError(`Unknown option "${name}"`);
}

function assertNumber(value: unknown, name: string, minimum: number): void {
  assert(
    typeof value === 'number' && value >= minimum && value <= MAX_TIMEOUT_SEC,
    name,
    `a number from ${minimum} to ${MAX_TIMEOUT_SEC}`,
  );
}
