import type { HidingParameter } from '../filters/of-parameters.ts';
import type { ParentApiKey } from '../secured-api-key/parent-api-key.ts';
import type { RecordSchema } from './facts.ts';
import type { Rule } from './rules.ts';
import type { IndexSettings } from './settings.ts';

/** A group of conditions, or a list of index patterns, that an answer depends on. */
export interface GroupReason {
  /** Of two keys, the one that has the group; of a claim, `claim`. Absent for the one key of a proof. */
  readonly of?: 'a' | 'b' | 'candidate' | 'baseline' | 'claim';
  /** Present if the group belongs to the parent key. */
  readonly from?: 'parent';
  /** The parameter with the group, or the member of the parent key. */
  readonly parameter: HidingParameter | 'restrictIndices' | 'indexes' | 'acl';
  /** The position of the group within its parameter, from 0. */
  readonly index: number;
  /** The group as a filter, or the list as text. */
  readonly text: string;
}

/** What an answer depends on: a group, or a rule that pins a record. */
export type Reason = GroupReason | { readonly rule: string };

/** What an answer can take for granted. */
export type AssumptionCode =
  | 'negatedNumbers'
  | 'accents'
  | 'numberText'
  | 'numericFiltersMerge'
  | 'schema'
  | 'rules'
  | 'faceting'
  | 'numericAttributes'
  | 'retrievalById'
  | 'recommendations'
  | 'acl'
  | 'replicas';

/** Something that an answer takes for granted. */
export interface Assumption {
  /** What kind of assumption it is: stable, for programs. */
  readonly code: AssumptionCode;
  /** The attribute that it is about. */
  readonly attribute?: string;
  /** What is taken for granted, and why it may not hold. */
  readonly message: string;
  /** How to rule it out. */
  readonly hint: string;
}

/** The claim holds for every record and every request. */
export interface Proved {
  /** The claim holds. */
  readonly verdict: 'proved';
  /** A minimal set of groups that proves it. Empty if nothing is needed. */
  readonly because: readonly Reason[];
  /** What the proof takes for granted: check each of them for your index. */
  readonly assumptions: readonly Assumption[];
}

/** The claim does not hold. */
export interface Refuted {
  /** The claim does not hold. */
  readonly verdict: 'refuted';
  /** A minimal record that shows it, as plain JSON data. The matcher has checked it. */
  readonly record: Readonly<Record<string, unknown>>;
  /** An index that shows it. Present if the answer depends on the index restrictions of a key. */
  readonly indexName?: string;
  /**
   * A group that the record does not satisfy, or the rule that pins it. If two keys show the record: a minimal set of groups of
   * each key that need the values of the record, empty for keys that show an empty record.
   */
  readonly because: readonly Reason[];
  /** What the answer takes for granted. */
  readonly assumptions: readonly Assumption[];
  /** What to look at first. */
  readonly hint?: string;
}

/** The key can show nothing at all, so every claim about it is true. This is nearly always a mistake. */
export interface Vacuous {
  /** The key shows nothing. */
  readonly verdict: 'vacuous';
  /** A minimal set of groups that cannot hold together. */
  readonly because: readonly Reason[];
}

/** The proof engine found no answer. Never treat this as a proof. */
export interface Undecidable {
  /** There is no answer. */
  readonly verdict: 'undecided';
  /** Why, in one or two sentences. */
  readonly reason: string;
}

/** The answer to a question about what a key can never show. */
export type Proof = Proved | Refuted | Vacuous | Undecidable;

/** The options of a proof. */
export interface ProofOptions<Parent = ParentApiKey> {
  /** Facts about the records. A proof that needs one lists it among its assumptions. */
  readonly schema?: RecordSchema | undefined;
  /** The known properties of the parent key, as in `authorizeSearch`. Its `indexes`, `acl` and `queryParameters` count. */
  readonly parent?: Parent | undefined;
  /** The rules of the index, as the vendor's API returns or exports them. */
  readonly rules?: readonly Rule[] | { readonly hits: readonly Rule[] } | undefined;
  /** The settings of the index, as the vendor's API returns them. */
  readonly settings?: IndexSettings | undefined;
  /** The maximum number of steps; 1,000,000 by default. If it is reached, the answer is `undecided`. */
  readonly maxSteps?: number | undefined;
}

/** The reason as text for people: `a parent filters[0]: tenant_id:42`. */
export function describeReason(reason: Reason): string {
  if ('rule' in reason) return `rule ${reason.rule}`;
  const { of, from, parameter, index, text } = reason;
  const owner = [of, from].filter(name => name !== undefined);
  return `${[...owner, `${parameter}[${index}]`].join(' ')}: ${text}`;
}
