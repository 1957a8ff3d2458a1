import { FilterSyntaxError, ForgekeyError } from '../errors.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { type NestedList, readNestedList } from '../lib/nested-list.ts';
import { isDecimal, numberLimitsHint, readFilterNumber } from '../lib/numbers.ts';
import { describeType, quote } from '../lib/text.ts';
import {
  type ComparisonOperator,
  type FilterExpression,
  type FilterTerm,
  type TextTerm,
  textTerm,
} from './ast.ts';

/** The parameters with a list of conditions. `optionalFilters` ranks records, and hides none. */
export const filterListParameters = [
  'facetFilters',
  'numericFilters',
  'tagFilters',
  'optionalFilters',
] as const;

/** The name of a parameter with a list of conditions. */
export type FilterListParameter = 'facetFilters' | 'numericFilters' | 'tagFilters' | 'optionalFilters';

/** A filter list: an AND of its items. A nested array is an OR. */
export type FilterListValue = string | NestedList;

/**
 * Parses `facetFilters`, `numericFilters`, `tagFilters` or `optionalFilters` into the tree that `matchesFilters` takes.
 * Text is JSON if it begins with `[`, and otherwise the legacy comma text `a:1,(b:2,c:3)`. An empty list is the empty AND,
 * which matches every record.
 *
 * `attr:-value` negates, and `attr:\-value` has a value that begins with a dash. Some forms that look like a negation match
 * every record, here as in the engine: see `findIneffectiveNegations`. A tree of `optionalFilters` says which records rank
 * higher, not which are hidden.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX`, with the parameter, for an item that is not a condition of its kind
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` an item or group is empty, and would restrict nothing ·
 *   `ERR_RESTRICTION_VALUE` the text is malformed or ambiguous, the list nests deeper than an OR, an item is not a string, or the
 *   list exceeds the limits
 * @throws {TypeError} `parameter` is not one of the four
 * @see https://www.algolia.com/doc/api-reference/api-parameters/facetFilters/
 * @example
 * printFilters(parseFilterList('facetFilters', [['color:red', 'color:blue'], 'brand:-Acme']))
 * // => '(color:red OR color:blue) AND NOT brand:Acme'
 */
export function parseFilterList(parameter: FilterListParameter, value: FilterListValue): FilterExpression {
  const groups = readGroups(parameter, value).map(items => items.map(item => parseItem(parameter, item)));
  return { groups };
}

/**
 * Finds the items of a filter list that look like a negation but match every record. In a key, they restrict nothing.
 * Examples are `color:-"red"` and `label:-\-Movie`, and the tags `-\-x` and `-"x"`. They negate a value that begins with
 * a quote or a backslash, which is not the intended value.
 *
 * It does not find the negation of a value that no record has.
 *
 * @throws as `parseFilterList`
 * @example
 * findIneffectiveNegations('facetFilters', ['color:-"red"', 'color:-blue']) // => ['color:-"red"']
 */
export function findIneffectiveNegations(parameter: FilterListParameter, value: FilterListValue): string[] {
  const items = readGroups(parameter, value).flat();
  return items.filter(item => {
    const term = parseItem(parameter, item);
    return term.negated && 'value' in term && /^["\\]/.test(String(term.value));
  });
}

function readGroups(parameter: FilterListParameter, value: FilterListValue): (readonly string[])[] {
  if (!filterListParameters.includes(parameter)) {
    throw new TypeError(`The first argument must be one of ${filterListParameters.join(', ')}.`);
  }
  let itemCount = 0;
  let characterCount = 0;
  return elementsOf(parameter, readList(parameter, value)).map(element => {
    const group = Array.isArray(element) ? elementsOf(parameter, element) : [element];
    if (group.length === 0) throw emptyItem(parameter);
    itemCount += group.length;
    if (itemCount > MAX_FILTER_TERMS) throw tooManyItems(parameter);
    for (const item of group) {
      if (typeof item !== 'string') throw notAList(parameter);
      characterCount += item.length;
      if (characterCount > MAX_FILTERS_LENGTH) throw tooLong(parameter);
      if (item === '') throw emptyItem(parameter);
      if (!item.isWellFormed()) throw notAList(parameter);
    }
    return group as string[];
  });
}

function readList(parameter: FilterListParameter, value: FilterListValue): NestedList {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string')
    throw invalid(parameter, `must be a string or a list, not ${describeType(value)}`);
  if (value.length > MAX_FILTERS_LENGTH) throw tooLong(parameter);
  const list = readNestedList(value);
  if (list) return list;
  const expected = 'a JSON list of strings, or comma-separated text with balanced parentheses';
  throw invalid(parameter, `must be ${expected}`);
}

/** A copy of the list. Each element is read once, by its position, because an iterator could return other elements. */
function elementsOf(parameter: FilterListParameter, list: readonly unknown[]): unknown[] {
  const { length } = list;
  if (length > MAX_FILTER_TERMS) throw tooManyItems(parameter);
  const elements: unknown[] = [];
  for (let index = 0; index < length; index++) elements.push(list[index]);
  return elements;
}

/** Creates the error for an item that is not a condition of its kind. */
type Malformed = (why: string, hint?: string) => FilterSyntaxError;

function malformedItem(parameter: FilterListParameter, item: string): Malformed {
  return (why, hint) => {
    const message = `"${parameter}" has an invalid item ${quote(item)}: ${why}.`;
    return new FilterSyntaxError(message, 1, { parameter, hint });
  };
}

/**
 * The only escape in an item is `\-`. A quote inside it is part of the value. Unusual cases follow the observed behavior of
 * the engine.
 */
function parseItem(parameter: FilterListParameter, item: string): FilterTerm {
  const malformed = malformedItem(parameter, item);
  switch (parameter) {
    case 'tagFilters':
      return { kind: 'tag', ...readNegation(item, malformed) };
    case 'numericFilters':
      return parseNumericItem(item, malformed);
    case 'facetFilters':
      return parseFacetItem(item, malformed);
    case 'optionalFilters':
      return parseOptionalItem(item);
  }
}

function parseFacetItem(item: string, malformed: Malformed, unquote = stripQuotes): TextTerm {
  const colon = colonOf(item, malformed);
  const attribute = unquote(item.slice(0, Math.max(colon, 0)));
  if (attribute === '') {
    const hint = /[<>=]/.test(item) ? 'For numbers, use numericFilters.' : undefined;
    throw malformed('expected attribute:value', hint);
  }
  const { negated, value } = readNegation(unquote(item.slice(colon + 1)), malformed);
  return textTerm(attribute, value, negated);
}

/** The position of the colon after the attribute. An attribute in quotes may contain colons. */
function colonOf(item: string, malformed: Malformed): number {
  const closing = item.startsWith('"') ? item.indexOf('":', 1) : -1;
  if (closing !== -1) return closing + 1;
  const colon = item.indexOf(':');
  if (colon !== -1 && /^".*"$|^'(?!.*':).*'$/s.test(item)) {
    throw malformed('a whole condition in quotes is ambiguous', 'Remove the quotes: author:Stephen King.');
  }
  return colon;
}

