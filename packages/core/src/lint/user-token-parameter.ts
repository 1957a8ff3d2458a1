import type { Finding, LintRule } from './finding.ts';

const MAX_USER_TOKEN_CHARACTERS = 128;

/**
 * The search parameter `userToken`, not a secured user token. Search accepts any text; analytics and personalization drop events
 * with a token outside their pattern.
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
        '"userToken" contains characters that analytics does not accept. It accepts letters, digits and _ = / + -.',
      hint: 'Use an opaque id, never an e-mail address.',
    };
  }
};
