import { isForgekeyError, type Proof, printFilters, proveDisjoint } from '@forgekey/core';
import { except, type KeyToProve } from './keys-to-prove.ts';

/** Whether two keys can show the same record. */
export interface Meeting {
  /** `list`: only a record that holds several values of the attribute is shown by both. */
  readonly kind: 'apart' | 'list' | 'meet' | 'undecided';
  readonly proof: Proof;
}

export interface Separation {
  /** What separates the keys, such as `tenant_id`. */
  readonly attribute: string;
  /** A value of the attribute that everyone may see; empty for none. */
  readonly shared: string;
}

/** Compares two keys, without the records that everyone may see. */
export function meetingOf(a: KeyToProve, b: KeyToProve, separation: Separation): Meeting {
  try {
    return compare(a, b, separation);
  } catch (error) {
    // The restrictions of a pasted key may be invalid, so that no condition can be added to them.
    if (!isForgekeyError(error)) throw error;
    return { kind: 'undecided', proof: { verdict: 'undecided', reason: error.message } };
  }
}

function compare(a: KeyToProve, b: KeyToProve, { attribute, shared }: Separation): Meeting {
  const [first, second] = [a, b].map(({ conditions }) =>
    attribute === '' || shared === '' ? conditions : except(conditions, claimOf(attribute, [shared])),
  );
  const options = { parent: { a: a.parent, b: b.parent } };
  const schema = { [attribute]: { singleValued: true } };
  const withFact = proveDisjoint(first!, second!, attribute === '' ? options : { ...options, schema });
  if (withFact.verdict === 'refuted') return { kind: 'meet', proof: withFact };
  if (withFact.verdict === 'undecided') return { kind: 'undecided', proof: withFact };
  const proof = proveDisjoint(first!, second!, options);
  return proof.verdict === 'refuted' ? { kind: 'list', proof } : { kind: 'apart', proof };
}

/** A filter for records with one of the values. */
export function claimOf(attribute: string, values: readonly string[]): string {
  const terms = values.map(value =>
    attribute === '_tags'
      ? ({ kind: 'tag', negated: false, value } as const)
      : ({ kind: 'facet', negated: false, attribute, value } as const),
  );
  return printFilters({ groups: [terms] });
}
