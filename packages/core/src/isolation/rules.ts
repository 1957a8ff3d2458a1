import { isObject } from '../lib/plain-copy.ts';

/**
 * A rule of an index, as far as it counts for proofs, under the vendor's names; other members may be there too.
 *
 * @see https://www.algolia.com/doc/rest-api/search/get-rule
 */
export interface Rule {
  readonly objectID?: string | undefined;
  /** A rule is enabled unless this is false. */
  readonly enabled?: boolean | undefined;
  /** A request that satisfies one of them triggers the rule. Without any, every request does. */
  readonly conditions?: readonly RuleCondition[] | undefined;
  readonly consequence?: RuleConsequence | undefined;
}

/** When a rule applies. */
export interface RuleCondition {
  /** A value of `ruleContexts`. */
  readonly context?: string | undefined;
}

/** What a rule does. */
export interface RuleConsequence {
  /** The records that it pins. */
  readonly promote?: readonly Promotion[] | undefined;
  /** Whether pinned records must satisfy the filters; false by default. */
  readonly filterPromotes?: boolean | undefined;
}

/** Records that a rule pins at one position. */
export interface Promotion {
  readonly objectID?: string | undefined;
  readonly objectIDs?: readonly string[] | undefined;
}

/** A record that a rule shows whatever the filters are. */
export interface Pin {
  readonly rule: string;
  readonly objectID: string;
  /** Whether a request can trigger it with a key that signs these `ruleContexts`. */
  readonly canTrigger: (signedContexts: readonly string[] | undefined) => boolean;
}

/** @throws {TypeError} `rules` is not a list of rules, or a rule has the wrong shape: a pin must not be missed */
export function pinsOf(
  rules: readonly Rule[] | { readonly hits: readonly Rule[] } | undefined,
): readonly Pin[] {
  if (rules === undefined) return [];
  const list: unknown = Array.isArray(rules) ? rules : (rules as { hits?: unknown } | null)?.hits;
  if (!Array.isArray(list) || !list.every(isObject)) {
    throw new TypeError('"rules" must be an array of rules, or an object with such an array in "hits".');
  }
  return list.flatMap((rule: Rule, position) => pinsOfRule(rule, String(rule.objectID ?? position)));
}

function pinsOfRule(rule: Rule, name: string): Pin[] {
  const { enabled, conditions = [], consequence } = rule;
  const { promote = [], filterPromotes } = consequence ?? {};
  if (!Array.isArray(promote) || !promote.every(isObject) || !Array.isArray(conditions)) {
    throw new TypeError('"rules" holds a rule whose "promote" or "conditions" is not an array.');
  }
  if (enabled === false || filterPromotes === true) return [];
  // A request chooses its own query, filters and contexts, but not the contexts that a key signs.
  const canTrigger = (signed: readonly string[] | undefined): boolean =>
    signed === undefined ||
    conditions.length === 0 ||
    conditions.some(({ context }) => context === undefined || context === '' || signed.includes(context));
  const objectIDs = promote.flatMap(({ objectID, objectIDs = [] }: Promotion) => [
    ...(objectID === undefined ? [] : [objectID]),
    ...objectIDs,
  ]);
  return objectIDs.map(objectID => ({ rule: name, objectID: String(objectID), canTrigger }));
}
