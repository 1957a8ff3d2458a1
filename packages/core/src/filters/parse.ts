import { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_TERMS } from '../lib/limits.ts';
import { type FilterExpression, type FilterTerm, filterFamily } from './ast.ts';
import { parseTerm } from './parse-term.ts';
import { unexpectedToken } from './syntax-error.ts';
import { TokenCursor } from './token-cursor.ts';
import { type Token, tokenize } from './tokenize.ts';

/**
 * Reads a `filters` text as the engine does. OR binds tighter than AND, so every filter is an AND of ORs, and the
 * tree has exactly that shape. The empty text is the empty AND, which matches everything. Parentheses are for ORs: what
 * stands between two ANDs outside of them may be joined by AND or by OR, never by both.
 *
 * Linear in the length of the text, without recursion; `MAX_FILTERS_LENGTH`, `MAX_FILTER_TERMS` and
 * `MAX_FILTER_DEPTH` bound it. It does not know which attributes an index has or may filter on.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX`, with the column, for every text that the engine refuses; also for line
 *   breaks and other control characters outside quotes, which the engine takes for part of a word. The column counts from
 *   1, as editors do, here and in the message; that in a message of the engine counts from 0.
 * @throws {TypeError} where `text` is no string.
 * @see https://www.algolia.com/doc/api-reference/api-parameters/filters/
 * @see https://www.algolia.com/doc/guides/managing-results/refine-results/filtering/in-depth/combining-boolean-operators
 *   (use of parentheses)
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
  let depth = 0;
  // What has joined conditions since the last AND outside parentheses: the engine refuses to see both.
  let sawAnd = false;
  let sawOr = false;
  for (;;) {
    for (; cursor.peek().type === '('; depth++) {
      if (depth === MAX_FILTER_DEPTH) throw tooDeep(cursor.peek());
      cursor.take();
    }
    const start = cursor.peek();
    if (++termCount > MAX_FILTER_TERMS) throw tooManyTerms(start);
    group.push(checkFamily(parseTerm(cursor), group, start));
    for (; cursor.peek().type === ')' && depth > 0; depth--) cursor.take();
    const joint = cursor.take();
    if (joint.type === 'end' && depth === 0) return { groups: [...groups, group] };
    if (joint.type === 'AND') {
      if (depth > 0) sawAnd = true;
      else sawAnd = sawOr = false;
      groups.push(group);
      group = [];
    } else if (joint.type === 'OR') {
      sawOr = true;
    } else {
      throw unexpectedToken(joint, depth > 0 ? "')'" : 'end of filter');
    }
    if (sawAnd && sawOr) throw andAmongOrs(joint);
  }
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

function andAmongOrs(token: Token): FilterSyntaxError {
  return new FilterSyntaxError(
    'filter (X AND Y) OR Z is not allowed, only (X OR Y) AND Z is allowed: OR binds tighter than AND, so leave away ' +
      'parentheses around a whole AND, and write an OR of ANDs as an AND of ORs',
    token.start + 1,
  );
}

function tooDeep(token: Token): FilterSyntaxError {
  return new FilterSyntaxError(`a filter may nest ${MAX_FILTER_DEPTH} parentheses`, token.start + 1);
}

function tooManyTerms(token: Token): FilterSyntaxError {
  return new FilterSyntaxError(`a filter may have ${MAX_FILTER_TERMS} conditions`, token.start + 1);
}
