import { FilterSyntaxError } from '../errors.ts';
import type { ComparisonOperator, FilterTerm } from './ast.ts';
import { unexpectedToken } from './syntax-error.ts';
import type { TokenCursor } from './token-cursor.ts';
import type { Token } from './tokenize.ts';

/** Reads one condition: `[NOT] attribute:value`, `attribute OP number`, `attribute:low TO high`, `tag`. */
export function parseTerm(cursor: TokenCursor): FilterTerm {
  const negated = cursor.peek().type === 'NOT';
  if (negated) cursor.take();
  const name = cursor.take();
  if (!isText(name)) {
    const mend =
      negated && name.type === '(' ? 'NOT negates one condition, so negate each of the group' : undefined;
    throw unexpectedToken(name, 'filter', mend);
  }
  const next = cursor.peek();
  if (next.type === ':') return parseValue(cursor, negated, name.value);
  if (next.type === '<' && cursor.peek(1).value === 'score')
    return bareTerm(name, negated, parseScore(cursor));
  if (next.type === '<' || next.type === '>' || next.type === 'operator') {
    const operator = cursor.take().value as ComparisonOperator;
    return { kind: 'comparison', negated, attribute: name.value, operator, value: parseNumber(cursor) };
  }
  return bareTerm(name, negated, undefined);
}

function isText(token: Token): boolean {
  return token.type === 'word' || token.type === 'number' || token.type === 'quoted';
}

function parseValue(cursor: TokenCursor, negated: boolean, attribute: string): FilterTerm {
  cursor.take();
  const value = cursor.peek();
  if (!isText(value)) throw unexpectedToken(value, 'string');
  if (value.type === 'number' && cursor.peek(1).type === 'TO') {
    const low = parseNumber(cursor);
    cursor.take();
    return { kind: 'range', negated, attribute, low, high: parseNumber(cursor) };
  }
  cursor.take();
  const score = cursor.peek().type === '<' ? parseScore(cursor) : undefined;
  return facetOrTag(attribute, value.value, negated, score);
}

function parseNumber(cursor: TokenCursor): number {
  const token = cursor.take();
  // Adding zero turns -0, which no text can tell from 0, into 0.
  const value = Number(token.value) + 0;
  if (token.type !== 'number' || !Number.isFinite(value)) {
    throw unexpectedToken(token, 'numeric', 'write digits, as in 12 or -0.5, without quotes');
  }
  return value;
}

/** The engine lets the whole condition be quoted: `"author:Stephen King"`. Other bare text is a tag. */
function bareTerm(name: Token, negated: boolean, score: number | undefined): FilterTerm {
  const colon = name.value.indexOf(':');
  if (name.type !== 'quoted' || colon < 1 || colon === name.value.length - 1) {
    return facetOrTag('_tags', name.value, negated, score);
  }
  return facetOrTag(name.value.slice(0, colon), name.value.slice(colon + 1), negated, score);
}

function facetOrTag(
  attribute: string,
  value: string,
  negated: boolean,
  score: number | undefined,
): FilterTerm {
  const weight = score === undefined ? {} : { score };
  if (attribute === '_tags') return { kind: 'tag', negated, value, ...weight };
  return { kind: 'facet', negated, attribute, value, ...weight };
}

function parseScore(cursor: TokenCursor): number {
  const opening = cursor.take();
  const name = cursor.take();
  if (name.value !== 'score') {
    throw unexpectedToken(name, '"score"', 'after a value, < begins <score=N>; quote a value that holds it');
  }
  const equals = cursor.take();
  if (equals.value !== '=') throw unexpectedToken(equals, '"="', 'write <score=N>');
  const score = parseNumber(cursor);
  const closing = cursor.take();
  if (closing.type !== '>') throw unexpectedToken(closing, '>', 'write <score=N>');
  if (score < 0) throw new FilterSyntaxError('a score cannot be negative', opening.start + 1);
  return score;
}
