import { FilterSyntaxError } from '../errors.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import { emptyFilter } from './combine.ts';
import { parseFilters } from './parse.ts';
import { copyOf, type FilterValue, facetText, lengthOf, numericText, unusable } from './template-value.ts';
import { errorAt, type TokenType } from './token.ts';
import { tokenize } from './tokenize.ts';

/** A token of the literal text of a template, or the place of a value. */
interface Piece {
  readonly type: TokenType | 'value';
  /** The literal text; empty for a value. */
  readonly text: string;
  /** Whether spaces or line breaks precede it. */
  readonly gap: boolean;
  /** The index of a value. */
  readonly valueIndex: number;
}

/**
 * Builds a `filters` text from untrusted values. A value after `attribute:` is quoted and escaped, so it always remains one
 * condition. A value after a comparison operator or next to `TO` must be a finite number. An array becomes an OR group. After
 * `NOT`, it becomes an AND of negations. Line breaks between conditions count as spaces. The result is parsed before it is
 * returned, so the engine accepts it.
 *
 * It does not check that an attribute exists, or that the index may filter by it. It cannot protect text that you append to the
 * result: use `combineFilters` instead.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX` the literal text is not a valid filter; a value is in the place of an
 *   attribute, a keyword or a whole condition, inside quotes, or next to other text without a space; or a negated array is
 *   inside an OR, which the language cannot express
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` a value is an empty string, contains a lone surrogate, is not finite, or would
 *   be rounded; also as a `TypeError` for undefined, null, an object or a type that its place does not allow ·
 *   `ERR_RESTRICTION_EMPTY` an array is empty, or the template has no condition
 * @throws {TypeError} it is not used as a template tag
 * @example
 * filters`visible_by:${['alice', 'x OR y']} AND price < ${10}`
 * // => '(visible_by:"alice" OR visible_by:"x OR y") AND price < 10'
 */
export function filters(strings: TemplateStringsArray, ...values: FilterValue[]): string {
  if (!isTemplate(strings)) {
    throw new TypeError('filters is a template tag: write a template literal after it, without parentheses.');
  }
  const pieces = readPieces(strings);
  if (pieces.length === 0) throw emptyFilter('The filter template is empty.');
  const texts = pieces.map(piece => piece.text);
  let length = 0;
  for (let at = 0; at < pieces.length; at++) {
    const { type, valueIndex } = pieces[at]!;
    if (type !== 'value') continue;
    const value = copyOf(values[valueIndex], placeOf(valueIndex));
    // Checked before the escaping, which takes longer.
    length += lengthOf(value);
    if (length > MAX_FILTERS_LENGTH) {
      throw unusable(placeOf(valueIndex), `makes the filter longer than ${MAX_FILTERS_LENGTH} characters`);
    }
    insertValue(pieces, texts, at, value);
  }
  const text = render(pieces, texts);
  parseFilters(text);
  return text;
}

/** In JavaScript, a chunk with an invalid escape is undefined. */
function isTemplate(strings: unknown): boolean {
  return (
    Array.isArray(strings) &&
    strings.length <= MAX_FILTERS_LENGTH &&
    Array.isArray((strings as { raw?: unknown }).raw) &&
    [...strings].every(chunk => chunk === undefined || typeof chunk === 'string')
  );
}

/** Splits the literal text of a template into tokens, with a piece in the place of each value. */
function readPieces(strings: readonly (string | undefined)[]): Piece[] {
  const pieces: Piece[] = [];
  for (let index = 0; index < strings.length; index++) {
    const chunk = strings[index];
    const isLast = index === strings.length - 1;
    if (chunk === undefined) throw errorAt(0, 'The filter template has an invalid escape.');
    let end = 0;
    for (const token of tokenize(chunk, { lineBreaksSeparate: true })) {
      if (token.type === 'incomplete string' && !isLast) {
        const hint = 'Remove the quotes: the template adds them.';
        throw errorAt(token.start, `${placeOf(index)} is inside quotes.`, hint);
      }
      const gap = token.start > end;
      end = token.end;
      const text = chunk.slice(token.start, end);
      if (token.type !== 'end') pieces.push({ type: token.type, text, gap, valueIndex: -1 });
      else if (!isLast) pieces.push({ type: 'value', text: '', gap, valueIndex: index });
    }
  }
  return pieces;
}

