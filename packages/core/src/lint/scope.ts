import { readQueryString } from '../secured-api-key/parse.ts';
import type { Finding, LintRule, LintSubject } from './finding.ts';

const accessControls = ['filters', 'facetFilters', 'tagFilters', 'restrictIndices'] as const;

/** Restrictions that restrict less than they seem to. */
export const lintScope: LintRule = function* ({ values }, options): Iterable<Finding> {
  if (values.has('numericFilters') && !accessControls.some(name => values.has(name))) {
    yield {
      code: 'LINT_NUMERIC_FILTERS_ONLY',
      severity: 'warning',
      parameter: 'numericFilters',
      message:
        'Only numericFilters decide what the key may see, and how they merge with those of a request is not documented for every engine. Put the condition into filters.',
    };
  }
  const indices = values.get('restrictIndices');
  if (Array.isArray(indices) && indices.some(pattern => pattern === '*' || pattern === '**')) {
    yield {
      code: 'LINT_ALL_INDICES',
      severity: 'warning',
      parameter: 'restrictIndices',
      message: '"restrictIndices" holds *, which allows every index. Name them, or leave the parameter out.',
    };
  }
  const source = values.get('restrictSources');
  if (typeof source === 'string' && source.endsWith('/0')) {
    yield {
      code: 'LINT_ALL_SOURCES',
      severity: 'warning',
      parameter: 'restrictSources',
      message: '"restrictSources" is a range of all addresses. Narrow it, or leave the parameter out.',
    };
  }
  if (source !== undefined && options.forAgent !== false) {
    yield {
      code: 'LINT_AGENT_SOURCE',
      severity: options.forAgent ? 'error' : 'info',
      parameter: 'restrictSources',
      message:
        'An AI agent calls from the servers of the vendor, so its requests would be refused. Leave restrictSources out of the key of an agent.',
    };
  }
  // policies.noStricterThanParent
  if (options.parentQueryParameters !== undefined && isNoStricter(values, options.parentQueryParameters)) {
    yield {
      code: 'LINT_NO_STRICTER_THAN_PARENT',
      severity: 'warning',
      message:
        'Every restriction of the key is one of its parent, too; one page of the vendor answers 403 to such a key.',
    };
  }
};

/** Whether the parent already has each parameter with the same value, however it is written. */
function isNoStricter(values: LintSubject['values'], parentQueryParameters: string): boolean {
  const parent = Object.entries(readQueryString(parentQueryParameters).restrictions);
  const ofParent = new Set(parent.map(entry => JSON.stringify(entry)));
  return [...values].every(entry => ofParent.has(JSON.stringify(entry)));
}
