import { hasPassed, millisecondsOf } from '../lib/time.ts';
import type { Finding, LintRule } from './finding.ts';

/** 365 days. */
const YEAR_MILLISECONDS = 31_536_000_000;

export const lintValidity: LintRule = function* ({ values, key }, { now }): Iterable<Finding> {
  const validUntil = values.get('validUntil');
  const isUnreadable = key?.problems.some(({ parameter }) => parameter === 'validUntil');
  if (validUntil === undefined && !isUnreadable) {
    yield {
      code: 'LINT_NO_EXPIRY',
      severity: 'warning',
      parameter: 'validUntil',
      message: 'The key never expires. A secured key cannot be revoked without deleting its parent.',
      hint: 'Set validUntil, and renew the key.',
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
      message: `The key expired at ${expiresAt.toISOString()}.`,
      hint: 'Set a later validUntil, and check the clock of the machine.',
    };
  } else if (expiresAt.getTime() - millisecondsOf(now) > YEAR_MILLISECONDS) {
    yield {
      code: 'LINT_FAR_EXPIRY',
      severity: 'warning',
      parameter: 'validUntil',
      message: `The key is valid until ${expiresAt.toISOString()}, more than a year from now.`,
      hint: 'Set validUntil to minutes or hours from now, and renew the key.',
    };
  }
};
