import type { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_TERMS } from '../lib/limits.ts';
import { numberLimitsHint, readFilterNumber } from '../lib/numbers.ts';
import { describeType, shown } from '../lib/text.ts';
import {
  type ComparisonOperator,
  type FilterExpression,
  type FilterTerm,
  filterFamily,
  textTerm,
} from './ast.ts';
import { errorAt, isText, keywordHint, type Token, type TokenType, unexpectedToken } from './token.ts';
import { Tokenizer } from './tokenize.ts';

/**
 * Parses a `filters` text as the engine does. OR binds tighter than AND, so every filter is an AND of ORs, and the tree
 * has this shape. The empty text is the empty AND, which matches every record. Between two ANDs outside parentheses, AND or OR
 * may join the conditions, but not both.
 *
 * The time is linear in the length of the text. A filter has at most 65,536 characters, 5,000 conditions and 64 open
 * parentheses. It does not check that an attribute exists, or that the index may filter by it.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX`, with the column, for every text that the engine refuses. Also for a number
 *   that the engine would round, for a whole condition in quotes (`"author:King"`), which is ambiguous, and for line breaks
 *   and other control characters outside quotes, which the engine reads as part of a word. Columns count from 1, as in an
 *   editor; those in a message of the engine count from 0.
 * @throws {TypeError} `text` is not a string
 * @see https://www.algolia.com/doc/api-reference/api-parameters/filters/
 * @see https://www.algolia.com/doc/guides/managing-results/refine-results/filtering/in-depth/combining-boolean-operators
 *   (use of parentheses)
 * @example
 * parseFilters('a:1 OR a:2 AND price < 10').groups.length // => 2
 */
export function parseFilters(text: string): FilterExpression {
  if (typeof text !== 'string') {
    throw new TypeError(`parseFilters takes the text of a filter, not ${describeType(text)}.`);
  }
  if (text === '') return { groups: [] };
  const token = new Tokenizer(text);
  if (!text.isWellFormed()) {
    throw errorAt(0, 'Not allowed lone surrogate: the filter is not well-formed Unicode.');
  }
  const groups: FilterTerm[][] = [];
  let group: FilterTerm[] = [];
  let termCount = 0;
  let depth = 0;
  // Whether AND or OR has joined conditions since the last AND outside parentheses. The engine refuses both together.
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
      // In lower case, a keyword before a condition is a tag.
      const hint = term.kind === 'tag' ? keywordHint(term.value) : undefined;
      throw unexpectedToken(token, depth > 0 ? "')'" : 'end of filter', hint);
    }
    if (sawAnd && sawOr) throw andAmongOrs(token);
    token.next();
  }
}

// Each reader below begins at the current token, and ends at the token after what it read.

/** `[NOT] attribute:value`, `attribute OP number`, `attribute:low TO high`, or a tag. */
function readTerm(token: Tokenizer): FilterTerm {
  const negated = token.type === 'NOT';
  if (negated) token.next();
  if (!isText(token)) {
    const hint =
      negated && token.type === '(' ? 'Instead of NOT (a OR b), write NOT a AND NOT b.' : undefined;
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
  if (!isText(token)) {
    const hint = token.type === '(' ? 'Repeat the attribute: (a:1 OR a:2).' : undefined;
    throw unexpectedToken(token, 'string', hint);
  }
  const first = token.type === 'number' ? token.copy() : undefined;
  const { value } = token;
  token.next();
  if (first !== undefined && token.type === 'TO') {
    const low = numberOf(first);
    token.next();
    return { kind: 'range', negated, attribute, low, high: readNumber(token) };
  }
  const term = textTerm(attribute, value, negated);
  if (token.type !== '<') return term;
  token.next();
  return { ...term, score: readScore(token) };
}

function comparison(
  token: Tokenizer,
  negated: boolean,
  attribute: string,
  operator: ComparisonOperator,
): FilterTerm {
  if (token.type !== 'number') throw unexpectedToken(token, 'numeric', hintForOperand(operator, token));
  return { kind: 'comparison', negated, attribute, operator, value: readNumber(token) };
}

function hintForOperand(operator: ComparisonOperator, { type, value }: Token): string {
  if (type === 'operator' || type === '<' || type === '>') return 'Use one of < <= = != > >=.';
  const isName = (operator === '=' || operator === '!=') && /^[^\d():-]/.test(value);
  if (!isName) return digitsHint;
  return `Operators compare numbers. For text, write ${operator === '=' ? '' : 'NOT '}attribute:value.`;
}

/** Reads `<score=N>` after its `<`. */
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
const digitsHint = 'Write digits without quotes, such as 12 or -0.5. Write a date as Unix seconds.';

function numberOf(token: Token, hint = digitsHint): number {
  if (token.type !== 'number') throw unexpectedToken(token, 'numeric', hint);
  const value = readFilterNumber(token.value);
  if (value !== undefined) return value;
  const { start } = token;
  const message = `The number ${shown(token.value)} at col ${start + 1} is beyond what the engine can compare exactly.`;
  throw errorAt(start, message, numberLimitsHint);
}

/** A text alone is a tag. For a whole condition in quotes, the documentation has two readings: a facet and a tag. */
function assertTag(type: TokenType, value: string, start: number): void {
  if (type !== 'quoted' || !value.includes(':')) return;
  const message = `The quoted condition ${shown(value)} at col ${start + 1} is ambiguous.`;
  const hint = 'Quote the value alone: author:"Stephen King". A tag that contains a colon is _tags:"a:b".';
  throw errorAt(start, message, hint);
}

function assertSameFamily(first: FilterTerm, term: FilterTerm, start: number): void {
  const family = filterFamily(first);
  if (family === filterFamily(term)) return;
  const message = `Different types are not allowed in the same OR. Expected a ${family} filter at col ${start + 1}.`;
  throw errorAt(start, message, 'Join facet, tag and numeric conditions with AND only.');
}

function andAmongOrs({ start }: Token): FilterSyntaxError {
  const message = 'filter (X AND Y) OR Z is not allowed, only (X OR Y) AND Z is allowed.';
  return errorAt(start, message, 'Remove parentheses around an AND. Write an OR of ANDs as an AND of ORs.');
}

function tooDeep({ start }: Token): FilterSyntaxError {
  const message = `A filter can have at most ${MAX_FILTER_DEPTH} open parentheses.`;
  return errorAt(start, message, 'Remove unnecessary parentheses.');
}

function tooManyTerms({ start }: Token): FilterSyntaxError {
  return errorAt(start, `A filter can have at most ${MAX_FILTER_TERMS} conditions.`);
}
