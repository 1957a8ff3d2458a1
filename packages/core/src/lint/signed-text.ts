import type { Finding, LintRule } from './finding.ts';

/** What the text of an existing key has beside its meaning. */
export const lintSignedText: LintRule = function* ({ decoded }): Iterable<Finding> {
  if (decoded === undefined) return;
  for (const { kind, parameter, message } of decoded.problems) {
    yield {
      code: kind === 'repeated' ? 'LINT_REPEATED_PARAMETER' : 'LINT_UNREADABLE_PARAMETER',
      severity: 'error',
      parameter,
      message: `${message}, so the key has no one meaning. Generate it anew with generateSecuredApiKey.`,
    };
  }
  if (!decoded.canonical && decoded.problems.length === 0) {
    yield {
      code: 'LINT_NOT_CANONICAL',
      severity: 'info',
      message:
        'The key is written differently from what forgekey and the official JavaScript client 5.x write. It is valid all the same: the signature covers the text as it is.',
    };
  }
};
