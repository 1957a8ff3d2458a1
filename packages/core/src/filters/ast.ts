import { isFilterNumber } from '../lib/numbers.ts';
import { isListOf } from '../lib/plain-copy.ts';

/** How a number is compared. */
export type ComparisonOperator = '<' | '<=' | '=' | '!=' | '>' | '>=';

/** `attribute:value`, compared without regard to case. Booleans and numbers are their text: `inStock:true`. */
export interface FacetTerm {
  /** Tells the four kinds of terms apart. */
  readonly kind: 'facet';
  /** Whether a record must not match: `NOT attribute:value`. */
  readonly negated: boolean;
  /** The attribute of the record; a dot separates the levels of a nested one. */
  readonly attribute: string;
  /** The value, without quotes and escapes. */
  readonly value: string;
  /** The weight of `<score=N>`, an integer: it ranks and never hides. */
  readonly score?: number;
}

/** `_tags:value`, compared with regard to case. */
export interface TagTerm {
  /** Tells the four kinds of terms apart. */
  readonly kind: 'tag';
  /** Whether a record must not have the tag: `NOT value`. */
  readonly negated: boolean;
  /** The tag, without quotes and escapes. */
  readonly value: string;
  /** The weight of `<score=N>`, an integer: it ranks and never hides. */
  readonly score?: number;
}

/** `attribute < number`. */
export interface ComparisonTerm {
  /** Tells the four kinds of terms apart. */
  readonly kind: 'comparison';
  /** Whether a record must not match: `NOT attribute < number`. */
  readonly negated: boolean;
  /** The attribute of the record; a dot separates the levels of a nested one. */
  readonly attribute: string;
  /** How the number of the record is compared with `value`. */
  readonly operator: ComparisonOperator;
  /** The number on the right, with at most three decimals. */
  readonly value: number;
}

/** `attribute:low TO high`, both ends included. */
export interface RangeTerm {
  /** Tells the four kinds of terms apart. */
  readonly kind: 'range';
  /** Whether a record must not match: `NOT attribute:low TO high`. */
  readonly negated: boolean;
  /** The attribute of the record; a dot separates the levels of a nested one. */
  readonly attribute: string;
  /** The lowest number that matches. */
  readonly low: number;
  /** The highest number that matches. */
  readonly high: number;
}

/** One condition on a record. */
export type FilterTerm = FacetTerm | TagTerm | ComparisonTerm | RangeTerm;

/** An OR: one of the conditions must hold. */
export type FilterGroup = readonly FilterTerm[];

/** What every filter means: an AND of groups, each group an OR of terms. No group at all matches every record. */
export interface FilterExpression {
  /** The groups that a record must satisfy, all of them. */
  readonly groups: readonly FilterGroup[];
}

/** The engine allows only terms of one family in one OR. */
export type FilterFamily = 'facet' | 'tag' | 'numeric';

/** The family of a term: comparisons and ranges are both numeric. */
export function filterFamily({ kind }: FilterTerm): FilterFamily {
  return kind === 'facet' || kind === 'tag' ? kind : 'numeric';
}

/** @throws {TypeError} with `misuse` as its message, for anything but a tree */
export function assertFilterExpression(value: unknown, misuse: string): asserts value is FilterExpression {
  const groups = (value as Partial<FilterExpression> | null | undefined)?.groups;
  if (!isListOf(groups, Array.isArray)) throw new TypeError(misuse);
}

const operators: ReadonlySet<string> = new Set(['<', '<=', '=', '!=', '>', '>=']);

/** Why a term of a tree that a caller made is not a condition of the language; undefined where it is one. */
export function termProblem(term: FilterTerm): string | undefined {
  if (typeof term?.negated !== 'boolean') return 'a term says with true or false whether it is negated';
  switch (term.kind) {
    case 'facet':
      if (term.attribute === '_tags') return 'a condition on _tags is a tag term, not a facet term';
      return textProblem(term.attribute) ?? textProblem(term.value) ?? scoreProblem(term.score);
    case 'tag':
      return textProblem(term.value) ?? scoreProblem(term.score);
    case 'range':
      return textProblem(term.attribute) ?? numberProblem(term.low) ?? numberProblem(term.high);
    case 'comparison':
      if (!operators.has(term.operator)) return 'an operator is one of < <= = != > >=';
      return textProblem(term.attribute) ?? numberProblem(term.value);
    default:
      return 'the kind of a term is facet, tag, comparison or range';
  }
}

function textProblem(text: string): string | undefined {
  if (typeof text !== 'string' || text === '') return 'a name or value is text that is not empty';
  return text.isWellFormed() ? undefined : 'a name or value cannot contain a lone surrogate';
}

function numberProblem(value: number): string | undefined {
  return isFilterNumber(value)
    ? undefined
    : 'a number reaches ±4611686018427387, with at most three decimals';
}

function scoreProblem(score: number | undefined): string | undefined {
  return score === undefined || (Number.isInteger(score) && isFilterNumber(score))
    ? undefined
    : 'a score is an integer';
}
