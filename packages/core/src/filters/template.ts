import { FilterSyntaxError, ForgekeyError } from '../errors.ts';
import { parseFilters } from './parse.ts';
import { readTemplatePieces, type TemplatePiece } from './template-pieces.ts';
import { type FilterValue, facetText, numericText } from './template-value.ts';

/**
 * Builds a `filters` text from values that may be hostile. Every value behind `attribute:` is quoted and escaped, so it
 * is one condition whatever it holds; behind a comparison operator and around `TO` only a finite number may stand. An
 * array becomes an OR group, and behind `NOT` an AND of negations: none of them. Line breaks between the conditions
 * count as spaces. The result has been read back before it is returned, so the engine accepts it.
 *
 * It does not check that an attribute exists or may be filtered on, and it cannot protect text that is pasted to the
 * result afterwards: use `combineFilters` for that.
 *
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX` where the literal text is no filter, or a value stands where none
 *   belongs: for an attribute, a keyword or a whole condition, inside quotes, or glued to other text; or a negated
 *   array inside an OR, which the language cannot say.
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` for an empty string, a lone surrogate, NaN or an infinity, and, as a
 *   `TypeError`, for undefined, null, an object or a type that cannot stand in its place;
 *   `ERR_RESTRICTION_EMPTY` for an empty array and for a template without any condition.
 * @throws {TypeError} where it is not used as a template tag.
 * @example
 * filters`visible_by:${['alice', 'x OR y']} AND price < ${10}`
 * // => '(visible_by:"alice" OR visible_by:"x OR y") AND price < 10'
 */
export function filters(strings: TemplateStringsArray, ...values: FilterValue[]): string {
  if (!Array.isArray(strings) || !Array.isArray(strings.raw)) {
    throw new TypeError('filters is a template tag: write a template literal behind it, without parentheses');
  }
  const pieces = readTemplatePieces(strings);
  if (pieces.length === 0) throw empty('the filter template is empty');
  const texts = pieces.map(piece => piece.text);
  pieces.forEach((piece, at) => {
    if (piece.type === 'value') insertValue(pieces, texts, at, values[piece.valueIndex]);
  });
  const text = texts
    .map((text, at) => (pieces[at]!.gap && text !== '' ? ` ${text}` : text))
    .join('')
    .trimStart();
  parseFilters(text);
  return text;
}

/** Blanks of any number and kind become one space. */
function render(pieces: readonly TemplatePiece[], texts: readonly string[]): string {
  return texts.map((text, at) => (at > 0 && text !== '' && pieces[at]!.gap ? ` ${text}` : text)).join('');
}

/** Writes the value at its place in `texts`; an array takes the place of its whole condition. */
function insertValue(pieces: readonly TemplatePiece[], texts: string[], at: number, value: unknown): void {
  const place = `value ${pieces[at]!.valueIndex + 1} of the filter template`;
  const problem = misplacement(pieces, at, value);
  if (problem) {
    throw new FilterSyntaxError(`${place} ${problem}`, render(pieces, texts.slice(0, at)).length + 1);
  }
  if (isNumericPlace(pieces, at)) texts[at] = numericText(value, place);
  else if (!Array.isArray(value)) texts[at] = facetText(value, place);
  else {
    const start = pieces[at - 3]?.type === 'NOT' ? at - 3 : at - 2;
    texts[start] = arrayCondition(pieces, at, value, place);
    texts.fill('', start + 1, at + 1);
  }
}

function misplacement(pieces: readonly TemplatePiece[], at: number, value: unknown): string | undefined {
  if (isGlued(pieces[at + 1])) return 'is glued to the text behind it';
  if (isNumericPlace(pieces, at)) return undefined;
  if (!isFacetPlace(pieces, at))
    return 'stands where none belongs: it may follow attribute: or a comparison operator';
  if (!Array.isArray(value)) return undefined;
  if (pieces[at + 1]?.type === '<') return 'is an array, which cannot have a score';
  const isNegation = pieces[at - 3]?.type === 'NOT' && value.length > 1;
  return isNegation && isInsideOr(pieces, at)
    ? 'is a negated array inside an OR: "none of them" is an AND, which may not stand inside an OR'
    : undefined;
}

function isGlued(next: TemplatePiece | undefined): boolean {
  return next !== undefined && !next.gap && !['(', ')', ':', '<', '>', 'operator'].includes(next.type);
}

function isNumericPlace(pieces: readonly TemplatePiece[], at: number): boolean {
  const before = pieces[at - 1]?.type ?? '';
  return ['<', '>', 'operator', 'TO'].includes(before) || (before === ':' && pieces[at + 1]?.type === 'TO');
}

function isFacetPlace(pieces: readonly TemplatePiece[], at: number): boolean {
  return pieces[at - 1]?.type === ':' && ['word', 'number', 'quoted'].includes(pieces[at - 2]?.type ?? '');
}

function arrayCondition(
  pieces: readonly TemplatePiece[],
  at: number,
  values: readonly unknown[],
  place: string,
): string {
  if (values.length === 0) throw empty(`${place} is an empty array`);
  // Array.from: a missing element must be refused, and map would skip it.
  const conditions = Array.from(values, value => `${pieces[at - 2]!.text}:${facetText(value, place)}`);
  if (pieces[at - 3]?.type === 'NOT') return conditions.map(condition => `NOT ${condition}`).join(' AND ');
  return conditions.length === 1 ? conditions[0]! : `(${conditions.join(' OR ')})`;
}

/** Whether the negated condition whose value is at `at` has an OR at a side, seen through its own parentheses. */
function isInsideOr(pieces: readonly TemplatePiece[], at: number): boolean {
  let before = at - 4;
  while (pieces[before]?.type === '(') before--;
  let behind = at + 1;
  while (pieces[behind]?.type === ')') behind++;
  return pieces[before]?.type === 'OR' || pieces[behind]?.type === 'OR';
}

function empty(what: string): ForgekeyError {
  const message = `${what}, so it would restrict nothing; check the list it was made from, or leave the filter out`;
  return new ForgekeyError('ERR_RESTRICTION_EMPTY', message, { parameter: 'filters' });
}
