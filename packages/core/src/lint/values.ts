import { hasPassed, millisecondsOf } from '../lib/time.ts';
import type { Finding, LintRule } from './finding.ts';

// Values that can be signed, but are probably mistakes.

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
      hint: 'Set an earlier validUntil, and renew the key.',
    };
  }
};

const MAX_USER_TOKEN_CHARACTERS = 128;

/**
 * Checks the search parameter `userToken`, which is not a secured user token. Search accepts any text, but analytics and
 * personalization drop events if the token does not match their pattern.
 *
 * @see https://www.algolia.com/doc/guides/sending-events/concepts/usertoken
 */
export const lintUserTokenParameter: LintRule = function* ({ values }): Iterable<Finding> {
  const userToken = values.get('userToken');
  if (typeof userToken !== 'string') return;
  if (userToken.length > MAX_USER_TOKEN_CHARACTERS) {
    yield {
      code: 'LINT_USER_TOKEN_LENGTH',
      severity: 'warning',
      parameter: 'userToken',
      message: `"userToken" has ${userToken.length} characters. Analytics accepts ${MAX_USER_TOKEN_CHARACTERS}.`,
      hint: 'Use a hash of the id.',
    };
  }
  if (!/^[A-Za-z0-9_=/+-]*$/.test(userToken)) {
    yield {
      code: 'LINT_USER_TOKEN_CHARACTERS',
      severity: 'warning',
      parameter: 'userToken',
      message:
        '"userToken" contains characters that analytics does not accept. Use letters, digits and _ = / + -.',
      hint: 'Use an opaque id, never an e-mail address.',
    };
  }
};

/** The vendor's API keys have 32 hexadecimal digits. This is not documented, so another format is only a warning. */
export const lintParentApiKey: LintRule = function* (_, { parentApiKey }): Iterable<Finding> {
  if (parentApiKey === undefined || /^[0-9a-f]{32}$/i.test(parentApiKey)) return;
  yield {
    code: 'LINT_PARENT_KEY_FORMAT',
    severity: 'warning',
    parameter: 'parentApiKey',
    message: 'The parent API key does not have 32 hexadecimal digits, as API keys of the vendor do.',
    hint: 'Check whether it is the application ID or the secret of user tokens.',
  };
};
