import { readQueryString } from '../secured-api-key/parse.ts';
import { cancellations } from '../secured-api-key/restrictions.ts';
import type { Finding, LintRule, LintSubject } from './finding.ts';

const accessControls = ['filters', 'facetFilters', 'tagFilters', 'restrictIndices'] as const;

/** Finds restrictions that restrict less than they seem to, and parameters without an effect. */
export const lintScope: LintRule = function* ({ values }, options): Iterable<Finding> {
  if (values.has('numericFilters') && !accessControls.some(name => values.has(name))) {
    yield {
      code: 'LINT_NUMERIC_FILTERS_ONLY',
      severity: 'warning',
      parameter: 'numericFilters',
      message:
        'Only "numericFilters" limits what the key may see. In some engines, a request may be able to replace it.',
      hint: 'Move the condition to filters.',
    };
  }
  const indices = values.get('restrictIndices');
  if (Array.isArray(indices) && indices.some(pattern => pattern === '*' || pattern === '**')) {
    yield {
      code: 'LINT_ALL_INDICES',
      severity: 'warning',
      parameter: 'restrictIndices',
      message: '"restrictIndices" contains *, which allows every index.',
      hint: 'Name the indices, or remove the parameter.',
    };
  }
  if (Array.isArray(indices) && indices.some((pattern: string) => pattern !== pattern.trim())) {
    yield {
      code: 'LINT_INDEX_SPACE',
      severity: 'warning',
      parameter: 'restrictIndices',
      message: '"restrictIndices" has a space before or after a name.',
      hint: 'Write commas without spaces.',
    };
  }
  const source = values.get('restrictSources');
  if (typeof source === 'string' && source.endsWith('/0')) {
    yield {
      code: 'LINT_ALL_SOURCES',
      severity: 'warning',
      parameter: 'restrictSources',
      message: '"restrictSources" is the range of all addresses.',
      hint: 'Use a smaller range, or remove the parameter.',
    };
  }
  if (source !== undefined && options.forAgent !== false) {
    yield {
      code: 'LINT_AGENT_SOURCE',
      severity: options.forAgent ? 'error' : 'info',
      parameter: 'restrictSources',
      message: '"restrictSources" refuses an AI agent, which calls from the vendor\'s servers.',
      hint: 'Remove restrictSources from the key of an agent.',
    };
  }
  // policies.noStricterThanParent
  if (options.parentQueryParameters !== undefined && isNoStricter(values, options.parentQueryParameters)) {
    yield {
      code: 'LINT_NO_STRICTER_THAN_PARENT',
      severity: 'warning',
      message: 'The key is not stricter than its parent, which has the same restrictions.',
      hint: 'Add a restriction. According to one page of the vendor, the server answers 403 to such a key.',
    };
  }
  for (const { cancelled, by } of cancellations(values, values)) {
    yield {
      code: 'LINT_CANCELLED_PARAMETER',
      severity: 'error',
      parameter: cancelled,
      message: `"${cancelled}" has no effect, because "${by}" cancels it.`,
      hint: 'Remove one of the two.',
    };
  }
};

/** Whether the parent has each parameter with the same value, in any notation. */
function isNoStricter(values: LintSubject['values'], parentQueryParameters: string): boolean {
  const parent = Object.entries(readQueryString(parentQueryParameters).restrictions);
  const ofParent = new Set(parent.map(entry => JSON.stringify(entry)));
  return [...values].every(entry => ofParent.has(JSON.stringify(entry)));
}
