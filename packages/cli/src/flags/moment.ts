import { FIRST_SECONDS_OUT_OF_RANGE } from '@forgekey/core/internal';
import type { Option } from 'commander';
import { UsageError } from '../errors.ts';
import { valueFlag } from './value-flag.ts';

const isoDate: RegExp =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|([+-]\d{2})(?::?(\d{2}))?))?$/;

/**
 * Reads Unix seconds or an ISO 8601 date. A time of day needs an offset, because the same text must mean the same moment
 * on every machine. A date alone means 00:00 UTC.
 */
export function parseMoment(text: string, flag: string): Date {
  if (/^\d+$/.test(text)) return fromUnixSeconds(Number(text), flag);
  const match = isoDate.exec(text);
  const [, day = '', time = '00:00', hours = '+00', minutes = '00'] = match ?? [];
  // A Date reads 30 February as 2 March.
  if (match !== null && !isDay(day))
    throw new UsageError(`"${flag}" names a day that does not exist: ${day}.`);
  // ECMAScript specifies exactly three digits of a fraction (ECMA-262 section 21.4.1.32).
  const date = new Date(`${day}T${time.replace(/(\.\d{3})\d+$/, '$1')}${hours}:${minutes}`);
  if (match === null || Number.isNaN(date.getTime())) {
    throw new UsageError(
      `"${flag}" must be Unix seconds or a date.`,
      'Dates look like 2027-01-31 (00:00 UTC) or 2027-01-31T18:00:00Z: a time needs Z or an offset.',
    );
  }
  return date;
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
}

function fromUnixSeconds(seconds: number, flag: string): Date {
  if (seconds >= FIRST_SECONDS_OUT_OF_RANGE)
    throw new UsageError(`"${flag}" must be in Unix seconds, not milliseconds.`);
  return new Date(seconds * 1000);
}

export interface MomentFlag {
  readonly at?: string;
}

/** `--at`: checks the expiry at another time than now. */
export function momentFlag(): Option {
  return valueFlag(
    '--at <date>',
    'check the expiry at this time instead of now; a date alone means 00:00 UTC',
  );
}

export function nowOf({ at }: MomentFlag): Date {
  return at === undefined ? new Date() : parseMoment(at, '--at');
}
