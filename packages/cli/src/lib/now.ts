import type { Option } from 'commander';
import { valueFlag } from './flags.ts';
import { parseMoment } from './moment.ts';

export interface MomentFlag {
  readonly at?: string;
}

/** `--at`: judge by another moment than now. */
export function momentFlag(): Option {
  return valueFlag(
    '--at <date>',
    'judge the expiry by this moment instead of now; a date alone is 00:00 UTC',
  );
}

export function nowOf({ at }: MomentFlag): Date {
  return at === undefined ? new Date() : parseMoment(at, '--at');
}
