import { FilterSyntaxError } from '../errors.ts';
import { quote, shownName } from '../lib/text.ts';
import type { ComparisonOperator, FacetTerm, FilterTerm, TagTerm } from './ast.ts';
import { isNumeric } from './tokenize.ts';

/** The lists of conditions that hide records. */
export const hidingFilterLists = ['facetFilters', 'numericFilters', 'tagFilters'] as const;

/** The parameters that hold a list of conditions. `optionalFilters` ranks records and never hides one. */
export type FilterListParameter = (typeof hidingFilterLists)[number] | 'optionalFilters';

/**
 * Reads one item of a filter list. Items know no escapes but `\-`: what looks like a quote inside is part of the value.
 * The odd cases are those that the engine was observed to have.
 */
export function parseFilterListItem(parameter: FilterListParameter, item: string): FilterTerm {
  switch (parameter) {
    case 'tagFilters':
      return { kind: 'tag', ...readNegation(parameter, item, item) };
    case 'numericFilters':
      return parseNumericItem(item);
    case 'facetFilters':
      return parseFacetItem(parameter, item, stripQuotes);
    case 'optionalFilters':
      return parseOptionalItem(item);
    default:
      throw new TypeError(`${shownName(String(parameter))} is no filter list`);
  }
}

/**
 * Whether the engine reads the item as a negation that every record satisfies: `color:-"red"` and `label:-\-Movie`
 * negate values that begin with a quote or a backslash, which is not what their author meant.
 */
export function isIneffectiveNegation(parameter: FilterListParameter, item: string): boolean {
  if (parameter === 'numericFilters') return false;
  const term = parseFilterListItem(parameter, item);
  return term.negated && (term.kind === 'facet' || term.kind === 'tag') && /^["\\]/.test(term.value);
}

function parseFacetItem(
  parameter: FilterListParameter,
  item: string,
  unquote: (text: string) => string,
): FacetTerm | TagTerm {
  const colon = colonOf(item);
  const attribute = unquote(item.slice(0, Math.max(colon, 0)));
  if (attribute === '') throw malformed(parameter, item, 'expected attribute:value');
  const { negated, value } = readNegation(parameter, item, unquote(item.slice(colon + 1)));
  return attribute === '_tags'
    ? { kind: 'tag', negated, value }
    : { kind: 'facet', negated, attribute, value };
}

/** The colon behind the attribute; an attribute in quotes may hold colons itself. */
function colonOf(item: string): number {
  const closing = item.startsWith('"') ? item.indexOf('":') : -1;
  return closing < 0 ? item.indexOf(':') : closing + 1;
}

function stripQuotes(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** `-value` negates, `\-value` is a value that begins with a dash, `--value` negates that one. */
function readNegation(
  parameter: FilterListParameter,
  item: string,
  text: string,
): { negated: boolean; value: string } {
  const negated = text.startsWith('-');
  const value = negated || text.startsWith('\\-') ? text.slice(1) : text;
  if (value === '') throw malformed(parameter, item, 'empty string: a value cannot be empty');
  return { negated, value };
}

/** Here nothing is unquoted, and `<score=N>` may follow. */
function parseOptionalItem(item: string): FilterTerm {
  const opening = item.lastIndexOf('<score=');
  const score = opening < 0 ? undefined : item.slice(opening).match(/^<score=(\d{1,15})>$/)?.[1];
  const term = parseFacetItem('optionalFilters', score ? item.slice(0, opening) : item, text => text);
  return score ? { ...term, score: Number(score) } : term;
}

function parseNumericItem(item: string): FilterTerm {
  const at = item.search(/[<>=!]/);
  if (at < 0) return parseRangeItem(item);
  const operator = item.slice(at).match(/^(?:[<>!]=|[<>=])/)?.[0];
  if (!operator) throw malformed('numericFilters', item, 'expected one of < <= = != > >=');
  return {
    kind: 'comparison',
    negated: false,
    attribute: numericAttribute(item, item.slice(0, at)),
    operator: operator as ComparisonOperator,
    value: numberOf(item, item.slice(at + operator.length)),
  };
}

function parseRangeItem(item: string): FilterTerm {
  const colon = item.lastIndexOf(':');
  const [low, high, ...more] = item.slice(colon + 1).split(' TO ');
  if (colon < 0 || low === undefined || high === undefined || more.length > 0) {
    throw malformed('numericFilters', item, 'expected attribute OP number, or attribute:low TO high');
  }
  const attribute = numericAttribute(item, item.slice(0, colon));
  return { kind: 'range', negated: false, attribute, low: numberOf(item, low), high: numberOf(item, high) };
}

function numericAttribute(item: string, text: string): string {
  const attribute = stripQuotes(text.trim());
  if (attribute === '') throw malformed('numericFilters', item, 'empty string: an attribute is missing');
  return attribute;
}

function numberOf(item: string, text: string): number {
  const digits = text.trim();
  const value = Number(digits) + 0;
  if (!isNumeric(digits) || !Number.isFinite(value)) {
    throw malformed('numericFilters', item, 'expected numeric: write digits, as in 12 or -0.5');
  }
  return value;
}

function malformed(parameter: FilterListParameter, item: string, why: string): FilterSyntaxError {
  return new FilterSyntaxError(`${parameter}: item ${quote(item)}: ${why}`, 1, { parameter });
}
