import type { FilterTerm } from '../filters/ast.ts';
import type { StepBudget } from './budget.ts';
import type { Fact } from './facts.ts';
import { matcherReading, otherReadings, type ReadingName } from './reading.ts';
import { Search } from './search.ts';
import { type Condition, isCertainlyMerged, termsOf } from './side.ts';

/** What follows from conditions under every reading that an engine may have, so that it can be relied on. */
export class Implications {
  readonly #searches: readonly Search[];

  constructor(conditions: readonly Condition[], facts: readonly Fact[], budget: StepBudget) {
    const names = readingsThatDiffer(termsOf(conditions));
    const readings = [matcherReading, ...names.map(name => otherReadings[name])];
    this.#searches = readings.map(reading => new Search({ shown: conditions, facts }, reading, budget));
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

/** The readings that make a difference for some of the conditions. */
export function readingsThatDiffer(terms: readonly FilterTerm[]): ReadingName[] {
  const names = Object.keys(otherReadings) as ReadingName[];
  return names.filter(name => terms.some(term => isReadDifferently(term, name)));
}

function isReadDifferently(term: FilterTerm, name: ReadingName): boolean {
  if (term.kind === 'tag') return false;
  if (term.kind !== 'facet') return name === 'negatedNumbers' && term.negated;
  // A text that is another number, such as 1.0, is folded to the text of that number, too.
  return otherReadings[name].foldText(term.value) !== matcherReading.foldText(term.value);
}
