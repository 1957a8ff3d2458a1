/** Larger Unix times are probably in milliseconds: in seconds, this one is in the year 5138. */
export const FIRST_SECONDS_OUT_OF_RANGE = 100_000_000_000;

/** The milliseconds of `now`, or of the current time. */
export function millisecondsOf(now: Date | undefined): number {
  if (now === undefined) return Date.now();
  const milliseconds = dateMilliseconds(now);
  if (milliseconds === undefined || Number.isNaN(milliseconds)) {
    throw new TypeError('"now" must be a valid Date.');
  }
  return milliseconds;
}

/** The milliseconds of a Date of any realm (NaN for an invalid one), or undefined if `value` is not a Date. */
export function dateMilliseconds(value: unknown): number | undefined {
  // An exception for a number would take longer than the HMAC of a whole key.
  if (typeof value !== 'object') return undefined;
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}

/** A clock tolerance in milliseconds. */
export function toleranceMilliseconds(clockToleranceSec: number | undefined): number {
  if (clockToleranceSec === undefined) return 0;
  if (typeof clockToleranceSec !== 'number' || !(clockToleranceSec >= 0 && clockToleranceSec < Infinity)) {
    throw new TypeError('"clockToleranceSec" must be a number of seconds, 0 or more.');
  }
  return clockToleranceSec * 1000;
}

/**
 * Whether `expiresAt` has passed. A credential is still valid at that very moment, and forever without one.
 *
 * @throws {TypeError} `now` or `clockToleranceSec` is invalid, also without an `expiresAt`
 */
export function hasPassed(
  expiresAt: Date | undefined,
  now: Date | undefined,
  clockToleranceSec?: number,
): boolean {
  const earliestMs = millisecondsOf(now) - toleranceMilliseconds(clockToleranceSec);
  return expiresAt !== undefined && expiresAt.getTime() < earliestMs;
}

/** The date of a Unix time, such as the `validUntil` of a key. */
export function dateOfSeconds(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

/** The Unix time in whole seconds that `text` contains, or undefined. Some clients write `1893456000.0`. */
export function readSeconds(text: string): number | undefined {
  const seconds = /^\d+(?:\.0+)?$/.test(text) ? Number(text) : Infinity;
  return seconds < FIRST_SECONDS_OUT_OF_RANGE ? seconds : undefined;
}

/** Whether `value` is a Unix time in whole seconds, and too small to be in milliseconds. */
export function isSeconds(value: unknown): value is number {
  return (
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < FIRST_SECONDS_OUT_OF_RANGE
  );
}
