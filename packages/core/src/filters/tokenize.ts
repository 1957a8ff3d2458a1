import type { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { isDecimal } from '../lib/numbers.ts';
import { errorAt, isKeyword, type Token, type TokenType, tooLong } from './token.ts';

const SPACE = 0x20;
const BACKSLASH = 0x5c;

/** By character code: 1 for an ASCII character that ends a word. */
const endsWord: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) =>
  code <= SPACE || code === 0x7f || '()<>=!:"\''.includes(String.fromCharCode(code)) ? 1 : 0,
);

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
    else this.#read(text, start, text[start]!);
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

  #read(text: string, start: number, first: string): void {
    switch (first) {
      case '"':
      case "'":
        this.#readQuoted(text, start);
        break;
      case '(':
      case ')':
      case ':':
        this.#set(first, first, start + 1);
        break;
      case '<':
      case '>':
      case '=':
      case '!':
        this.#readOperator(text, start, first);
        break;
      default:
        this.#readWord(text, start, first);
    }
  }

  #readOperator(text: string, start: number, first: '<' | '>' | '=' | '!'): void {
    if (first !== '=' && text[start + 1] === '=') this.#set('operator', `${first}=`, start + 2);
    else if (first === '=') this.#set('operator', first, start + 1);
    else if (first === '!')
      throw notAllowed("'!'", start, 'Write NOT before a condition, or != before a number.');
    else this.#set(first, first, start + 1);
  }

  #readWord(text: string, start: number, first: string): void {
    let end = start;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code < 128 && endsWord[code] === 1) break;
    }
    if (end === start) {
      const name = `U+${first.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
      throw notAllowed(name, start, 'Write a space, or quote the value.');
    }
    if (first === ',') throw notAllowed("','", start, 'Join conditions with AND or OR, or quote the comma.');
    const value = text.slice(start, end);
    this.#set(wordType(value, first), value, end);
  }

  #readQuoted(text: string, start: number): void {
    const quote = text.charCodeAt(start);
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

function wordType(value: string, first: string): TokenType {
  if (isKeyword(value)) return value;
  const mayBeNumber = first === '-' || (first >= '0' && first <= '9');
  return mayBeNumber && isDecimal(value) ? 'number' : 'word';
}

function notAllowed(what: string, at: number, hint: string): FilterSyntaxError {
  return errorAt(at, `Not allowed ${what} at col ${at + 1}.`, hint);
}
