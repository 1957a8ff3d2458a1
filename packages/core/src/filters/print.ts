import { ForgekeyError } from '../errors.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import {
  assertFilterExpression,
  type FilterExpression,
  type FilterGroup,
  type FilterTerm,
  filterFamily,
} from './ast.ts';
import { numberText } from './number-text.ts';
import { quoteTextIfNeeded } from './quote-text.ts';
import { tooLong } from './syntax-error.ts';

const operators: ReadonlySet<string> = new Set(['<', '<=', '=', '!=', '>', '>=']);

/**
 * Writes a tree as canonical `filters` text: AND between the groups, every OR in parentheses, quotes only where they
 * are needed, tags as `_tags:value`. `parseFilters` of the text yields the tree again. The empty AND is empty text.
 *
 * It does not simplify the tree.
 *
 * @throws {ForgekeyError} `ERR_FILTER_SYNTAX` for a tree that no text of the language means: an empty group, two
 *   families in one group, an empty or ill-formed name or value, a number that is not finite; or over the limits.
 * @throws {TypeError} where `expression` is no tree.
 * @example
 * printFilters(parseFilters("a:1 OR a:'x y' AND NOT price<10")) // => '(a:1 OR a:"x y") AND NOT price < 10'
 */
export function printFilters(expression: FilterExpression): string {
  assertFilterExpression(expression, 'printFilters takes a tree, as parseFilters gives one');
  const termCount = expression.groups.reduce((count, group) => count + group.length, 0);
  if (termCount > MAX_FILTER_TERMS) throw unprintable(`it has more than ${MAX_FILTER_TERMS} conditions`);
  const text = expression.groups.map(printGroup).join(' AND ');
  if (text.length > MAX_FILTERS_LENGTH) throw tooLong(text.length);
  return text;
}

/** One OR, in parentheses where it has more than one term. */
export function printGroup(group: FilterGroup): string {
  const first = group[0];
  if (!first) throw unprintable('a group is empty, which would match nothing');
  if (group.some(term => filterFamily(term) !== filterFamily(first))) {
    throw unprintable('different types are not allowed in the same OR');
  }
  const terms = group.map(printTerm);
  return terms.length === 1 ? terms[0]! : `(${terms.join(' OR ')})`;
}

function printTerm(term: FilterTerm): string {
  return `${term.negated ? 'NOT ' : ''}${printCondition(term)}`;
}

function printCondition(term: FilterTerm): string {
  switch (term.kind) {
    case 'facet':
      if (term.attribute === '_tags')
        throw unprintable('a condition on _tags is a tag term, not a facet term');
      return `${printText(term.attribute)}:${printText(term.value)}${printScore(term.score)}`;
    case 'tag':
      return `_tags:${printText(term.value)}${printScore(term.score)}`;
    case 'range':
      return `${printText(term.attribute)}:${printNumber(term.low)} TO ${printNumber(term.high)}`;
    case 'comparison':
      if (!operators.has(term.operator)) throw unprintable('an operator is none of < <= = != > >=');
      return `${printText(term.attribute)} ${term.operator} ${printNumber(term.value)}`;
    default:
      throw unprintable('a term is of no known kind');
  }
}

function printText(text: string): string {
  if (typeof text !== 'string' || text === '') throw unprintable('a name or value is empty');
  if (!text.isWellFormed()) throw unprintable('a name or value holds a lone surrogate');
  return quoteTextIfNeeded(text);
}

function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw unprintable('a number is not finite');
  return numberText(value);
}

function printScore(score: number | undefined): string {
  if (score === undefined) return '';
  if (!(score >= 0)) throw unprintable('a score is negative or no number');
  return `<score=${printNumber(score)}>`;
}

function unprintable(why: string): ForgekeyError {
  return new ForgekeyError('ERR_FILTER_SYNTAX', `this filter tree has no text: ${why}`, {
    parameter: 'filters',
  });
}
