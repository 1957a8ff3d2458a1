import { matchesIndexPattern } from '../authorize/patterns.ts';
import type { ParentApiKey } from '../secured-api-key/parent-api-key.ts';
import { gapsOf, replicasGap } from './assumptions.ts';
import { lockedOut, nameInAll, patternsOf, reasonsForNoIndex } from './indices.ts';
import type { GroupReason, Proof, ProofOptions } from './proof.ts';
import { decided, type ProofContext, readProofOptions } from './proof-context.ts';
import { proveNoRecord } from './prove-no-record.ts';
import { type ProvableKey, parentsOf, readKey, type Side } from './read-key.ts';

/** The known properties of the parents of two keys: one parent for both, or one for each. */
export type ParentsOfBoth =
  | ParentApiKey
  | { readonly a?: ParentApiKey | undefined; readonly b?: ParentApiKey | undefined };

/**
 * Proves that no record is shown by both keys, whatever requests ask for; or finds a record that both show.
 *
 * Index restrictions are compared first. Keys without a common index are disjoint if no index of one is a replica of an index of
 * the other, which is an assumption unless `options.settings` rules it out. `proveConfined` says what is not proved.
 *
 * A record may hold several values of an attribute unless `options.schema` says otherwise, so `tenant_id:1` and `tenant_id:2` are
 * not disjoint without `{ tenant_id: { singleValued: true } }`.
 *
 * @param a as in `proveConfined`
 * @param b as in `proveConfined`
 * @throws {ForgekeyError} any error of `serializeRestrictions`, for restrictions that cannot be signed
 * @throws {TypeError} an option is unknown or has the wrong type
 * @example
 * const [a, b] = [{ filters: 'tenant_id:1' }, { filters: 'tenant_id:2' }];
 * proveDisjoint(a, b).record // => { tenant_id: [1, 2] }
 * proveDisjoint(a, b, { schema: { tenant_id: { singleValued: true } } }).verdict // => 'proved'
 */
export function proveDisjoint(
  a: ProvableKey,
  b: ProvableKey,
  options: ProofOptions<ParentsOfBoth> = {},
): Proof {
  const context = readProofOptions(options);
  const parents = parentsOf(options.parent, ['a', 'b']);
  return decided(() => {
    const shown = [readKey(a, parents.a, 'a'), readKey(b, parents.b, 'b')];
    return lockedOut(shown, context) ?? proveApart(shown, context);
  });
}

function proveApart(shown: readonly Side[], context: ProofContext): Proof {
  const indices = shown.flatMap(side => side.indices);
  const because = reasonsForNoIndex(indices, context.budget);
  if (because !== undefined) return provedByIndices(because, shown, context);
  const proof = proveNoRecord({ shown }, context);
  if (proof.verdict !== 'refuted' || indices.length === 0) return proof;
  return { ...proof, indexName: nameInAll(patternsOf(indices), context.budget)! };
}

function provedByIndices(
  because: readonly GroupReason[],
  shown: readonly Side[],
  context: ProofContext,
): Proof {
  const isAllowed = (name: string): boolean =>
    shown.some(({ indices }) =>
      indices.every(({ patterns }) => patterns.some(pattern => matchesIndexPattern(pattern, name))),
    );
  const assumptions = [
    ...replicasGap(context.settings, isAllowed),
    ...gapsOf(shown, [], context).filter(({ code }) => code === 'acl'),
  ];
  return { verdict: 'proved', because, assumptions };
}
