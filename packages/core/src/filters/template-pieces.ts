import { FilterSyntaxError } from '../errors.ts';
import { type Token, type TokenType, tokenize } from './tokenize.ts';

/** A token of a template's literal text, or the place of a value between them. */
export interface TemplatePiece {
  readonly type: TokenType | 'value';
  /** As written; empty for a value. */
  readonly text: string;
  /** Whether blanks or line breaks stand before it. */
  readonly gap: boolean;
  /** Of a value: its index. */
  readonly valueIndex: number;
}

/** Splits the literal text of a template into tokens, with a piece for each value in its place. */
export function readTemplatePieces(strings: TemplateStringsArray): TemplatePiece[] {
  return strings.flatMap((chunk: string | undefined, index) => {
    // JavaScript leaves a chunk with an invalid escape undefined.
    if (chunk === undefined) throw new FilterSyntaxError('the filter template holds an invalid escape', 1);
    const tokens = tokenize(chunk, { lineBreaksAreBlanks: true });
    const end = tokens.pop()!;
    const pieces = tokens.map((token, at) => pieceOf(token, tokens[at - 1], chunk));
    if (index === strings.length - 1) return pieces;
    refuseOpenQuote(tokens.at(-1), index);
    const gap = end.start > (tokens.at(-1)?.end ?? 0);
    return [...pieces, { type: 'value' as const, text: '', gap, valueIndex: index }];
  });
}

function pieceOf(token: Token, previous: Token | undefined, chunk: string): TemplatePiece {
  const gap = token.start > (previous?.end ?? 0);
  return { type: token.type, text: chunk.slice(token.start, token.end), gap, valueIndex: -1 };
}

function refuseOpenQuote(token: Token | undefined, valueIndex: number): void {
  if (token?.type !== 'incomplete string') return;
  throw new FilterSyntaxError(
    `value ${valueIndex + 1} of the filter template stands inside quotes: remove them, the template quotes it`,
    token.start + 1,
  );
}
