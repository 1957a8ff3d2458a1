import { type FilterGroup, type FilterTerm, isTextTerm, type NumericTerm } from '../filters/ast.ts';
import { attributeOf } from './cells.ts';
import type { Fact } from './facts.ts';

/** From the lowest to the highest number that satisfies a condition; an open end leaves the number itself out. */
interface Span {
  readonly low: number;
  readonly high: number;
  readonly isLowOpen: boolean;
  readonly isHighOpen: boolean;
}

/** The group with one term for each run of ranges and comparisons that overlap: "some number in one of them" is the same. */
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

/** Undefined for what is not one run of numbers. A range that is upside down has none, and may go into any run that it touches. */
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

/** A span that holds its lowest number begins before one that does not. */
function compareStarts(a: Span, b: Span): number {
  return a.low - b.low || Number(a.isLowOpen) - Number(b.isLowOpen);
}

/** Whether no number is between two spans, of which the first begins first. `n < 5 OR n > 5` leaves one out, but no condition says that. */
function touch(first: Span, second: Span, areIntegers: boolean): boolean {
  if (second.low <= first.high) return true;
  const areClosed = !first.isHighOpen && !second.isLowOpen;
  return areIntegers && areClosed && Math.ceil(second.low) <= Math.floor(first.high) + 1;
}

/** Of two spans that touch, of which the first begins first. */
function union(first: Span, second: Span): Span {
  const high = Math.max(first.high, second.high);
  const reaches = [first, second].filter(span => span.high === high);
  return { ...first, high, isHighOpen: reaches.every(span => span.isHighOpen) };
}

/** Undefined for every number, which no single condition says. An end that is open is one of a comparison, so the other is infinite. */
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
