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

/** The error for a text that is longer than the limit. */
export function tooLong(length: number): FilterSyntaxError {
  return new FilterSyntaxError(
    `A filter can have at most ${MAX_FILTERS_LENGTH} characters, and this one has ${length}.`,
    MAX_FILTERS_LENGTH + 1,
  );
}

/** The error for a token in the wrong place, in the engine's words. */
export function unexpectedToken(
  token: Token,
  expected: string,
  hint: string = hintFor(token),
): FilterSyntaxError {
  const column = token.start + 1;
  return new FilterSyntaxError(
    `Unexpected token ${describe(token)} expected ${expected} at col ${column}.`,
    column,
    { hint },
  );
}

const descriptions: Partial<Record<TokenType, string>> = {
  end: 'end of filter',
  operator: 'numeric operator',
  '<': '<',
  '>': '>',
  'empty string': 'empty string',
  'incomplete string': 'incomplete string',
};

function describe({ type, value }: Token): string {
  if (type === 'word' || type === 'quoted') return `string(${shown(value)})`;
  if (type === 'number') return `numeric(${shown(value)})`;
  return descriptions[type] ?? `'${type}'`;
}

/** The hint for a word that is probably meant as a keyword. */
export function keywordHint(word: string): string | undefined {
  if (/^(?:and|or|not|to)$/i.test(word)) return `Write ${word.toUpperCase()} in upper case.`;
  if (/^&&?$/.test(word)) return `Write AND instead of ${word}.`;
  return /^\|\|?$/.test(word) ? `Write OR instead of ${word}.` : undefined;
}

function hintFor({ type, value }: Token): string {
  switch (type) {
    case 'end':
      return 'Complete the condition, or close the parenthesis.';
    case 'empty string':
      return 'A name or value cannot be empty. Remove the condition.';
    case 'incomplete string':
      return 'Close the quote. Inside quotes, write a backslash before a quote.';
    case 'AND':
    case 'OR':
    case 'NOT':
    case 'TO':
      return 'Quote a keyword that is a name or a value.';
    case ')':
      return 'Remove the parenthesis, or open one before it.';
    case 'word': {
      const hint = keywordHint(value);
      if (hint !== undefined) return hint;
    }
  }
  return 'Join conditions with AND or OR. Quote text that contains spaces, quotes or any of ( ) : < > = !';
}
