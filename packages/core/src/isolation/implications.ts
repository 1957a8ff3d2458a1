import type { StepBudget } from './budget.ts';
import type { Fact } from './facts.ts';
import { readingsThatDiffer, readingWithout, subsetsOf } from './reading.ts';
import { Search } from './search.ts';
import { type Condition, isCertainlyMerged, termsOf } from './side.ts';

/** What follows from conditions under every reading that an engine may have, so that it can be relied on. */
export class Implications {
  readonly #searches: readonly Search[];

  constructor(conditions: readonly Condition[], facts: readonly Fact[], budget: StepBudget) {
    const names = readingsThatDiffer(termsOf(conditions));
    this.#searches = [[], ...subsetsOf(names)].map(
      others => new Search({ shown: conditions, facts }, readingWithout(others), budget),
    );
  }

  /**
   * Whether records that satisfy `given` satisfy one of `terms`. Conditions on which others may not rely are left out: a request
   * may replace numericFilters (policies.numericFiltersMerge).
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
