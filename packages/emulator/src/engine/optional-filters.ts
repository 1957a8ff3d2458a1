import { type FilterExpression, matchesFilters, type Parameters, parseFilterList } from '@forgekey/node';

/** The conditions that rank records without hiding any; undefined if there are none. */
export function readOptionalFilters(parameters: Parameters): FilterExpression | undefined {
  const { optionalFilters } = parameters;
  if (optionalFilters === undefined) return undefined;
  const expression = parseFilterList('optionalFilters', optionalFilters as string);
  return expression.groups.length === 0 ? undefined : expression;
}

/** Adds up, over all groups, the best score of a term that the record satisfies. A term without a score counts 1. */
export function optionalScore({ groups }: FilterExpression, record: object): number {
  let sum = 0;
  for (const group of groups) {
    let best = 0;
    for (const term of group) {
      const score = term.kind === 'facet' || term.kind === 'tag' ? (term.score ?? 1) : 1;
      if (score > best && matchesFilters({ groups: [[term]] }, record)) best = score;
    }
    sum += best;
  }
  return sum;
}
