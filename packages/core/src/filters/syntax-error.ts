import { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { shown } from '../lib/text.ts';
import type { Token, TokenType } from './tokenize.ts';

/** Of a text over the limit. */
export function tooLong(length: number): FilterSyntaxError {
  return new FilterSyntaxError(
    `a filter may have ${MAX_FILTERS_LENGTH} characters, this one has ${length}`,
    MAX_FILTERS_LENGTH + 1,
  );
}

/** The engine's words for a token that stands where it may not, and the mend. */
export function unexpectedToken(
  token: Token,
  expected: string,
  mend: string = mendOf(token),
): FilterSyntaxError {
  const column = token.start + 1;
  return new FilterSyntaxError(
    `Unexpected token ${describe(token)} expected ${expected} at col ${column}: ${mend}`,
    column,
  );
}

const names: Partial<Record<TokenType, string>> = {
  end: 'end of filter',
  operator: 'numeric operator',
  '<': '<',
  '>': '>',
  'empty string': 'empty string',
  'incomplete string': 'incomplete string',
};

function describe(token: Token): string {
  if (token.type === 'word' || token.type === 'quoted') return `string(${shown(token.value)})`;
  if (token.type === 'number') return `numeric(${shown(token.value)})`;
  return names[token.type] ?? `'${token.type}'`;
}

function mendOf(token: Token): string {
  switch (token.type) {
    case 'end':
      return 'the filter ends too early';
    case 'empty string':
      return 'a name or value cannot be empty, leave the condition out';
    case 'incomplete string':
      return 'close the quote; a quote inside it is written with a backslash before it';
    case 'word':
      if (/^(?:and|or|not|to)$/i.test(token.value)) return 'keywords are upper case: AND, OR, NOT, TO';
      break;
    case 'AND':
    case 'OR':
    case 'NOT':
    case 'TO':
      return 'quote a keyword that is meant as a name or a value';
  }
  return 'join conditions with AND or OR, and quote text with blanks, quotes or any of ( ) : < > = !';
}
