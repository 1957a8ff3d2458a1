import { encodeParameter } from '../secured-api-key/serialize.ts';
import type { Finding, LintedKey, LintRule } from './finding.ts';

/** What the text of an existing key says beyond its meaning. */
export const lintSignedText: LintRule = function* ({ key }): Iterable<Finding> {
  if (key === undefined) return;
  for (const { kind, parameter, message } of key.problems) {
    yield {
      code: kind === 'repeated' ? 'LINT_REPEATED_PARAMETER' : 'LINT_UNREADABLE_PARAMETER',
      severity: 'error',
      parameter,
      message: `${message} The key is ambiguous.`,
      hint: 'Generate the key again with generateSecuredApiKey.',
    };
  }
  if (key.problems.length === 0 && !isCanonical(key)) {
    yield {
      code: 'LINT_NOT_CANONICAL',
      severity: 'info',
      message:
        'The key is not written as forgekey and the official JavaScript client 5.x write it. It is valid all the same: the signature covers the text as it is.',
    };
  }
};

function isCanonical({ queryString, restrictions }: LintedKey): boolean {
  if (queryString === '') return false;
  const values = restrictions as Readonly<Record<string, unknown>>;
  const names = Object.keys(values).sort();
  return names.map(name => encodeParameter(name, values[name])).join('&') === queryString;
}
