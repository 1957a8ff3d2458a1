import { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { shown } from '../lib/text.ts';

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

/** Whether `text` is a keyword. A name or a value with this text needs quotes. */
export function isKeyword(text: string): text is 'AND' | 'OR' | 'NOT' | 'TO' {
  // Four comparisons are faster than a Set, which hashes the text.
  return text === 'AND' || text === 'OR' || text === 'NOT' || text === 'TO';
}

/** Whether a token can be a name or a value. */
export function isText({ type }: Token): boolean {
  return type === 'word' || type === 'number' || type === 'quoted';
}

/** The error at a position in the text. The first character is 0 here, and column 1 in the error. */
export function errorAt(start: number, message: string, hint?: string): FilterSyntaxError {
  return new FilterSyntaxError(message, start + 1, { hint });
}

export function tooLong(length: number): FilterSyntaxError {
  const message = `A filter can have at most ${MAX_FILTERS_LENGTH} characters, and this one has ${length}.`;
  return errorAt(MAX_FILTERS_LENGTH, message);
}

/** In the engine's words. */
export function unexpectedToken(
  token: Token,
  expected: string,
  hint: string = hintFor(token),
): FilterSyntaxError {
  const { start } = token;
  return errorAt(
    start,
    `Unexpected token ${describe(token)} expected ${expected} at col ${start + 1}.`,
    hint,
  );
}

function describe({ type, value }: Token): string {
  switch (type) {
    case 'word':
    case 'quoted':
      return `string(${shown(value)})`;
    case 'number':
      return `numeric(${shown(value)})`;
    case 'operator':
      return 'numeric operator';
    case 'end':
      return 'end of filter';
    default:
      return isKeyword(type) || '():'.includes(type) ? `'${type}'` : type;
  }
}

/** The hint for a word that is probably meant as a keyword. */
export function keywordHint(word: string): string | undefined {
  if (/^(?:and|or|not|to)$/i.test(word)) return `Write ${word.toUpperCase()} in upper case.`;
  if (/^&&?$/.test(word)) return `Write AND instead of ${word}.`;
  return /^\|\|?$/.test(word) ? `Write OR instead of ${word}.` : undefined;
}

const hints: Partial<Record<TokenType, string>> = {
  end: 'Complete the condition, or close the parenthesis.',
  'empty string': 'A name or value cannot be empty. Remove the condition.',
  'incomplete string': 'Close the quote. Inside quotes, write a backslash before a quote.',
  ')': 'Remove the parenthesis, or open one before it.',
};

function hintFor({ type, value }: Token): string {
  if (isKeyword(type)) return 'Quote a keyword that is a name or a value.';
  const hint = type === 'word' ? keywordHint(value) : hints[type];
  return (
    hint ?? 'Join conditions with AND or OR. Quote text that contains spaces, quotes or any of ( ) : < > = !'
  );
}
