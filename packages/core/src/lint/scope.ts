import { readQueryString } from '../secured-api-key/parse.ts';
import type { Finding, LintRule } from './finding.ts';

const accessControls = ['filters', 'facetFilters', 'tagFilters', 'restrictIndices'] as const;

/** Restrictions that restrict less than they seem to. */
export const lintScope: LintRule = function* ({ values, queryString }, options): Iterable<Finding> {
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
  if (source !== undefined && options.forAgent === true) {
    yield {
      code: 'LINT_AGENT_SOURCE',
      severity: 'error',
      parameter: 'restrictSources',
      message:
        'An AI agent calls from the servers of the vendor, so this key would be refused. Leave restrictSources out.',
    };
  }
  if (
    options.parentQueryParameters !== undefined &&
    isNoStricter(queryString, options.parentQueryParameters)
  ) {
    yield {
      code: 'LINT_NO_STRICTER_THAN_PARENT',
      severity: 'warning',
      message:
        'Every restriction of the key is one of its parent, too; one page of the vendor answers 403 to such a key.',
    };
  }
};

/** Whether the parent already has each parameter with the same value, however it is written. */
function isNoStricter(queryString: string, parentQueryParameters: string): boolean {
  const parent = new Set(comparableParameters(parentQueryParameters));
  return comparableParameters(queryString).every(parameter => parent.has(parameter));
}

function comparableParameters(queryString: string): string[] {
  return Object.entries(readQueryString(queryString).restrictions).map(entry => JSON.stringify(entry));
}
