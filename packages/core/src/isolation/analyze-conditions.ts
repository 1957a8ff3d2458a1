import type { GroupReason, ProofOptions } from './proof.ts';
import { readProofOptions, Undecided } from './proof-context.ts';
import { type Condition, type ProvableKey, readKey, textOfGroup } from './read-key.ts';
import { matcherReading } from './readings.ts';
import { Search } from './search.ts';
import { type SimplerCondition, simplify } from './simplify.ts';

/** The options of an analysis. */
export type AnalysisOptions = Pick<ProofOptions, 'schema' | 'parent' | 'maxSteps'>;

export interface ConditionAnalysis {
  /** Groups that no record can satisfy together. Empty if a record can satisfy all groups of the key. */
  readonly contradiction: readonly GroupReason[];
  /** Groups and conditions of the key that can be removed or shortened. */
  readonly redundant: readonly GroupReason[];
  /** Whether a rule may pin a record. */
  readonly allowsRules: boolean;
}

/** Undefined if the key is ambiguous, its filters cannot be read, or `maxSteps` is too small. */
export function analyzeConditions(key: ProvableKey, options: AnalysisOptions): ConditionAnalysis | undefined {
  const { facts, budget } = readProofOptions(options);
  try {
    const { conditions, disablesRules } = readKey(key, options.parent);
    const search = new Search({ shown: conditions, facts }, matcherReading, budget);
    const contradiction = (search.contradiction(conditions) ?? []).map(({ reason }) => reason);
    const own = conditions.filter(({ reason }) => reason.from === undefined);
    const left = contradiction.length > 0 ? own : simplify(own, facts, budget);
    return { contradiction, redundant: missing(own, left), allowsRules: !disablesRules };
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}

function missing(
  before: readonly Condition[],
  left: readonly (Condition | SimplerCondition)[],
): GroupReason[] {
  return before.flatMap(({ group, reason }) => {
    const kept = left.find(condition => condition.reason === reason);
    if (kept === undefined) return [reason];
    return group
      .filter(term => !kept.group.includes(term))
      .map(term => ({ ...reason, text: textOfGroup([term]) }));
  });
}
