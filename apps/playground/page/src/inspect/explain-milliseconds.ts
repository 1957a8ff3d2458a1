import { formatInstant } from '../lib/format.ts';

/** Seconds reach this in the year 5138: a number from here on is a time in milliseconds. */
const firstMilliseconds = 1e11;
const lastMilliseconds = 8.64e15;

/** What to say about an expiry in milliseconds; undefined for any other value. */
export function explainMilliseconds(value: unknown): string | undefined {
  const milliseconds = Number(value);
  if (!(milliseconds >= firstMilliseconds && milliseconds <= lastMilliseconds)) return undefined;
  const seconds = Math.floor(milliseconds / 1000);
  return `${milliseconds} is a time in milliseconds (${formatInstant(new Date(milliseconds))}), but expiries are in seconds. Write ${seconds}.`;
}
