import { type FilterGroup, type FilterTerm, isTextTerm, type NumericTerm } from '../filters/ast.ts';
import { attributeOf } from './cells.ts';
import type { Fact } from './facts.ts';

/** The numbers that satisfy a condition, from `low` to `high`. An open end excludes the number itself. */
interface Span {
  readonly low: number;
  readonly high: number;
  readonly isLowOpen: boolean;
  readonly isHighOpen: boolean;
}

/** Merges ranges and comparisons that overlap: "some number is in one of them" stays true for the same records. */
export function mergeRanges(group: FilterGroup, facts: readonly Fact[]): FilterGroup {
  const spans = new Map<string, { term: FilterTerm; span: Span }[]>();
  const others: FilterTerm[] = [];
  const listOf = (name: string): { term: FilterTerm; span: Span }[] => {
    const list = spans.get(name) ?? [];
    spans.set(name, list);
    return list;
  };
  for (const term of group) {
    const span = spanOf(term);
    if (span === undefined) others.push(term);
    else listOf(attributeOf(term)).push({ term, span });
  }
  const merged = [...spans].flatMap(([name, list]) => {
    const areIntegers = facts.some(fact => fact.attribute === name && fact.name === 'integer');
    return mergeSpans(name, list, areIntegers);
  });
  return others.length + merged.length === group.length ? group : [...others, ...merged];
}

function mergeSpans(
  name: string,
  list: { term: FilterTerm; span: Span }[],
  areIntegers: boolean,
): FilterTerm[] {
  const merged: { term: FilterTerm; span: Span }[] = [];
  for (const next of list.toSorted((a, b) => compareStarts(a.span, b.span))) {
    const last = merged.at(-1);
    const both = last && touch(last.span, next.span, areIntegers) ? union(last.span, next.span) : undefined;
    const term = both && termOf(name, both);
    if (both === undefined || term === undefined) merged.push(next);
    else merged[merged.length - 1] = { term, span: both };
  }
  return merged.map(({ term }) => term);
}

/** Undefined for a term that is not one run of numbers. A range with `low` above `high` is empty, so it may join any run. */
function spanOf(term: FilterTerm): Span | undefined {
  if (term.negated || isTextTerm(term)) return undefined;
  if (term.kind === 'range') {
    return { low: term.low, high: term.high, isLowOpen: false, isHighOpen: false };
  }
  const { operator, value } = term;
  if (operator === '!=') return undefined;
  return {
    low: operator.startsWith('<') ? -Infinity : value,
    high: operator.startsWith('>') ? Infinity : value,
    isLowOpen: operator === '>',
    isHighOpen: operator === '<',
  };
}

/** A span that includes its lowest number begins before one that excludes it. */
function compareStarts(a: Span, b: Span): number {
  return a.low - b.low || Number(a.isLowOpen) - Number(b.isLowOpen);
}

/** Whether two spans in ascending order may become one. Also true for `n < 5 OR n > 5`, whose union no term can express. */
function touch(first: Span, second: Span, areIntegers: boolean): boolean {
  if (second.low <= first.high) return true;
  const areClosed = !first.isHighOpen && !second.isLowOpen;
  return areIntegers && areClosed && Math.ceil(second.low) <= Math.floor(first.high) + 1;
}

/** Of two spans that touch, in ascending order. */
function union(first: Span, second: Span): Span {
  const high = Math.max(first.high, second.high);
  const reaches = [first, second].filter(span => span.high === high);
  return { ...first, high, isHighOpen: reaches.every(span => span.isHighOpen) };
}

/** Undefined for all numbers, which no term can express. If an end is open, the other one is infinite. */
function termOf(name: string, span: Span): NumericTerm | undefined {
  const { low, high, isLowOpen, isHighOpen } = span;
  const common = { negated: false, attribute: name };
  if (low === -Infinity && high === Infinity) return undefined;
  if (low === -Infinity)
    return { kind: 'comparison', ...common, operator: isHighOpen ? '<' : '<=', value: high };
  if (high === Infinity)
    return { kind: 'comparison', ...common, operator: isLowOpen ? '>' : '>=', value: low };
  return { kind: 'range', ...common, low, high };
}
