import type { FilterTerm } from '../filters/ast.ts';
import { foldFacet } from '../filters/record-reader.ts';
import { decimalText, isDecimal } from '../lib/numbers.ts';

/** One way to read conditions where the vendor documents none. */
export interface Reading {
  /** A facet filter treats values with the same folded text as equal. */
  readonly foldText: (text: string) => string;
  /** Whether NOT means that no number satisfies the condition. Otherwise, it means that some number does not satisfy it. */
  readonly negatesEveryNumber: boolean;
}

/** A choice of the matcher that an engine may make differently. */
export type ReadingName = 'negatedNumbers' | 'accents' | 'numberText';

/** The same, and the merge of numericFilters, which is not about single conditions. */
export type Choice = ReadingName | 'numericFiltersMerge';

const readingNames: readonly ReadingName[] = ['negatedNumbers', 'accents', 'numberText'];

/** The reading of the matcher, which also enforces keys. */
export const matcherReading: Reading = /* @__PURE__ */ readingWithout([]);

/** A reading that makes some choices differently than the matcher. */
export function readingWithout(choices: readonly Choice[]): Reading {
  const foldLetters = choices.includes('accents') ? withoutAccents : foldFacet;
  return {
    foldText: choices.includes('numberText') ? text => foldNumber(foldLetters(text)) : foldLetters,
    negatesEveryNumber: !choices.includes('negatedNumbers'),
  };
}

/** The choices that make a difference for some of the conditions. */
export function readingsThatDiffer(terms: readonly FilterTerm[]): ReadingName[] {
  return readingNames.filter(name => terms.some(term => isReadDifferently(term, name)));
}

/** The number that the matcher writes as `text`: 42 for "42", none for "42.0". */
export function canonicalNumber(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) && decimalText(number) === text ? number : undefined;
}

/** All non-empty subsets, each after its own subsets. */
export function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const subsets: Item[][] = [[]];
  for (const item of items) subsets.push(...subsets.map(subset => [...subset, item]));
  return subsets.slice(1);
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

/** Upper case first, so that all forms of a letter (ς and σ, ß and SS) become the same. */
function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}
