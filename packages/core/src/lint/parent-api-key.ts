import type { Finding, LintRule } from './finding.ts';

/** The vendor's API keys are 32 hexadecimal digits. That is not documented, so another format is not an error. */
export const lintParentApiKey: LintRule = function* (_, { parentApiKey }): Iterable<Finding> {
  if (parentApiKey === undefined || /^[0-9a-f]{32}$/i.test(parentApiKey)) return;
  yield {
    code: 'LINT_PARENT_KEY_FORMAT',
    severity: 'warning',
    parameter: 'parentApiKey',
    message: 'The parent API key is not 32 hexadecimal digits, as the API keys of the vendor are.',
    hint: 'Copy it again. Is it the application ID, or the secret of user tokens?',
  };
};
