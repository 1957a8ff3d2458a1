import {
  type Proof,
  type ProofOptions,
  type ProvableKey,
  proveConfined,
  proveNotWider,
} from '@forgekey/node';
import { findingsOf, type KeyFinding } from './findings.ts';
import type { ProofKey } from './proof-keys.ts';
import {
  claimOf,
  type Separation,
  separateTenants,
  type TenantAttribute,
  tenantValuesOf,
} from './tenants.ts';

/** The goal of the proof, for every key. */
export type ProofGoal =
  | { readonly kind: 'claim'; readonly claim: string }
  | { readonly kind: 'not wider'; readonly baseline: ProvableKey }
  | ({ readonly kind: 'tenants' } & TenantAttribute);

/** What was proved about one key. */
export interface KeyAnswer {
  readonly id: string;
  /** The filter that every record the key shows must satisfy; absent if the keys are compared with another key. */
  readonly claim?: string;
  /** The values of the tenant attribute that the key names. */
  readonly values?: readonly string[];
  readonly proof: Proof;
}

/** What was proved about all keys. */
export interface KeyProofs {
  readonly answers: readonly KeyAnswer[];
  readonly findings: readonly KeyFinding[];
  /** Whether keys of different tenants can show one record. */
  readonly separation?: Separation;
}

/** @param onAnswer - called after each key. */
export function proveKeys(
  keys: readonly ProofKey[],
  goal: ProofGoal,
  options: ProofOptions,
  onAnswer: (count: number) => void,
): KeyProofs {
  const answers = keys.map((key, index) => {
    const answer = proveKey(key, goal, options);
    onAnswer(index + 1);
    return answer;
  });
  const findings = findingsOf(keys, options);
  if (goal.kind !== 'tenants') return { answers, findings };
  // If a key is not confined to its values, comparing values says nothing about other keys.
  const confined = answers.flatMap(({ proof, values = [] }, index) =>
    proof.verdict === 'proved' ? [{ ...keys[index]!, values }] : [],
  );
  return { answers, findings, separation: separateTenants(confined, goal, options) };
}

function proveKey(key: ProofKey, goal: ProofGoal, options: ProofOptions): KeyAnswer {
  const { id } = key;
  if (goal.kind === 'not wider') return { id, proof: proveNotWider(key.key, goal.baseline, options) };
  if (goal.kind === 'claim') {
    const { claim } = goal;
    return { id, claim, proof: proveConfined(key.key, claim, options) };
  }
  const { attribute, shared } = goal;
  const values = tenantValuesOf(key, goal);
  if (values === undefined) return { id, proof: unconfined(key, attribute, options) };
  const claim = claimOf(attribute, [...new Set([...values, ...shared])]);
  return { id, claim, values, proof: proveConfined(key.key, claim, options) };
}

/** A record that the key shows although it has a value that the key does not name. */
function unconfined({ key }: ProofKey, attribute: string, options: ProofOptions): Proof {
  const proof = proveConfined(key, claimOf(attribute, ['a value that no key names']), options);
  if (proof.verdict !== 'refuted') return proof;
  return {
    ...proof,
    because: [],
    hint: `Every key needs a condition on ${attribute} alone, such as ${attribute}:VALUE.`,
  };
}
