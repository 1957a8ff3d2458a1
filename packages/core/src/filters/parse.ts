import { FilterSyntaxError } from '../errors.ts';
import { numberLimitsHint, readFilterNumber } from '../lib/filter-number.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_TERMS } from '../lib/limits.ts';
import { shown } from '../lib/text.ts';
import { type ComparisonOperator, type FilterExpression, type FilterTerm, filterFamily } from './ast.ts';
import { isText, type Token, unexpectedToken } from './token.ts';
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
  const reader = new TermReader(new Tokenizer(text));
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
    for (; reader.token.type === '('; depth++) {
      if (depth === MAX_FILTER_DEPTH) throw tooDeep(reader.token);
      reader.take();
    }
    const start = reader.token;
    if (++termCount > MAX_FILTER_TERMS) throw tooManyTerms(start);
    const term = reader.readTerm();
    if (group.length > 0) assertSameFamily(group[0]!, term, start);
    group.push(term);
    for (; reader.token.type === ')' && depth > 0; depth--) reader.take();
    const joint = reader.take();
    if (joint.type === 'AND') {
      if (depth > 0) sawAnd = true;
      else sawAnd = sawOr = false;
      groups.push(group);
      group = [];
    } else if (joint.type === 'OR') {
      sawOr = true;
    } else if (joint.type === 'end' && depth === 0) {
      groups.push(group);
      return { groups };
    } else {
      throw unexpectedToken(joint, depth > 0 ? "')'" : 'end of filter');
    }
    if (sawAnd && sawOr) throw andAmongOrs(joint);
  }
}

/** Reads one condition after another; `token` is the next one. */
class TermReader {
  readonly #tokenizer: Tokenizer;
  token: Token;

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
    this.token = tokenizer.next();
  }

  take(): Token {
    const { token } = this;
    this.token = this.#tokenizer.next();
    return token;
  }

  /** `[NOT] attribute:value`, `attribute OP number`, `attribute:low TO high`, or a tag. */
  readTerm(): FilterTerm {
    const negated = this.token.type === 'NOT';
    if (negated) this.take();
    const name = this.take();
    if (!isText(name)) {
      const hint =
        negated && name.type === '(' ? 'NOT negates one condition. Negate each one of the group.' : undefined;
      throw unexpectedToken(name, 'filter', hint);
    }
    switch (this.token.type) {
      case ':':
        this.take();
        return this.#readValue(negated, name.value);
      case '<':
      case '>':
      case 'operator':
        return this.#readComparison(negated, name);
      default:
        return tagTerm(name, negated, undefined);
    }
  }

  #readValue(negated: boolean, attribute: string): FilterTerm {
    const token = this.take();
    if (!isText(token)) throw unexpectedToken(token, 'string');
    if (token.type === 'number' && this.token.type === 'TO') {
      const low = numberOf(token);
      this.take();
      return { kind: 'range', negated, attribute, low, high: numberOf(this.take()) };
    }
    const { value } = token;
    const isTag = attribute === '_tags';
    if (this.token.type === '<') {
      this.take();
      const score = this.#readScore();
      return isTag
        ? { kind: 'tag', negated, value, score }
        : { kind: 'facet', negated, attribute, value, score };
    }
    return isTag ? { kind: 'tag', negated, value } : { kind: 'facet', negated, attribute, value };
  }

  /** After a name, `<` begins a comparison or the score of a tag. */
  #readComparison(negated: boolean, name: Token): FilterTerm {
    const { type, value: operator } = this.take();
    if (type === '<' && this.token.value === 'score') return tagTerm(name, negated, this.#readScore());
    return {
      kind: 'comparison',
      negated,
      attribute: name.value,
      operator: operator as ComparisonOperator,
      value: numberOf(this.take()),
    };
  }

  /** What follows the `<` of `<score=N>`. */
  #readScore(): number {
    const name = this.take();
    if (name.value !== 'score') {
      const hint = 'After a value, < begins <score=N>. Quote a value that contains it.';
      throw unexpectedToken(name, '"score"', hint);
    }
    const equals = this.take();
    if (equals.value !== '=') throw unexpectedToken(equals, '"="', scoreHint);
    const token = this.take();
    const score = numberOf(token, scoreHint);
    if (!Number.isInteger(score)) throw unexpectedToken(token, 'integer', scoreHint);
    const closing = this.take();
    if (closing.type !== '>') throw unexpectedToken(closing, '>', scoreHint);
    return score;
  }
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
function tagTerm(name: Token, negated: boolean, score: number | undefined): FilterTerm {
  const { value } = name;
  if (name.type === 'quoted' && value.includes(':')) {
    const column = name.start + 1;
    const message = `The quoted condition ${shown(value)} at col ${column} is ambiguous.`;
    const hint = 'Quote the value alone: author:"Stephen King". A tag that contains a colon is _tags:"a:b".';
    throw new FilterSyntaxError(message, column, { hint });
  }
  return score === undefined ? { kind: 'tag', negated, value } : { kind: 'tag', negated, value, score };
}

function assertSameFamily(first: FilterTerm, term: FilterTerm, start: Token): void {
  if (filterFamily(first) === filterFamily(term)) return;
  const column = start.start + 1;
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
