import { MAX_LIST_LENGTH } from '../lib/limits.ts';
import { givenOption } from '../lib/options.ts';
import { isListOf, isObject } from '../lib/plain-copy.ts';

/**
 * A rule of an index, with the vendor's names. Proofs use only these members; others are ignored.
 *
 * @see https://www.algolia.com/doc/rest-api/search/get-rule
 */
export interface Rule {
  /** The id of the rule, which `Reason` repeats. */
  readonly objectID?: string | undefined;
  /** A rule is enabled unless this is false. */
  readonly enabled?: boolean | undefined;
  /** A request that satisfies one of them triggers the rule. Without conditions, every request does. */
  readonly conditions?: readonly RuleCondition[] | undefined;
  /** The condition of an older rule, which could have only one. */
  readonly condition?: RuleCondition | undefined;
  /** The effect on a search that triggers the rule. */
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
  /** The record that it pins. */
  readonly objectID?: string | undefined;
  /** The records that it pins, if there are several. */
  readonly objectIDs?: readonly string[] | undefined;
}

/** The rules of an index, as the vendor's API returns or exports them. */
type RuleList = readonly Rule[] | { readonly hits: readonly Rule[] };

/** A record that a rule shows regardless of filters. */
export interface Pin {
  readonly rule: string;
  readonly objectID: string;
  /** Whether a request can trigger it with a key that signs these `ruleContexts`. */
  readonly canTrigger: (signedContexts: readonly string[] | undefined) => boolean;
}

/** @throws {TypeError} `rules` is not a list of rules, or a rule has the wrong shape; ignoring it could miss a pin */
export function pinsOf(rules: RuleList = []): readonly Pin[] {
  return rulesIn(rules).flatMap((rule, position) =>
    pinsOfRule(rule, isId(rule.objectID) ? String(rule.objectID) : `${position}`),
  );
}

/** @throws {TypeError} `rules` is not a list of rules */
export function rulesIn(rules: RuleList): readonly Rule[] {
  const list: unknown = Array.isArray(rules) ? rules : (rules as { hits?: unknown } | null)?.hits;
  if (!Array.isArray(list) || list.length > MAX_LIST_LENGTH || !list.every(isObject)) {
    throw new TypeError('"rules" must be an array of rules, or an object with such an array in "hits".');
  }
  return list;
}

// Consequences that show records, or change nothing about which are shown. Others may hide some.
const showing: ReadonlySet<string> = /* @__PURE__ */ new Set(['promote', 'filterPromotes', 'userData']);

/** Whether a rule may hide records from the searches that trigger it, as with `hide`, or with filters in `params`. */
export function mayHide(rule: Rule): boolean {
  if (givenOption(rule, 'enabled') === false) return false;
  return Object.keys(rule.consequence ?? {}).some(name => !showing.has(name));
}

function pinsOfRule(rule: Rule, name: string): Pin[] {
  const { consequence } = rule;
  const { promote = [] } = consequence ?? {};
  const conditions = conditionsOf(rule);
  if (!isListOf(promote, isObject) || !isListOf(conditions, isObject)) {
    throw new TypeError(
      '"rules" contains a rule whose "promote" or "conditions" is not an array of objects.',
    );
  }
  if (givenOption(rule, 'enabled') === false) return [];
  if (givenOption(consequence ?? {}, 'filterPromotes') === true) return [];
  // A request chooses its own query, filters and contexts, but not the contexts that a key signs.
  const canTrigger = (signed: readonly string[] | undefined): boolean =>
    signed === undefined ||
    conditions.length === 0 ||
    conditions.some(condition => {
      const context = givenOption(condition, 'context');
      return context === undefined || context === '' || signed.includes(context);
    });
  return promote
    .flatMap(objectIDsOf)
    .map(objectID => ({ rule: name, objectID: String(objectID), canTrigger }));
}

function conditionsOf(rule: Rule): readonly RuleCondition[] {
  const conditions = givenOption(rule, 'conditions');
  if (conditions !== undefined) return conditions;
  const condition = givenOption(rule, 'condition');
  return condition ? [condition] : [];
}

function objectIDsOf({ objectID, objectIDs = [] }: Promotion): readonly unknown[] {
  const isUsable = isListOf(objectIDs, isId) && (objectID === undefined || isId(objectID));
  if (!isUsable) throw new TypeError('"rules" contains a promotion whose "objectID" is not a string.');
  return objectID === undefined ? objectIDs : [objectID, ...objectIDs];
}

function isId(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
