/** How a number is compared. */
export type ComparisonOperator = '<' | '<=' | '=' | '!=' | '>' | '>=';

/** `attribute:value`, compared without regard to case. Booleans and numbers are their text: `inStock:true`. */
export interface FacetTerm {
  readonly kind: 'facet';
  readonly negated: boolean;
  readonly attribute: string;
  readonly value: string;
  /** The weight of `<score=N>`: it ranks and never hides. */
  readonly score?: number;
}

/** `_tags:value`, compared with regard to case. */
export interface TagTerm {
  readonly kind: 'tag';
  readonly negated: boolean;
  readonly value: string;
  /** The weight of `<score=N>`: it ranks and never hides. */
  readonly score?: number;
}

/** `attribute < number`. */
export interface ComparisonTerm {
  readonly kind: 'comparison';
  readonly negated: boolean;
  readonly attribute: string;
  readonly operator: ComparisonOperator;
  readonly value: number;
}

/** `attribute:low TO high`, both ends included. */
export interface RangeTerm {
  readonly kind: 'range';
  readonly negated: boolean;
  readonly attribute: string;
  readonly low: number;
  readonly high: number;
}

/** One condition on a record. */
export type FilterTerm = FacetTerm | TagTerm | ComparisonTerm | RangeTerm;

/** Conditions of which one must hold. */
export type FilterGroup = readonly FilterTerm[];

/** What every filter means: an AND of groups, each group an OR of terms. No group at all matches every record. */
export interface FilterExpression {
  readonly groups: readonly FilterGroup[];
}

/** The engine allows only terms of one family in one OR. */
export type FilterFamily = 'facet' | 'tag' | 'numeric';

/** The family of a term: comparisons and ranges are both numeric. */
export function filterFamily(term: FilterTerm): FilterFamily {
  return term.kind === 'facet' || term.kind === 'tag' ? term.kind : 'numeric';
}

/** @throws {TypeError} with `misuse` as its message, for what is no tree. */
export function assertFilterExpression(value: unknown, misuse: string): asserts value is FilterExpression {
  const groups = (value as Partial<FilterExpression> | null | undefined)?.groups;
  if (!Array.isArray(groups) || !groups.every(Array.isArray)) throw new TypeError(misuse);
}