function stripQuotes(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** `-value` negates, `\-value` is a value that begins with a dash, and `--value` negates such a value. */
function readNegation(text: string, malformed: Malformed): { negated: boolean; value: string } {
  const negated = text.startsWith('-');
  const value = negated || text.startsWith('\\-') ? text.slice(1) : text;
  if (value === '') throw malformed('empty string');
  return { negated, value };
}

/** In an optional filter, quotes are part of the text, and `<score=N>` may follow. */
function parseOptionalItem(item: string): FilterTerm {
  const score = /<score=(-?\d{1,15})>$/.exec(item);
  const condition = score ? item.slice(0, score.index) : item;
  const term = parseFacetItem(condition, malformedItem('optionalFilters', condition), text => text);
  return score ? { ...term, score: Number(score[1]) + 0 } : term;
}

function parseNumericItem(item: string, malformed: Malformed): FilterTerm {
  const at = item.search(/[<>=!]/);
  if (at === -1) return parseRangeItem(item, malformed);
  const operator = item.slice(at).match(/^(?:[<>!]=|[<>=])/)?.[0];
  if (!operator) throw malformed('expected one of < <= = != > >=');
  return {
    kind: 'comparison',
    negated: false,
    attribute: numericAttribute(item.slice(0, at), malformed),
    operator: operator as ComparisonOperator,
    value: numberOf(item.slice(at + operator.length), malformed),
  };
}

function parseRangeItem(item: string, malformed: Malformed): FilterTerm {
  const colon = item.lastIndexOf(':');
  const ends = item.slice(colon + 1).split(' TO ');
  if (colon === -1 || ends.length !== 2) {
    const hint = colon === -1 ? undefined : 'For text, use facetFilters.';
    throw malformed('expected attribute OP number, or attribute:low TO high', hint);
  }
  const attribute = numericAttribute(item.slice(0, colon), malformed);
  const [low, high] = ends.map(text => numberOf(text, malformed)) as [number, number];
  return { kind: 'range', negated: false, attribute, low, high };
}

function numericAttribute(text: string, malformed: Malformed): string {
  const attribute = stripQuotes(text.trim());
  if (attribute === '') throw malformed('empty string instead of an attribute');
  return attribute;
}

function numberOf(text: string, malformed: Malformed): number {
  const digits = text.trim();
  if (!isDecimal(digits)) {
    throw malformed('expected numeric', 'Write digits, such as price < 12. For text, use facetFilters.');
  }
  const value = readFilterNumber(digits);
  if (value !== undefined) return value;
  const why = `the number ${quote(digits)} is beyond what the engine can compare exactly`;
  throw malformed(why, numberLimitsHint);
}

function tooManyItems(parameter: string): ForgekeyError {
  return invalid(parameter, `has more than ${MAX_FILTER_TERMS} items`);
}

function tooLong(parameter: string): ForgekeyError {
  return invalid(parameter, `has more than ${MAX_FILTERS_LENGTH} characters`);
}

function notAList(parameter: string): ForgekeyError {
  return invalid(parameter, 'must be a list of strings, or of lists of strings');
}

function invalid(parameter: string, why: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `"${parameter}" ${why}.`, { parameter });
}

function emptyItem(parameter: string): ForgekeyError {
  const message = `"${parameter}" has an empty item or group, which restricts nothing.`;
  const hint = 'Check the list of permissions that it was created from.';
  return new ForgekeyError('ERR_RESTRICTION_EMPTY', message, { parameter, hint });
}
