import type { Style } from './style.ts';
import { timeLeft, utc } from './time-left.ts';

/** How long a credential is valid, for programs. */
export interface ExpiryDocument {
  /** ISO 8601; null where it does not expire, or does not say so readably. */
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
 * @param isLastMomentValid - a key is good at its last moment; a token is not (RFC 7519 section 4.1.4).
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
