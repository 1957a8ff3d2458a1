import { nameInAll } from './indices.ts';
import type { GroupReason, Vacuous } from './proof.ts';
import type { ProofContext, StepBudget } from './proof-context.ts';
import type { IndexCondition, Side } from './read-key.ts';

/** The reason why one of the keys can search nothing, whatever its filters are: its ACL or its indices. */
export function lockedOut(keys: readonly Side[], { budget }: ProofContext): Vacuous | undefined {
  for (const key of keys) {
    const locked = aclReason(key);
    if (locked !== undefined) return { verdict: 'vacuous', because: [locked] };
    const because = reasonsForNoIndex(key.indices, budget);
    if (because !== undefined) return { verdict: 'vacuous', because };
  }
  return undefined;
}

/** The ACL of the parent, if it allows neither search nor browse. */
export function aclReason({ acl, of }: Side): GroupReason | undefined {
  if (acl === undefined || acl.includes('search') || acl.includes('browse')) return undefined;
  return { ...(of && { of }), from: 'parent', parameter: 'acl', index: 0, text: acl.join(',') };
}

/** The lists of index names that have no name in common, from which none can be dropped; undefined if all have one. */
export function reasonsForNoIndex(
  indices: readonly IndexCondition[],
  budget: StepBudget,
): GroupReason[] | undefined {
  const haveNoName = (some: readonly IndexCondition[]): boolean =>
    nameInAll(patternsOf(some), budget) === undefined;
  if (!haveNoName(indices)) return undefined;
  let needed = indices;
  for (const candidate of indices) {
    const rest = needed.filter(condition => condition !== candidate);
    if (haveNoName(rest)) needed = rest;
  }
  return needed.map(({ reason }) => reason);
}

export function patternsOf(indices: readonly IndexCondition[]): (readonly string[])[] {
  return indices.map(({ patterns }) => patterns);
}
