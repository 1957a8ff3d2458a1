import { foldFacet } from '../filters/record-reader.ts';
import { decimalText, isDecimal } from '../lib/numbers.ts';

/** How conditions are understood, where the vendor documents nothing. */
export interface Reading {
  /** Facet values with the same text here are equal to a facet filter. */
  readonly foldText: (text: string) => string;
  /** The number that a facet value matches besides its text. */
  readonly numberOf: (text: string) => number | undefined;
  /** What a negated numeric condition means for a record with several numbers. */
  readonly negatedNumbers: 'no number satisfies it' | 'some number does not satisfy it';
}

/** A reading that differs from the matcher's, under the name of what it puts in question. */
export type ReadingName = 'negatedNumbers' | 'accents' | 'numberText';

/** The reading of the matcher, which also enforces keys. */
export const matcherReading: Reading = {
  foldText: foldFacet,
  numberOf: canonicalNumber,
  negatedNumbers: 'no number satisfies it',
};

/** Every other reading that an engine may have; each changes one thing. */
export const otherReadings: Readonly<Record<ReadingName, Reading>> = /* @__PURE__ */ (() => ({
  negatedNumbers: { ...matcherReading, negatedNumbers: 'some number does not satisfy it' },
  accents: { ...matcherReading, foldText: withoutAccents },
  numberText: {
    ...matcherReading,
    foldText: text => (isDecimal(text) ? decimalText(Number(text)) : foldFacet(text)),
    numberOf: text => (isDecimal(text) && Number.isFinite(Number(text)) ? Number(text) + 0 : undefined),
  },
}))();

/** The number whose text, as the matcher writes it, is `text`: 42 for "42", and none for "42.0". */
function canonicalNumber(text: string): number | undefined {
  const number = Number(text);
  return isDecimal(text) && Number.isFinite(number) && decimalText(number) === text ? number : undefined;
}

/** Upper case first, so that every form of a letter (ς and σ, ß and SS) falls together. */
function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}
