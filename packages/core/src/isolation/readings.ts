import type { FilterTerm } from '../filters/ast.ts';
import { foldFacet } from '../filters/record-reader.ts';
import { decimalText, isDecimal } from '../lib/numbers.ts';

/** How conditions are understood, where the vendor documents nothing. */
export interface Reading {
  /** Facet values with the same text here are equal to a facet filter. */
  readonly foldText: (text: string) => string;
  /** What a negated numeric condition means for a record with several numbers. */
  readonly negatedNumbers: 'no number satisfies it' | 'some number does not satisfy it';
}

/** A choice of the matcher that an engine may make differently. */
export type ReadingName = 'negatedNumbers' | 'accents' | 'numberText';

const readingNames: readonly ReadingName[] = ['negatedNumbers', 'accents', 'numberText'];

/** The reading of the matcher, which also enforces keys. */
export const matcherReading: Reading = /* @__PURE__ */ readingWithout([]);

/** A reading that makes some choices differently than the matcher. */
export function readingWithout(names: readonly ReadingName[]): Reading {
  const foldLetters = names.includes('accents') ? withoutAccents : foldFacet;
  return {
    foldText: names.includes('numberText') ? text => foldNumber(foldLetters(text)) : foldLetters,
    negatedNumbers: names.includes('negatedNumbers')
      ? 'some number does not satisfy it'
      : 'no number satisfies it',
  };
}

/** The choices that make a difference for some of the conditions. */
export function readingsThatDiffer(terms: readonly FilterTerm[]): ReadingName[] {
  return readingNames.filter(name => terms.some(term => isReadDifferently(term, name)));
}

/** The number whose text, as the matcher writes it, is `text`: 42 for "42", and none for "42.0". */
export function canonicalNumber(text: string): number | undefined {
  const number = Number(text);
  return isDecimal(text) && Number.isFinite(number) && decimalText(number) === text ? number : undefined;
}

/** Every choice of some items, the smallest first, without the empty one. */
export function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const subsets: Item[][] = [[]];
  for (const item of items) subsets.push(...subsets.map(subset => [...subset, item]));
  return subsets.slice(1).sort((a, b) => a.length - b.length);
}

function isReadDifferently(term: FilterTerm, name: ReadingName): boolean {
  if (term.kind === 'tag') return false;
  if (term.kind !== 'facet') return name === 'negatedNumbers' && term.negated;
  return readingWithout([name]).foldText(term.value) !== matcherReading.foldText(term.value);
}

/** A text that is a number, as the text of that number. */
function foldNumber(text: string): string {
  return isDecimal(text) ? decimalText(Number(text)) : text;
}

/** Upper case first, so that every form of a letter (ς and σ, ß and SS) falls together. */
function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}
