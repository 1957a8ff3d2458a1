import type { Style } from './style.ts';

/** How long a credential is valid, for programs. */
export interface ExpiryDocument {
  /** ISO 8601; null if the credential does not expire or its expiry cannot be read. */
  readonly expiresAt: string | null;
  /** Whole seconds, rounded down; negative once it has expired. */
  readonly remainingSec: number | null;
}

export function expiryDocument(expiresAt: Date | undefined, now: Date): ExpiryDocument {
  if (expiresAt === undefined) return { expiresAt: null, remainingSec: null };
  const remainingSec = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
  return { expiresAt: expiresAt.toISOString(), remainingSec };
}

/**
 * For people: the date, and the time left in words.
 *
 * @param isLastMomentValid - a key is still valid at its `validUntil`; a token is not at its `exp` (RFC 7519 section 4.1.4).
 */
export function expiryText(
  expiresAt: Date | undefined,
  now: Date,
  style: Style,
  isLastMomentValid: boolean,
): string {
  if (expiresAt === undefined) return style.yellow('never');
  const text = `${utc(expiresAt)} (${timeLeft(expiresAt, now)})`;
  const isExpired = isLastMomentValid ? expiresAt < now : expiresAt <= now;
  return isExpired ? style.red(`${text}: expired`) : style.green(text);
}

const units = [
  ['year', 31_557_600],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `in 14 minutes 59 seconds`, `2 hours ago`: the two largest units, rounded towards now. */
export function timeLeft(moment: Date, now: Date): string {
  const milliseconds = moment.getTime() - now.getTime();
  if (milliseconds === 0) return 'now';
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return milliseconds < 0 ? 'just now' : 'in less than a second';
  const [name, size] = units[first]!;
  const parts = [counted(Math.floor(seconds / size), name)];
  const next = units[first + 1];
  if (next !== undefined) {
    const rest = Math.floor((seconds % size) / next[1]);
    if (rest > 0) parts.push(counted(rest, next[0]));
  }
  return milliseconds < 0 ? `${parts.join(' ')} ago` : `in ${parts.join(' ')}`;
}

/** `2026-11-22 16:20:00 UTC`. */
export function utc(moment: Date): string {
  return `${moment.toISOString().slice(0, -5).replace('T', ' ')} UTC`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
