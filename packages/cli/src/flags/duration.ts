import { UsageError } from '../errors.ts';

const SECONDS = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 } as const;
const duration: RegExp = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** The seconds of `15m`, `1h30m` or `2w`. The units are w, d, h, m and s, the largest first. */
export function parseDurationSec(text: string, flag: string): number {
  const match = duration.exec(text);
  const seconds = Object.values(SECONDS).reduce(
    (sum, unit, index) => sum + unit * Number(match?.[index + 1] ?? 0),
    0,
  );
  if (match === null || seconds === 0 || !Number.isSafeInteger(seconds)) {
    throw new UsageError(
      `"${flag}" must be a duration such as 15m, 1h30m or 7d.`,
      'The units are w, d, h, m and s, the largest first.',
    );
  }
  return seconds;
}
