import { quoteName } from '../lib/text.ts';
import type { ParentApiKey } from '../secured-api-key/parent-api-key.ts';
import { aclReason, lockedOut, nameOutside, namesInAll, patternsOf } from './indices.ts';
import { namesThatMayHide } from './narrowing.ts';
import { recordOf } from './plain-record.ts';
import type { GroupReason, Proof, ProofOptions, Refuted } from './proof.ts';
import { decided, type ProofContext, readProofOptions, Undecided } from './proof-context.ts';
import { proveNoRecord, recordShownBy, refuted } from './prove-no-record.ts';
import { type ProvableKey, parentsOf, readKey, type Side } from './read-key.ts';

/** The known properties of the parents of a candidate and a baseline: one parent for both, or one for each. */
export type ParentsOfCandidate =
  | ParentApiKey
  | { readonly candidate?: ParentApiKey | undefined; readonly baseline?: ParentApiKey | undefined };

/**
 * Proves that the baseline shows every record, in every index, that the candidate shows; or finds a record or an index that only
 * the candidate shows. Use it in CI: compare the restrictions of a change with those in production.
 *
 * It compares records and indices only: not `validUntil`, `restrictSources`, the number of hits, the attributes of a record or
 * the ACL. If the baseline has another parameter that may hide records, such as `query`, the candidate must have the same value,
 * also for parameters that change its effect, such as `typoTolerance`. The same applies to `enableRules: true` in the baseline if a
 * rule may hide records. Otherwise, the answer is `undecided`.
 *
 * @param candidate as in `proveConfined`
 * @param baseline as in `proveConfined`
 * @throws {ForgekeyError} any error of `serializeRestrictions`, for restrictions that cannot be signed
 * @throws {TypeError} an option is unknown or has the wrong type
 * @example
 * const baseline = { filters: 'tenant_id:42' };
 * proveNotWider({ filters: 'tenant_id:42 AND public:true' }, baseline).verdict // => 'proved'
 * proveNotWider({ filters: 'tenant_id:42 OR public:true' }, baseline).record // => { public: 'true' }
 */
export function proveNotWider(
  candidate: ProvableKey,
  baseline: ProvableKey,
  options: ProofOptions<ParentsOfCandidate> = {},
): Proof {
  const context = readProofOptions(options);
  const parents = parentsOf(options.parent, ['candidate', 'baseline']);
  return decided(() => {
    const shown = readKey(candidate, parents.candidate, 'candidate');
    const hidden = readKey(baseline, parents.baseline, 'baseline');
    return (
      lockedOut([shown], context) ??
      proveIndices(shown, hidden, context) ??
      proveRecords(shown, hidden, context)
    );
  });
}

/** The answer if the baseline lacks an index of the candidate, or cannot search at all; otherwise undefined. */
function proveIndices(candidate: Side, baseline: Side, context: ProofContext): Proof | undefined {
  const { budget } = context;
  const refutedBecause = (reason: GroupReason, index: Pick<Refuted, 'indexName'>): Proof => {
    const shown = recordShownBy([candidate], context);
    if ('verdict' in shown) return shown;
    const record = recordOf(shown);
    return refuted(
      { verdict: 'refuted', record, ...index, because: [reason], assumptions: [] },
      { shown: [candidate] },
    );
  };
  const locked = aclReason(baseline);
  if (locked !== undefined) return refutedBecause(locked, {});
  const lists = patternsOf(candidate.indices);
  for (const { patterns, reason } of baseline.indices) {
    const indexName = nameOutside(namesInAll(lists, budget), patterns, budget);
    if (indexName === undefined) continue;
    return refutedBecause(reason, { indexName });
  }
  return undefined;
}

function proveRecords(candidate: Side, baseline: Side, context: ProofContext): Proof {
  const proof = proveNoRecord({ shown: [candidate], hidden: baseline }, context);
  if (proof.verdict === 'proved') assertSameNarrowing(candidate, baseline, context);
  return proof;
}

/** A parameter that narrows the baseline is one more claim. Only a candidate with the same parameters certainly satisfies it. */
function assertSameNarrowing(candidate: Side, baseline: Side, { rulesMayHide }: ProofContext): void {
  const different = namesThatMayHide(candidate.signed, baseline.signed, rulesMayHide);
  if (different.length === 0) return;
  throw new Undecided(
    `The baseline may hide more records, because these parameters differ: ${different.map(quoteName).join(', ')}. Sign the same in both keys to compare their filters.`,
  );
}
