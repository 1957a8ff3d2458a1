import { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { tooLong } from './syntax-error.ts';

export type TokenType =
  | 'AND'
  | 'OR'
  | 'NOT'
  | 'TO'
  | '('
  | ')'
  | ':'
  | '<'
  | '>'
  | 'operator'
  | 'word'
  | 'number'
  | 'quoted'
  | 'empty string'
  | 'incomplete string'
  | 'end';

export interface Token {
  readonly type: TokenType;
  /** The text, without quotes and escapes. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const blanks = / */y;
const blanksAndLineBreaks = /[ \t\r\n]*/y;
const symbol = /[()]|[<>!]=|[:<>=]/y;
const word = /[^\x00-\x20\x7f()<>=!:"']+/y;
const numeric = /^-?\d+(?:\.\d+)?$/;
const keywords: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'TO']);

/** Whether `text` is a number as the filter language writes it. */
export function isNumeric(text: string): boolean {
  return numeric.test(text);
}

/** Whether `text` is a keyword, and therefore needs quotes where a name or a value is meant. */
export function isKeyword(text: string): boolean {
  return keywords.has(text);
}

/**
 * Splits a filter text into tokens; the last one is `end`. Only the space separates, as in the engine: to it, a
 * line break is an ordinary character of a word. Nobody means that, so control characters outside quotes are refused;
 * `lineBreaksAreBlanks` is for text that is rewritten before the engine sees it.
 */
export function tokenize(text: string, options: { lineBreaksAreBlanks?: boolean } = {}): Token[] {
  if (text.length > MAX_FILTERS_LENGTH) throw tooLong(text.length);
  const separator = options.lineBreaksAreBlanks ? blanksAndLineBreaks : blanks;
  const tokens: Token[] = [];
  let at = skip(separator, text, 0);
  while (at < text.length) {
    const token = readToken(text, at);
    tokens.push(token);
    at = skip(separator, text, token.end);
  }
  tokens.push({ type: 'end', value: '', start: text.length, end: text.length });
  return tokens;
}

function readToken(text: string, start: number): Token {
  const char = text[start];
  if (char === '"' || char === "'") return readQuoted(text, start, char);
  let end = skip(symbol, text, start);
  if (end > start) {
    const value = text.slice(start, end);
    return { type: symbolType(value), value, start, end };
  }
  end = skip(word, text, start);
  if (end === start) throw notAllowed(text, start);
  const value = text.slice(start, end);
  return { type: wordType(value), value, start, end };
}

function symbolType(value: string): TokenType {
  return value === '=' || value.length === 2 ? 'operator' : (value as TokenType);
}

function wordType(value: string): TokenType {
  if (isKeyword(value)) return value as TokenType;
  return isNumeric(value) ? 'number' : 'word';
}

function readQuoted(text: string, start: number, quote: string): Token {
  let end = start + 1;
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
  if (end >= text.length) return { type: 'incomplete string', value: '', start, end: text.length };
  const value = text.slice(start + 1, end).replace(/\\(["'\\])/g, '$1');
  return { type: value === '' ? 'empty string' : 'quoted', value, start, end: end + 1 };
}

function notAllowed(text: string, at: number): FilterSyntaxError {
  const char = text[at]!;
  const shown = char === '!' ? "'!'" : `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const mend = char === '!' ? 'write != to compare, or quote the value' : 'write a space, or quote the value';
  return new FilterSyntaxError(`Not allowed ${shown} at col ${at + 1}: ${mend}`, at + 1);
}

/** Where the match of a sticky pattern at `start` ends; `start` itself where there is none. */
function skip(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
