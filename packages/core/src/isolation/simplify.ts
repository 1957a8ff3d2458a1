import type { StepBudget } from './budget.ts';
import { dropEach } from './drop-each.ts';
import type { Fact } from './facts.ts';
import { Implications } from './implications.ts';
import { mergeRanges } from './merge-ranges.ts';
import type { Condition } from './side.ts';

/** A condition with what is left of its group, and the group as it was written. */
export interface SimplerCondition extends Condition {
  readonly original: Condition;
}

/** Conditions for the same records, without what the others imply. Nothing more can be dropped from the result. */
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

/** The longest first, so that it makes room for most. */
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
