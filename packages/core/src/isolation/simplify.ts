import type { Fact } from './facts.ts';
import { mergeRanges } from './merge-ranges.ts';
import type { StepBudget } from './proof-context.ts';
import { type Condition, isCertainlyMerged, termsOf } from './read-key.ts';
import { readingsThatDiffer, readingWithout, subsetsOf } from './readings.ts';
import { dropEach, Search } from './search.ts';

/** A condition with the rest of its group, and the original condition. */
export interface SimplerCondition extends Condition {
  readonly original: Condition;
}

/** Removes what other conditions imply. The result holds for the same records, and nothing more can be dropped. */
export function simplify(
  conditions: readonly Condition[],
  facts: readonly Fact[],
  budget: StepBudget,
): readonly SimplerCondition[] {
  let simpler = conditions.map(condition => ({
    ...condition,
    group: mergeRanges(condition.group, facts),
    original: condition,
  }));
  for (;;) {
    const before = sizeOf(simpler);
    const implications = new Implications(simpler, facts, budget);
    simpler = dropTerms(dropConditions(simpler, implications), implications);
    if (sizeOf(simpler) === before) return simpler;
  }
}

/** Tries the longest first, because dropping it saves most. */
function dropConditions(
  conditions: readonly SimplerCondition[],
  implications: Implications,
): readonly SimplerCondition[] {
  const byLength = conditions.toSorted((a, b) => b.reason.text.length - a.reason.text.length);
  const kept = new Set(dropEach(byLength, (condition, others) => implications.follows(others, condition)));
  return conditions.filter(condition => kept.has(condition));
}

function dropTerms(conditions: readonly SimplerCondition[], implications: Implications): SimplerCondition[] {
  return conditions.map(condition => ({
    ...condition,
    group: dropEach(
      condition.group,
      (_, others) => others.length > 0 && implications.follows(conditions, { ...condition, group: others }),
    ),
  }));
}

function sizeOf(conditions: readonly Condition[]): number {
  return conditions.reduce((size, { group }) => size + group.length, 0);
}

/** What follows from conditions under every reading that an engine may have. */
export class Implications {
  readonly #searches: readonly Search[];

  constructor(conditions: readonly Condition[], facts: readonly Fact[], budget: StepBudget) {
    const names = readingsThatDiffer(termsOf(conditions));
    this.#searches = [[], ...subsetsOf(names)].map(
      others => new Search({ shown: conditions, facts }, readingWithout(others), budget),
    );
  }

  /**
   * Whether records that satisfy `given` satisfy one of `terms`. Conditions of numericFilters prove nothing about others, because a
   * request may replace them (policies.numericFiltersMerge).
   */
  follows(given: readonly Condition[], { group, reason }: Condition): boolean {
    const reliable = reason.parameter === 'numericFilters' ? given : given.filter(isCertainlyMerged);
    return this.#searches.every(search => search.implies(reliable, group));
  }

  /** Whether two lists of conditions hold for the same records. */
  areEquivalent(a: readonly Condition[], b: readonly Condition[]): boolean {
    return (
      b.every(condition => this.follows(a, condition)) && a.every(condition => this.follows(b, condition))
    );
  }
}
