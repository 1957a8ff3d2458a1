import { FilterSyntaxError } from '../errors.ts';
import { isDecimal } from '../lib/decimal.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { isKeyword, type Token, type TokenType, tooLong } from './token.ts';

const SPACE = 0x20;
const EXCLAMATION_MARK = 0x21;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const OPENING_PARENTHESIS = 0x28;
const CLOSING_PARENTHESIS = 0x29;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const COLON = 0x3a;
const LESS_THAN = 0x3c;
const EQUALS = 0x3d;
const GREATER_THAN = 0x3e;
const BACKSLASH = 0x5c;

/** By character code: 1 for the ASCII characters that cannot be part of a word. */
const endsWord: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) =>
  code <= SPACE || code === 0x7f || '()<>=!:"\''.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** How a tokenizer reads. */
export interface TokenizerOptions {
  /** Line breaks and tabs separate, too: for text that is rewritten before the engine sees it. */
  readonly lineBreaksSeparate?: boolean;
}

/**
 * Reads a filter text token by token. Only the space separates, as in the engine: to it, a line break is an ordinary
 * character of a word. No one means that, so control characters outside quotes are refused.
 */
export class Tokenizer {
  readonly #text: string;
  readonly #lineBreaksSeparate: boolean;
  #at = 0;

  constructor(text: string, { lineBreaksSeparate = false }: TokenizerOptions = {}) {
    if (text.length > MAX_FILTERS_LENGTH) throw tooLong(text.length);
    this.#text = text;
    this.#lineBreaksSeparate = lineBreaksSeparate;
  }

  /** The next token; at the end of the text, and from then on, a token of type `end`. */
  next(): Token {
    const text = this.#text;
    let start = this.#at;
    while (start < text.length && this.#separates(text.charCodeAt(start))) start++;
    const token = readToken(text, start);
    this.#at = token.end;
    return token;
  }

  #separates(code: number): boolean {
    if (code === SPACE) return true;
    return this.#lineBreaksSeparate && (code === 0x09 || code === 0x0a || code === 0x0d);
  }
}

/** All tokens of a text; the last one is `end`. */
export function tokenize(text: string, options?: TokenizerOptions): Token[] {
  const tokenizer = new Tokenizer(text, options);
  const tokens: Token[] = [];
  for (;;) {
    const token = tokenizer.next();
    tokens.push(token);
    if (token.type === 'end') return tokens;
  }
}

function readToken(text: string, start: number): Token {
  if (start >= text.length) return { type: 'end', value: '', start: text.length, end: text.length };
  const code = text.charCodeAt(start);
  switch (code) {
    case DOUBLE_QUOTE:
    case SINGLE_QUOTE:
      return readQuoted(text, start, code);
    case OPENING_PARENTHESIS:
      return { type: '(', value: '(', start, end: start + 1 };
    case CLOSING_PARENTHESIS:
      return { type: ')', value: ')', start, end: start + 1 };
    case COLON:
      return { type: ':', value: ':', start, end: start + 1 };
    case LESS_THAN:
    case GREATER_THAN:
    case EQUALS:
    case EXCLAMATION_MARK:
      return readOperator(text, start, code);
    default:
      return readWord(text, start, code);
  }
}

function readOperator(text: string, start: number, code: number): Token {
  if (code !== EQUALS && text.charCodeAt(start + 1) === EQUALS) {
    return { type: 'operator', value: text.slice(start, start + 2), start, end: start + 2 };
  }
  const end = start + 1;
  if (code === LESS_THAN) return { type: '<', value: '<', start, end };
  if (code === GREATER_THAN) return { type: '>', value: '>', start, end };
  if (code === EQUALS) return { type: 'operator', value: '=', start, end };
  throw notAllowed("'!'", start, 'Write != to compare, or quote the value.');
}

function readWord(text: string, start: number, first: number): Token {
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code < 128 && endsWord[code] === 1) break;
  }
  if (end === start) {
    const name = `U+${first.toString(16).toUpperCase().padStart(4, '0')}`;
    throw notAllowed(name, start, 'Write a space, or quote the value.');
  }
  if (first === COMMA) throw notAllowed("','", start, 'A word cannot begin with a comma. Quote the value.');
  const value = text.slice(start, end);
  return { type: wordType(value, first), value, start, end };
}

function wordType(value: string, first: number): TokenType {
  if (isKeyword(value)) return value;
  const mayBeNumber = first === MINUS || (first >= DIGIT_0 && first <= DIGIT_9);
  return mayBeNumber && isDecimal(value) ? 'number' : 'word';
}

function readQuoted(text: string, start: number, quote: number): Token {
  let hasEscape = false;
  let end = start + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === quote) break;
    if (code !== BACKSLASH) continue;
    hasEscape = true;
    end++;
  }
  if (end >= text.length) return { type: 'incomplete string', value: '', start, end: text.length };
  const raw = text.slice(start + 1, end);
  const value = hasEscape ? raw.replace(/\\(["'\\])/g, '$1') : raw;
  return { type: value === '' ? 'empty string' : 'quoted', value, start, end: end + 1 };
}

function notAllowed(what: string, at: number, hint: string): FilterSyntaxError {
  return new FilterSyntaxError(`Not allowed ${what} at col ${at + 1}.`, at + 1, { hint });
}