/** Writes each sequence of spaces and line breaks as one space. */
function render(pieces: readonly Piece[], texts: readonly string[]): string {
  let rendered = '';
  texts.forEach((text, at) => {
    if (text !== '') rendered += rendered !== '' && pieces[at]!.gap ? ` ${text}` : text;
  });
  return rendered;
}

/** Writes the value into its place in `texts`. An array replaces its whole condition. */
function insertValue(pieces: readonly Piece[], texts: string[], at: number, value: unknown): void {
  const place = placeOf(pieces[at]!.valueIndex);
  const misplaced = misplacement(pieces, at, value);
  if (misplaced) {
    const column = render(pieces, [...texts.slice(0, at), '?']).length;
    throw new FilterSyntaxError(`${place} ${misplaced.problem}.`, column, { hint: misplaced.hint });
  }
  if (isNumericPlace(pieces, at)) texts[at] = numericText(value, place);
  else if (!Array.isArray(value)) texts[at] = facetText(value, place);
  else {
    const start = pieces[at - 3]?.type === 'NOT' ? at - 3 : at - 2;
    texts[start] = arrayCondition(pieces, at, value, place);
    texts.fill('', start + 1, at + 1);
  }
}

function misplacement(
  pieces: readonly Piece[],
  at: number,
  value: unknown,
): { problem: string; hint: string } | undefined {
  const next = pieces[at + 1];
  if (next && !next.gap && !['(', ')', ':', '<', '>', 'operator'].includes(next.type)) {
    return { problem: 'touches the text after it', hint: 'Write a space, or put the text into the value.' };
  }
  if (isNumericPlace(pieces, at)) return undefined;
  if (!isFacetPlace(pieces, at)) {
    return {
      problem: 'is in the wrong place',
      hint: 'A value can follow attribute: or a comparison operator. Write a tag as _tags: with the value after it.',
    };
  }
  if (!Array.isArray(value)) return undefined;
  if (next?.type === '<') {
    return { problem: 'is an array, which cannot have a score', hint: 'Give each value its own score.' };
  }
  if (pieces[at - 3]?.type === 'NOT' && value.length > 1 && isInsideOr(pieces, at)) {
    return {
      problem: 'is a negated array inside an OR',
      hint: '"None of them" is an AND, which an OR cannot contain. Move the condition out of the OR.',
    };
  }
  return undefined;
}

function isNumericPlace(pieces: readonly Piece[], at: number): boolean {
  const before = pieces[at - 1]?.type ?? '';
  return ['<', '>', 'operator', 'TO'].includes(before) || (before === ':' && pieces[at + 1]?.type === 'TO');
}

function isFacetPlace(pieces: readonly Piece[], at: number): boolean {
  return pieces[at - 1]?.type === ':' && ['word', 'number', 'quoted'].includes(pieces[at - 2]?.type ?? '');
}

/** Whether an OR is next to the negated condition whose value is at `at`, or next to parentheses around it. */
function isInsideOr(pieces: readonly Piece[], at: number): boolean {
  let before = at - 4;
  while (pieces[before]?.type === '(') before--;
  let after = at + 1;
  while (pieces[after]?.type === ')') after++;
  return pieces[before]?.type === 'OR' || pieces[after]?.type === 'OR';
}

function arrayCondition(
  pieces: readonly Piece[],
  at: number,
  values: readonly unknown[],
  place: string,
): string {
  if (values.length === 0) throw emptyFilter(`${place} is an empty array.`);
  const conditions = values.map(value => `${pieces[at - 2]!.text}:${facetText(value, place)}`);
  if (pieces[at - 3]?.type === 'NOT') return conditions.map(condition => `NOT ${condition}`).join(' AND ');
  return conditions.length === 1 ? conditions[0]! : `(${conditions.join(' OR ')})`;
}

function placeOf(valueIndex: number): string {
  return `Value ${valueIndex + 1} of the filter template`;
}
