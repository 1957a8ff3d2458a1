import { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_TERMS } from '../lib/limits.ts';
import { numberLimitsHint, readFilterNumber } from '../lib/numbers.ts';
import { shown } from '../lib/text.ts';
import { type ComparisonOperator, type FilterExpression, type FilterTerm, filterFamily } from './ast.ts';
import { isText, type Token, type TokenType, unexpectedToken } from './token.ts';
import { Tokenizer } from './tokenize.ts';

/**
 * Parses a `filters` text as the engine does. OR binds tighter than AND, so every filter is an AND of ORs, and the tree
 * has exactly that shape. The empty text is the empty AND, which matches everything. Parentheses are for ORs: the
 * conditions between two ANDs outside parentheses may be joined by AND or by OR, never by both.
 *
 * The time is linear in the length of the text, without recursion. A filter has at most 65,536 characters, 5,000
 * conditions and 64 open parentheses. It does not know which attributes an index has, or may filter on.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX`, with the column, for every text that the engine refuses. Also for a number
 *   that the engine would round, for a whole condition in quotes (`"author:King"`), which has two readings, and for line
 *   breaks and other control characters outside quotes, which the engine takes for part of a word. Columns count from
 *   1, as in an editor, here and in the message; those in a message of the engine count from 0.
 * @throws {TypeError} `text` is not a string
 * @see https://www.algolia.com/doc/api-reference/api-parameters/filters/
 * @see https://www.algolia.com/doc/guides/managing-results/refine-results/filtering/in-depth/combining-boolean-operators
 *   (use of parentheses)
 * @example
 * parseFilters('a:1 OR a:2 AND price < 10').groups.length // => 2
 */
export function parseFilters(text: string): FilterExpression {
  if (typeof text !== 'string') throw new TypeError('parseFilters takes the text of a filter.');
  if (text === '') return { groups: [] };
  const token = new Tokenizer(text);
  if (!text.isWellFormed()) {
    throw new FilterSyntaxError('Not allowed lone surrogate: the filter is not well-formed Unicode.', 1);
  }
  const groups: FilterTerm[][] = [];
  let group: FilterTerm[] = [];
  let termCount = 0;
  let depth = 0;
  // What has joined conditions since the last AND outside parentheses: the engine refuses both together.
  let sawAnd = false;
  let sawOr = false;
  for (;;) {
    for (; token.type === '('; depth++) {
      if (depth === MAX_FILTER_DEPTH) throw tooDeep(token);
      token.next();
    }
    const { start } = token;
    if (++termCount > MAX_FILTER_TERMS) throw tooManyTerms(token);
    const term = readTerm(token);
    if (group.length > 0) assertSameFamily(group[0]!, term, start);
    group.push(term);
    for (; token.type === ')' && depth > 0; depth--) token.next();
    if (token.type === 'AND') {
      if (depth > 0) sawAnd = true;
      else sawAnd = sawOr = false;
      groups.push(group);
      group = [];
    } else if (token.type === 'OR') {
      sawOr = true;
    } else if (token.type === 'end' && depth === 0) {
      groups.push(group);
      return { groups };
    } else {
      throw unexpectedToken(token, depth > 0 ? "')'" : 'end of filter');
    }
    if (sawAnd && sawOr) throw andAmongOrs(token);
    token.next();
  }
}

// The readers below begin at the token at hand, and go on to the one behind what they read.

/** `[NOT] attribute:value`, `attribute OP number`, `attribute:low TO high`, or a tag. */
function readTerm(token: Tokenizer): FilterTerm {
  const negated = token.type === 'NOT';
  if (negated) token.next();
  if (!isText(token)) {
    const hint =
      negated && token.type === '(' ? 'NOT negates one condition. Negate each one of the group.' : undefined;
    throw unexpectedToken(token, 'filter', hint);
  }
  const { type, value: name, start } = token;
  token.next();
  switch (token.type) {
    case ':':
      token.next();
      return readValue(token, negated, name);
    case '<':
      token.next();
      if (token.value !== 'score') return comparison(token, negated, name, '<');
      assertTag(type, name, start);
      return { kind: 'tag', negated, value: name, score: readScore(token) };
    case '>':
    case 'operator': {
      const operator = token.value as ComparisonOperator;
      token.next();
      return comparison(token, negated, name, operator);
    }
    default:
      assertTag(type, name, start);
      return { kind: 'tag', negated, value: name };
  }
}

