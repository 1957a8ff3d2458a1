import type { Finding, LintRule } from './finding.ts';

const MAX_USER_TOKEN_CHARACTERS = 128;

/**
 * Search sets no rule for user tokens; analytics and personalization drop events of tokens outside their pattern.
 *
 * @see https://www.algolia.com/doc/guides/sending-events/concepts/usertoken
 */
export const lintUserToken: LintRule = function* ({ values }): Iterable<Finding> {
  const userToken = values.get('userToken');
  if (typeof userToken !== 'string') return;
  if (userToken.length > MAX_USER_TOKEN_CHARACTERS) {
    yield {
      code: 'LINT_USER_TOKEN_LENGTH',
      severity: 'warning',
      parameter: 'userToken',
      message: `"userToken" has ${userToken.length} characters; analytics take ${MAX_USER_TOKEN_CHARACTERS}. Use a hash of the id.`,
    };
  }
  if (!/^[A-Za-z0-9_=/+-]*$/.test(userToken)) {
    yield {
      code: 'LINT_USER_TOKEN_CHARACTERS',
      severity: 'warning',
      parameter: 'userToken',
      message:
        '"userToken" has characters that analytics do not take: only letters, digits and _ = / + - are. Use an opaque id, never an e-mail address.',
    };
  }
};
