import { ForgekeyError } from '../errors.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { decimalText } from '../lib/numbers.ts';
import {
  assertFilterExpression,
  type FilterExpression,
  type FilterGroup,
  type FilterTerm,
  filterFamily,
  termProblem,
} from './ast.ts';
import { isKeyword, tooLong } from './token.ts';

/**
 * Prints a tree as canonical `filters` text: AND between the groups, every OR in parentheses, quotes only if they are
 * necessary, tags as `_tags:value`. `parseFilters` reads the text as the same tree. The empty AND becomes empty text.
 *
 * It does not simplify the tree.
 *
 * @throws {ForgekeyError} `ERR_FILTER_SYNTAX` the tree cannot be written as text: a group is empty or has two families of
 *   terms, a name or value is empty or ill-formed, or a number, the length or the count of conditions exceeds the limits
 * @throws {TypeError} `expression` is not a tree
 * @example
 * printFilters(parseFilters("a:1 OR a:'x y' AND NOT price<10")) // => '(a:1 OR a:"x y") AND NOT price < 10'
 */
export function printFilters(expression: FilterExpression): string {
  assertFilterExpression(expression, 'printFilters takes a tree, as parseFilters returns one.');
  assertPrintableSize(expression);
  return joined(expression.groups.map(printGroup));
}

/** The same for parsed groups. A repeated group is written once. */
export function printDistinctGroups(groups: readonly FilterGroup[]): string {
  assertPrintableSize({ groups });
  return joined([...new Set(groups.map(printGroup))]);
}

function joined(groups: readonly string[]): string {
  const text = groups.join(' AND ');
  if (text.length > MAX_FILTERS_LENGTH) throw tooLong(text.length);
  return text;
}

/** Checked before the work, because a tree can repeat one long value thousands of times. */
function assertPrintableSize({ groups }: FilterExpression): void {
  let termCount = 0;
  let characterCount = 0;
  for (const group of groups) {
    termCount += group.length;
    if (termCount > MAX_FILTER_TERMS) throw unprintable(`it has more than ${MAX_FILTER_TERMS} conditions`);
    for (const term of group) {
      if (term?.kind === 'facet' || term?.kind === 'tag') characterCount += term.value?.length ?? 0;
      if (term?.kind !== 'tag') characterCount += term?.attribute?.length ?? 0;
      if (characterCount > MAX_FILTERS_LENGTH) throw tooLong(characterCount);
    }
  }
}

/** Prints one OR, in parentheses if it has more than one term. */
export function printGroup(group: FilterGroup): string {
  if (group.length === 0) throw unprintable('a group is empty');
  const terms = group.map(printTerm);
  const family = filterFamily(group[0]!);
  if (group.some(term => filterFamily(term) !== family)) {
    throw unprintable('different types are not allowed in the same OR');
  }
  return terms.length === 1 ? terms[0]! : `(${terms.join(' OR ')})`;
}

function printTerm(term: FilterTerm): string {
  const problem = termProblem(term);
  if (problem) throw unprintable(problem);
  return `${term.negated ? 'NOT ' : ''}${printCondition(term)}`;
}

function printCondition(term: FilterTerm): string {
  switch (term.kind) {
    case 'facet':
      return `${printText(term.attribute)}:${printText(term.value)}${printScore(term.score)}`;
    case 'tag':
      return `_tags:${printText(term.value)}${printScore(term.score)}`;
    case 'range':
      return `${printText(term.attribute)}:${decimalText(term.low)} TO ${decimalText(term.high)}`;
    case 'comparison':
      return `${printText(term.attribute)} ${term.operator} ${decimalText(term.value)}`;
  }
}

function printText(text: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(text) && !isKeyword(text) ? text : quoteText(text);
}

/** A name or value in double quotes, with any special characters escaped. */
export function quoteText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function printScore(score: number | undefined): string {
  return score === undefined ? '' : `<score=${decimalText(score)}>`;
}

function unprintable(why: string): ForgekeyError {
  return new ForgekeyError('ERR_FILTER_SYNTAX', `The tree cannot be written as filter text: ${why}.`, {
    parameter: 'filters',
  });
}
