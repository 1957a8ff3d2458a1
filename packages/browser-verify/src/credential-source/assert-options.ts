import type { CredentialSourceOptions } from './types.ts';

/** A longer delay overflows the 32 bits of a timer and fires at once. */
const MAX_TIMEOUT_SEC = 2_147_482;

/** @throws {TypeError} */
export function assertOptions(options: CredentialSourceOptions): void {
  if (typeof options?.load !== 'function')
    throw new TypeError('createCredentialSource takes { load: function }');
  assertNumber(options, 'refreshBeforeSec', 0);
  assertNumber(options, 'loadTimeoutSec', Number.MIN_VALUE);
  assertNumber(options, 'maxAttempts', 1);
}

function assertNumber(
  options: CredentialSourceOptions,
  name: 'refreshBeforeSec' | 'loadTimeoutSec' | 'maxAttempts',
  minimum: number,
): void {
  const { [name]: value = minimum } = options;
  if (typeof value === 'number' && value >= minimum && value <= MAX_TIMEOUT_SEC) return;
  const range = `${minimum === Number.MIN_VALUE ? 'above 0' : `from ${minimum}`}, at most ${MAX_TIMEOUT_SEC}`;
  throw new TypeError(`${name} must be a number ${range}`);
}
