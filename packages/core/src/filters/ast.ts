import { isFilterNumber } from '../lib/numbers.ts';
import { isListOf } from '../lib/plain-copy.ts';

/** An operator that compares numbers. */
export type ComparisonOperator = '<' | '<=' | '=' | '!=' | '>' | '>=';

/** `attribute:value`, case-insensitive. Booleans and numbers are text: `inStock:true`. */
export interface FacetTerm {
  /** The kind of the term. */
  readonly kind: 'facet';
  /** Whether a record must not match: `NOT attribute:value`. */
  readonly negated: boolean;
  /** The attribute of the record. Dots separate the levels of a nested attribute. */
  readonly attribute: string;
  /** The value, without quotes and escapes. */
  readonly value: string;
  /** The integer of `<score=N>`. It affects the ranking, and hides nothing. */
  readonly score?: number;
}

/** `_tags:value`, case-sensitive. */
export interface TagTerm {
  /** The kind of the term. */
  readonly kind: 'tag';
  /** Whether a record must not have the tag: `NOT value`. */
  readonly negated: boolean;
  /** The tag, without quotes and escapes. */
  readonly value: string;
  /** The integer of `<score=N>`. It affects the ranking, and hides nothing. */
  readonly score?: number;
}

/** `attribute < number`. */
export interface ComparisonTerm {
  /** The kind of the term. */
  readonly kind: 'comparison';
  /** Whether a record must not match: `NOT attribute < number`. */
  readonly negated: boolean;
  /** The attribute of the record. Dots separate the levels of a nested attribute. */
  readonly attribute: string;
  /** The operator between the number of the record and `value`. */
  readonly operator: ComparisonOperator;
  /** The number on the right, with at most three decimals. */
  readonly value: number;
}

/** `attribute:low TO high`, including both ends. */
export interface RangeTerm {
  /** The kind of the term. */
  readonly kind: 'range';
  /** Whether a record must not match: `NOT attribute:low TO high`. */
  readonly negated: boolean;
  /** The attribute of the record. Dots separate the levels of a nested attribute. */
  readonly attribute: string;
  /** The lowest number that matches. */
  readonly low: number;
  /** The highest number that matches. */
  readonly high: number;
}

/** One condition on a record. */
export type FilterTerm = FacetTerm | TagTerm | ComparisonTerm | RangeTerm;

/** An OR: a record must satisfy at least one of the conditions. */
export type FilterGroup = readonly FilterTerm[];

/** The meaning of a filter: an AND of groups, each of which is an OR of terms. Without groups, it matches every record. */
export interface FilterExpression {
  /** The groups. A record must satisfy all of them. */
  readonly groups: readonly FilterGroup[];
}

/** A condition on texts. */
export type TextTerm = FacetTerm | TagTerm;

/** A condition on numbers. */
export type NumericTerm = ComparisonTerm | RangeTerm;

export function isTextTerm(term: FilterTerm): term is TextTerm {
  return term.kind === 'facet' || term.kind === 'tag';
}

/** The term of `attribute:value`, which is a tag for the attribute `_tags`. */
export function textTerm(attribute: string, value: string, negated: boolean): TextTerm {
  return attribute === '_tags'
    ? { kind: 'tag', negated, value }
    : { kind: 'facet', negated, attribute, value };
}

/** The family of a term: comparisons and ranges are both numeric. The engine allows only one family in an OR. */
export function filterFamily(term: FilterTerm): 'facet' | 'tag' | 'numeric' {
  return isTextTerm(term) ? term.kind : 'numeric';
}

/** @throws {TypeError} `value` is not a tree; the message is `misuse` */
export function assertFilterExpression(value: unknown, misuse: string): asserts value is FilterExpression {
  const groups = (value as Partial<FilterExpression> | null | undefined)?.groups;
  if (!isListOf(groups, Array.isArray)) throw new TypeError(misuse);
}

const operators: ReadonlySet<string> = new Set(['<', '<=', '=', '!=', '>', '>=']);

/** The reason why a term of a caller's tree is invalid, or undefined. */
export function termProblem(term: FilterTerm): string | undefined {
  if (typeof term?.negated !== 'boolean') return '"negated" must be true or false';
  switch (term.kind) {
    case 'facet':
      if (term.attribute === '_tags') return 'a condition on _tags must be a tag term, not a facet term';
      return textProblem(term.attribute) ?? textProblem(term.value) ?? scoreProblem(term.score);
    case 'tag':
      return textProblem(term.value) ?? scoreProblem(term.score);
    case 'range':
      return textProblem(term.attribute) ?? numberProblem(term.low) ?? numberProblem(term.high);
    case 'comparison':
      if (!operators.has(term.operator)) return 'an operator must be one of < <= = != > >=';
      return textProblem(term.attribute) ?? numberProblem(term.value);
    default:
      return 'the kind of a term must be facet, tag, comparison or range';
  }
}

function textProblem(text: string): string | undefined {
  if (typeof text !== 'string' || text === '') return 'a name or value must be a non-empty string';
  return text.isWellFormed() ? undefined : 'a name or value must not contain a lone surrogate';
}

function numberProblem(value: number): string | undefined {
  return isFilterNumber(value)
    ? undefined
    : 'a number must be from -4611686018427387 to 4611686018427387, with at most three decimals';
}

function scoreProblem(score: number | undefined): string | undefined {
  return score === undefined || (Number.isInteger(score) && isFilterNumber(score))
    ? undefined
    : 'a score must be an integer';
}
