import { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_TERMS } from '../lib/limits.ts';
import { type FilterExpression, type FilterTerm, filterFamily } from './ast.ts';
import { parseTerm } from './parse-term.ts';
import { unexpectedToken } from './syntax-error.ts';
import { TokenCursor } from './token-cursor.ts';
import { type Token, tokenize } from './tokenize.ts';

interface OpenParenthesis {
  readonly token: Token;
  readonly insideOr: boolean;
  holdsAnd: boolean;
}

/**
 * Reads a `filters` text as the engine does. OR binds tighter than AND, so every filter is an AND of ORs, and the
 * tree has exactly that shape. The empty text is the empty AND, which matches everything.
 *
 * Linear in the length of the text, without recursion; `MAX_FILTERS_LENGTH`, `MAX_FILTER_TERMS` and
 * `MAX_FILTER_DEPTH` bound it. It does not know which attributes an index has or may filter on.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX`, with the column from 1, for every text that the engine refuses;
 *   also for line breaks and other control characters outside quotes, which the engine takes for part of a word.
 * @throws {TypeError} where `text` is no string.
 * @see https://www.algolia.com/doc/api-reference/api-parameters/filters/
 * @example
 * parseFilters('a:1 OR a:2 AND price < 10').groups.length // => 2
 */
export function parseFilters(text: string): FilterExpression {
  if (typeof text !== 'string') throw new TypeError('parseFilters takes the text of a filter');
  if (text === '') return { groups: [] };
  if (!text.isWellFormed())
    throw new FilterSyntaxError('Not allowed lone surrogate: the filter is no text', 1);
  const cursor = new TokenCursor(tokenize(text));
  const groups: FilterTerm[][] = [];
  let group: FilterTerm[] = [];
  let termCount = 0;
  const open: OpenParenthesis[] = [];
  let andWasParenthesized = false;
  for (;;) {
    while (cursor.peek().type === '(') open.push(openParenthesis(cursor.take(), open, group.length > 0));
    const start = cursor.peek();
    if (++termCount > MAX_FILTER_TERMS) throw tooManyTerms(start);
    group.push(checkFamily(parseTerm(cursor), group, start));
    while (cursor.peek().type === ')' && open.length > 0) {
      cursor.take();
      andWasParenthesized = open.pop()!.holdsAnd || andWasParenthesized;
    }
    const joint = cursor.take();
    if (joint.type === 'end' && open.length === 0) return { groups: [...groups, group] };
    if (joint.type === 'OR') {
      // The engine refuses every OR behind a parenthesized AND, even in another group.
      if (andWasParenthesized) throw andInsideOr(joint);
    } else if (joint.type === 'AND') {
      const enclosing = open.at(-1);
      if (enclosing?.insideOr) throw andInsideOr(joint);
      if (enclosing) enclosing.holdsAnd = true;
      groups.push(group);
      group = [];
    } else {
      throw unexpectedToken(joint, open.length > 0 ? "')'" : 'end of filter');
    }
  }
}

function openParenthesis(
  token: Token,
  open: readonly OpenParenthesis[],
  followsOr: boolean,
): OpenParenthesis {
  if (open.length === MAX_FILTER_DEPTH) {
    throw new FilterSyntaxError(`a filter may nest ${MAX_FILTER_DEPTH} parentheses`, token.start + 1);
  }
  return { token, insideOr: followsOr || open.at(-1)?.insideOr === true, holdsAnd: false };
}

function checkFamily(term: FilterTerm, group: readonly FilterTerm[], start: Token): FilterTerm {
  const first = group[0];
  if (first && filterFamily(first) !== filterFamily(term)) {
    throw new FilterSyntaxError(
      `Different types are not allowed in the same OR. Expected a ${filterFamily(first)} filter at col ` +
        `${start.start + 1}: facet, tag and numeric conditions can only be joined with AND`,
      start.start + 1,
    );
  }
  return term;
}

function andInsideOr(token: Token): FilterSyntaxError {
  return new FilterSyntaxError(
    'filter (X AND Y) OR Z is not allowed, only (X OR Y) AND Z is allowed: ' +
      'OR binds tighter than AND, so take the parentheses off the AND, or write it as an AND of ORs',
    token.start + 1,
  );
}

function tooManyTerms(token: Token): FilterSyntaxError {
  return new FilterSyntaxError(`a filter may have ${MAX_FILTER_TERMS} conditions`, token.start + 1);
}
