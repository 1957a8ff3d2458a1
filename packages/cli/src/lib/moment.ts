import { UsageError } from './usage-error.ts';

const isoDate: RegExp =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2}))?$/;
const MAX_UNIX_SECONDS = 99_999_999_999;

/**
 * The moment of Unix seconds or of an ISO 8601 date. A time of day needs its offset: the same text must not mean
 * another moment on another machine. A date alone is its first moment in UTC.
 */
export function parseMoment(text: string, flag: string): Date {
  if (/^\d+$/.test(text)) return fromUnixSeconds(Number(text), flag);
  const [, day, time = '00:00', offset = 'Z'] = isoDate.exec(text) ?? [];
  const date = new Date(`${day}T${time}${offset}`);
  // A Date takes 30 February for 2 March.
  if (Number.isNaN(date.getTime()) || new Date(`${day}T00:00Z`).toISOString().slice(0, 10) !== day) {
    throw new UsageError(
      `${flag} takes Unix seconds, or a date such as 2027-01-31 or 2027-01-31T18:00:00Z (a time needs Z or an offset).`,
    );
  }
  return date;
}

function fromUnixSeconds(seconds: number, flag: string): Date {
  if (seconds > MAX_UNIX_SECONDS) throw new UsageError(`${flag} takes Unix seconds, not milliseconds.`);
  return new Date(seconds * 1000);
}
