/** A Unix time from here on was probably given in milliseconds: in seconds it would be in the year 5138. */
export const FIRST_SECONDS_OUT_OF_RANGE = 100_000_000_000;

/** Milliseconds of `now`, or of the clock. */
export function millisecondsOf(now: Date | undefined): number {
  if (now === undefined) return Date.now();
  const milliseconds = dateMilliseconds(now);
  if (milliseconds === undefined || Number.isNaN(milliseconds)) {
    throw new TypeError('now must be a valid Date');
  }
  return milliseconds;
}

/** Milliseconds of a Date of any realm (NaN for an invalid one), or undefined where `value` is not a Date. */
export function dateMilliseconds(value: unknown): number | undefined {
  // A throw costs more than the HMAC of a whole key.
  if (typeof value !== 'object') return undefined;
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}

/** Milliseconds of a clock tolerance that was given in seconds. */
export function toleranceMilliseconds(clockToleranceSec: number | undefined): number {
  if (clockToleranceSec === undefined) return 0;
  if (typeof clockToleranceSec !== 'number' || !(clockToleranceSec >= 0 && clockToleranceSec < Infinity)) {
    throw new TypeError('clockToleranceSec must be a number of seconds, 0 or more');
  }
  return clockToleranceSec * 1000;
}

/**
 * Whether the last moment of validity, if there is one, has passed. At that very moment a credential is still good.
 *
 * @throws {TypeError} `now` or `clockToleranceSec` is not a time, whether or not there is an expiry to judge
 */
export function hasPassed(
  expiresAt: Date | undefined,
  now: Date | undefined,
  clockToleranceSec?: number,
): boolean {
  const earliestMs = millisecondsOf(now) - toleranceMilliseconds(clockToleranceSec);
  return expiresAt !== undefined && expiresAt.getTime() < earliestMs;
}

/** The moment of a Unix time, such as the `validUntil` of a key, if there is one. */
export function dateOfSeconds(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

/** The Unix time in whole seconds that `text` holds, or undefined; some clients write `1893456000.0`. */
export function readSeconds(text: string): number | undefined {
  const seconds = /^\d+(?:\.0+)?$/.test(text) ? Number(text) : Infinity;
  return seconds < FIRST_SECONDS_OUT_OF_RANGE ? seconds : undefined;
}

/** Whether `value` is a Unix time in whole seconds, and too small to be one in milliseconds. */
export function isSeconds(value: unknown): value is number {
  return (
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < FIRST_SECONDS_OUT_OF_RANGE
  );
}
