import { hasPassed, millisecondsOf } from '../lib/time.ts';
import type { Finding, LintRule } from './finding.ts';

/** 365 days. */
const YEAR_MILLISECONDS = 31_536_000_000;

export const lintValidity: LintRule = function* ({ values }, { now }): Iterable<Finding> {
  const validUntil = values.get('validUntil');
  if (validUntil === undefined) {
    yield {
      code: 'LINT_NO_EXPIRY',
      severity: 'warning',
      parameter: 'validUntil',
      message:
        'The key never expires, and a secured key cannot be revoked alone: only deleting its parent does. Set validUntil, and renew.',
    };
    return;
  }
  if (typeof validUntil !== 'number') return;
  const expiresAt = new Date(validUntil * 1000);
  if (hasPassed(expiresAt, now)) {
    yield {
      code: 'LINT_EXPIRED',
      severity: 'error',
      parameter: 'validUntil',
      message: `The key expired at ${expiresAt.toISOString()}. Set a later validUntil, and compare the clock.`,
    };
  } else if (expiresAt.getTime() - millisecondsOf(now) > YEAR_MILLISECONDS) {
    yield {
      code: 'LINT_FAR_EXPIRY',
      severity: 'warning',
      parameter: 'validUntil',
      message: `The key lives until ${expiresAt.toISOString()}, more than a year. Make it short and renew it.`,
    };
  }
};
