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

/** Whether `text` is a keyword, and therefore needs quotes where a name or a value is meant. */
export function isKeyword(text: string): text is 'AND' | 'OR' | 'NOT' | 'TO' {
  // A Set would hash each text, which takes longer than to compare it.
  return text === 'AND' || text === 'OR' || text === 'NOT' || text === 'TO';
}

/** Whether a token can be a name or a value. */
export function isText({ type }: Token): boolean {
  return type === 'word' || type === 'number' || type === 'quoted';
}

/** The error for a text over the limit. */
export function tooLong(length: number): FilterSyntaxError {
  return new FilterSyntaxError(
    `A filter can have at most ${MAX_FILTERS_LENGTH} characters, and this one has ${length}.`,
    MAX_FILTERS_LENGTH + 1,
  );
}

/** The engine's words for a token in the wrong place. */
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

function hintFor({ type, value }: Token): string {
  switch (type) {
    case 'end':
      return 'Complete the condition, or close the parenthesis.';
    case 'empty string':
      return 'A name or value cannot be empty. Remove the condition.';
    case 'incomplete string':
      return 'Close the quote. Write a quote inside a quoted text with a backslash before it.';
    case 'word':
      if (/^(?:and|or|not|to)$/i.test(value)) return 'Write keywords in upper case: AND, OR, NOT, TO.';
      break;
    case 'AND':
    case 'OR':
    case 'NOT':
    case 'TO':
      return 'Quote a keyword that is meant as a name or a value.';
  }
  return 'Join conditions with AND or OR. Quote text that contains spaces, quotes or any of ( ) : < > = !';
}
