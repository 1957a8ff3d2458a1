import { type Finding, lintIsolation, type ProofOptions } from '@forgekey/node';
import { withOwnHint } from '../report/findings.ts';
import type { ProofKey } from './proof-keys.ts';

/** A finding in some keys. It does not decide the answer of the proof. */
export interface KeyFinding extends Finding {
  /** The keys that have it. */
  readonly ids: readonly string[];
}

/** The findings of all keys. A finding that several keys share is listed once. */
export function findingsOf(
  keys: readonly ProofKey[],
  { schema, parent, rules }: ProofOptions,
): readonly KeyFinding[] {
  const byText = new Map<string, Finding & { ids: string[] }>();
  for (const { id, key } of keys) {
    for (const finding of lintIsolation(key, { schema, parent })) {
      // The proofs cover the rules already.
      if (finding.code === 'LINT_RULES_MAY_PIN' && rules !== undefined) continue;
      const text = `${finding.code} ${finding.message}`;
      const known = byText.get(text);
      if (known === undefined) byText.set(text, { ...withOwnHint(finding), ids: [id] });
      else known.ids.push(id);
    }
  }
  return [...byText.values()];
}
