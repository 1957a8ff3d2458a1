import { nameInAll } from './indices.ts';
import type { GroupReason, Vacuous } from './proof.ts';
import type { ProofContext } from './proof-context.ts';
import type { IndexCondition, Side } from './read-key.ts';

/** The reason why one of the keys can search nothing, whatever its filters are: its ACL or its indices. */
export function lockedOut(keys: readonly Side[], { budget }: ProofContext): Vacuous | undefined {
  for (const key of keys) {
    const { indices } = key;
    const locked = aclReason(key);
    if (locked !== undefined) return { verdict: 'vacuous', because: [locked] };
    if (isEmpty(indices)) return { verdict: 'vacuous', because: smallestEmpty(indices, isEmpty) };
  }
  return undefined;

  function isEmpty(conditions: readonly IndexCondition[]): boolean {
    return (
      nameInAll(
        conditions.map(({ patterns }) => patterns),
        budget,
      ) === undefined
    );
  }
}

/** The ACL of the parent, if it allows neither search nor browse. */
export function aclReason({ acl, of }: Side): GroupReason | undefined {
  if (acl === undefined || acl.includes('search') || acl.includes('browse')) return undefined;
  return { ...(of && { of }), from: 'parent', parameter: 'acl', index: 0, text: acl.join(',') };
}

/** Lists without a common name, from which none can be dropped. */
export function smallestEmpty(
  indices: readonly IndexCondition[],
  isEmpty: (indices: readonly IndexCondition[]) => boolean,
): GroupReason[] {
  let needed = indices;
  for (const candidate of indices) {
    const rest = needed.filter(condition => condition !== candidate);
    if (isEmpty(rest)) needed = rest;
  }
  return needed.map(({ reason }) => reason);
}