function readValue(token: Tokenizer, negated: boolean, attribute: string): FilterTerm {
  if (!isText(token)) throw unexpectedToken(token, 'string');
  const first = token.type === 'number' ? token.copy() : undefined;
  const { value } = token;
  token.next();
  if (first !== undefined && token.type === 'TO') {
    const low = numberOf(first);
    token.next();
    return { kind: 'range', negated, attribute, low, high: readNumber(token) };
  }
  const isTag = attribute === '_tags';
  if (token.type === '<') {
    token.next();
    const score = readScore(token);
    return isTag
      ? { kind: 'tag', negated, value, score }
      : { kind: 'facet', negated, attribute, value, score };
  }
  return isTag ? { kind: 'tag', negated, value } : { kind: 'facet', negated, attribute, value };
}

function comparison(
  token: Tokenizer,
  negated: boolean,
  attribute: string,
  operator: ComparisonOperator,
): FilterTerm {
  return { kind: 'comparison', negated, attribute, operator, value: readNumber(token) };
}

/** What follows the `<` of `<score=N>`. */
function readScore(token: Tokenizer): number {
  const { value: name } = token;
  if (name !== 'score') {
    const hint = 'After a value, < begins <score=N>. Quote a value that contains it.';
    throw unexpectedToken(token, '"score"', hint);
  }
  token.next();
  if (token.value !== '=') throw unexpectedToken(token, '"="', scoreHint);
  token.next();
  const score = numberOf(token, scoreHint);
  if (!Number.isInteger(score)) throw unexpectedToken(token, 'integer', scoreHint);
  token.next();
  if (token.type !== '>') throw unexpectedToken(token, '>', scoreHint);
  token.next();
  return score;
}

function readNumber(token: Tokenizer): number {
  const value = numberOf(token);
  token.next();
  return value;
}

const scoreHint = 'Write <score=N>, where N is an integer.';

function numberOf(token: Token, hint = 'Write digits without quotes, as in 12 or -0.5.'): number {
  if (token.type !== 'number') throw unexpectedToken(token, 'numeric', hint);
  const value = readFilterNumber(token.value);
  if (value !== undefined) return value;
  const column = token.start + 1;
  const message = `The number ${shown(token.value)} at col ${column} is beyond what the engine can compare exactly.`;
  throw new FilterSyntaxError(message, column, { hint: numberLimitsHint });
}

/** A bare text is a tag. A whole condition in quotes is a facet to some readers and a tag to others. */
function assertTag(type: TokenType, value: string, start: number): void {
  if (type !== 'quoted' || !value.includes(':')) return;
  const column = start + 1;
  const message = `The quoted condition ${shown(value)} at col ${column} is ambiguous.`;
  const hint = 'Quote the value alone: author:"Stephen King". A tag that contains a colon is _tags:"a:b".';
  throw new FilterSyntaxError(message, column, { hint });
}

function assertSameFamily(first: FilterTerm, term: FilterTerm, start: number): void {
  if (filterFamily(first) === filterFamily(term)) return;
  const column = start + 1;
  throw new FilterSyntaxError(
    `Different types are not allowed in the same OR. Expected a ${filterFamily(first)} filter at col ${column}.`,
    column,
    { hint: 'Join facet, tag and numeric conditions with AND only.' },
  );
}

function andAmongOrs(token: Token): FilterSyntaxError {
  return new FilterSyntaxError(
    'filter (X AND Y) OR Z is not allowed, only (X OR Y) AND Z is allowed.',
    token.start + 1,
    {
      hint: 'OR binds tighter than AND. Remove parentheses around a whole AND, and write an OR of ANDs as an AND of ORs.',
    },
  );
}

function tooDeep(token: Token): FilterSyntaxError {
  const message = `A filter can have at most ${MAX_FILTER_DEPTH} open parentheses.`;
  return new FilterSyntaxError(message, token.start + 1, { hint: 'Remove parentheses that are not needed.' });
}

function tooManyTerms(token: Token): FilterSyntaxError {
  return new FilterSyntaxError(`A filter can have at most ${MAX_FILTER_TERMS} conditions.`, token.start + 1);
}
