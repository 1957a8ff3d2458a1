import { isForgekeyError } from '../errors.ts';
import { filterListParameters, findIneffectiveNegations, parseFilterList } from '../filters/filter-lists.ts';
import { parseFilters } from '../filters/parse.ts';
import type { NestedList } from '../lib/nested-list.ts';
import { quote } from '../lib/text.ts';
import { type Finding, findingOf, type LintRule } from './finding.ts';

/** Finds filters that the engine refuses, and filters that match every record. */
export const lintFilterText: LintRule = function* ({ values }): Iterable<Finding> {
  const filters = values.get('filters');
  if (typeof filters === 'string') yield* syntaxFindings('filters', () => parseFilters(filters));
  for (const parameter of filterListParameters) {
    const list = values.get(parameter);
    if (!Array.isArray(list)) continue;
    const refused = syntaxFindings(parameter, () => parseFilterList(parameter, list as NestedList));
    yield* refused;
    if (refused.length > 0) continue;
    for (const item of findIneffectiveNegations(parameter, list as NestedList)) {
      yield {
        code: 'LINT_MATCHES_EVERYTHING',
        severity: parameter === 'optionalFilters' ? 'warning' : 'error',
        parameter,
        message: `"${parameter}" contains ${quote(item)}, which looks like a negation but matches every record.`,
        hint: 'Write attribute:-value, without quotes.',
      };
    }
  }
};

function syntaxFindings(parameter: string, parse: () => unknown): Finding[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    return [{ ...findingOf(error), code: 'LINT_FILTER_SYNTAX', parameter }];
  }
}
