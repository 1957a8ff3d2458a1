import type { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { isDecimal } from '../lib/numbers.ts';
import { errorAt, isKeyword, type Token, type TokenType, tooLong } from './token.ts';

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

/** By character code: 1 for an ASCII character that ends a word. */
const endsWord: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) =>
  code <= SPACE || code === 0x7f || '()<>=!:"\''.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** How a tokenizer reads. */
export interface TokenizerOptions {
  /** Line breaks and tabs separate tokens, too. For text that is rewritten before the engine reads it. */
  readonly lineBreaksSeparate?: boolean;
}

/**
 * Reads a filter text token by token. Its members are the current token. As in the engine, only a space separates tokens. The
 * engine reads a line break as part of a word, which is never intended, so control characters outside quotes are refused.
 */
export class Tokenizer implements Token {
  readonly #text: string;
  readonly #lineBreaksSeparate: boolean;
  // One object for all tokens, because a filter has many, and few are read twice.
  type: TokenType = 'end';
  value = '';
  start = 0;
  end = 0;

  /** Also reads the first token. */
  constructor(text: string, { lineBreaksSeparate = false }: TokenizerOptions = {}) {
    if (text.length > MAX_FILTERS_LENGTH) throw tooLong(text.length);
    this.#text = text;
    this.#lineBreaksSeparate = lineBreaksSeparate;
    this.next();
  }

  /** Reads the next token. At the end of the text, its type is `end`. */
  next(): void {
    const text = this.#text;
    let start = this.end;
    while (start < text.length && this.#separates(text.charCodeAt(start))) start++;
    this.start = start;
    if (start === text.length) this.#set('end', '', start);
    else this.#read(text, start, text.charCodeAt(start));
  }

  /** A copy of the current token, which `next` does not change. */
  copy(): Token {
    const { type, value, start, end } = this;
    return { type, value, start, end };
  }

  #separates(code: number): boolean {
    if (code === SPACE) return true;
    return this.#lineBreaksSeparate && (code === 0x09 || code === 0x0a || code === 0x0d);
  }

  #set(type: TokenType, value: string, end: number): void {
    this.type = type;
    this.value = value;
    this.end = end;
  }

  #read(text: string, start: number, code: number): void {
    switch (code) {
      case DOUBLE_QUOTE:
      case SINGLE_QUOTE:
        this.#readQuoted(text, start, code);
        break;
      case OPENING_PARENTHESIS:
        this.#set('(', '(', start + 1);
        break;
      case CLOSING_PARENTHESIS:
        this.#set(')', ')', start + 1);
        break;
      case COLON:
        this.#set(':', ':', start + 1);
        break;
      case LESS_THAN:
      case GREATER_THAN:
      case EQUALS:
      case EXCLAMATION_MARK:
        this.#readOperator(text, start, code);
        break;
      default:
        this.#readWord(text, start, code);
    }
  }

  #readOperator(text: string, start: number, code: number): void {
    if (code !== EQUALS && text.charCodeAt(start + 1) === EQUALS) {
      this.#set('operator', text.slice(start, start + 2), start + 2);
    } else if (code === LESS_THAN) this.#set('<', '<', start + 1);
    else if (code === GREATER_THAN) this.#set('>', '>', start + 1);
    else if (code === EQUALS) this.#set('operator', '=', start + 1);
    else throw notAllowed("'!'", start, 'Write NOT before a condition, or != before a number.');
  }

  #readWord(text: string, start: number, first: number): void {
    let end = start;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code < 128 && endsWord[code] === 1) break;
    }
    if (end === start) {
      const name = `U+${first.toString(16).toUpperCase().padStart(4, '0')}`;
      throw notAllowed(name, start, 'Write a space, or quote the value.');
    }
    if (first === COMMA)
      throw notAllowed("','", start, 'Join conditions with AND or OR, or quote the comma.');
    const value = text.slice(start, end);
    this.#set(wordType(value, first), value, end);
  }

  #readQuoted(text: string, start: number, quote: number): void {
    let hasEscape = false;
    let end = start + 1;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === quote) break;
      if (code !== BACKSLASH) continue;
      hasEscape = true;
      end++;
    }
    if (end >= text.length) {
      this.#set('incomplete string', '', text.length);
      return;
    }
    const raw = text.slice(start + 1, end);
    const value = hasEscape ? raw.replace(/\\(["'\\])/g, '$1') : raw;
    this.#set(value === '' ? 'empty string' : 'quoted', value, end + 1);
  }
}

/** All tokens of a text. The last one has the type `end`. */
export function tokenize(text: string, options?: TokenizerOptions): Token[] {
  const tokenizer = new Tokenizer(text, options);
  const tokens = [tokenizer.copy()];
  while (tokenizer.type !== 'end') {
    tokenizer.next();
    tokens.push(tokenizer.copy());
  }
  return tokens;
}

function wordType(value: string, first: number): TokenType {
  if (isKeyword(value)) return value;
  const mayBeNumber = first === MINUS || (first >= DIGIT_0 && first <= DIGIT_9);
  return mayBeNumber && isDecimal(value) ? 'number' : 'word';
}

function notAllowed(what: string, at: number, hint: string): FilterSyntaxError {
  return errorAt(at, `Not allowed ${what} at col ${at + 1}.`, hint);
}
