import { FIRST_SECONDS_OUT_OF_RANGE } from '@forgekey/core/internal';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { parseDurationSec } from './duration.ts';
import { parseMoment } from './moment.ts';
import { valueFlag } from './value-flag.ts';

export interface ExpiryFlags {
  readonly validFor?: string;
  readonly validUntil?: string;
}

export function addExpiryFlags(command: Command): Command {
  return command
    .addOption(valueFlag('--valid-for <time>', 'lifetime from now, such as 15m, 1h30m or 7d', 'Expiry:'))
    .addOption(
      valueFlag(
        '--valid-until <date>',
        'expiry date: 2027-01-31T18:00:00Z, 2027-01-31 (00:00 UTC) or Unix seconds',
        'Expiry:',
      ),
    );
}

/** The expiry of the flags in Unix seconds, or undefined if they set none. */
export function expirySecOf({ validFor, validUntil }: ExpiryFlags, now: Date): number | undefined {
  if (validFor !== undefined && validUntil !== undefined) {
    throw new UsageError('"--valid-for" and "--valid-until" both set the expiry.', 'Give one of them.');
  }
  if (validFor !== undefined) {
    const expirySec = Math.floor(now.getTime() / 1000) + parseDurationSec(validFor, '--valid-for');
    return assertInRange(expirySec, '--valid-for');
  }
  if (validUntil === undefined) return undefined;
  const expirySec = Math.floor(parseMoment(validUntil, '--valid-until').getTime() / 1000);
  return assertInRange(expirySec, '--valid-until');
}

function assertInRange(expirySec: number, flag: string): number {
  if (expirySec > 0 && expirySec < FIRST_SECONDS_OUT_OF_RANGE) return expirySec;
  const lastYear = new Date(FIRST_SECONDS_OUT_OF_RANGE * 1000).getUTCFullYear();
  throw new UsageError(`"${flag}" must set an expiry after 1970-01-01 and before ${lastYear}.`);
}
