import { isForgekeyError, type Parameters, parseFilters, printFilters } from '@forgekey/node';
import { isObject } from '../http/read-body.ts';
import type { SearchOptions } from './search-options.ts';
import { foldedWords } from './words.ts';

/** A rule in the vendor's JSON. Members that this service does not apply are stored and returned. */
export interface Rule {
  /** The id of the rule. */
  readonly objectID: string;
  /** A rule is enabled unless this is false. */
  readonly enabled?: boolean;
  /** A search that satisfies one condition triggers the rule. Without conditions, every search does. */
  readonly conditions?: readonly RuleCondition[];
  /** The condition of a rule in the older format, which allowed only one. */
  readonly condition?: RuleCondition;
  /** What the rule does. */
  readonly consequence?: RuleConsequence;
  /** When the rule applies, in Unix seconds; always if absent. */
  readonly validity?: readonly { readonly from: number; readonly until: number }[];
  /** Members that are stored and returned. */
  readonly [member: string]: unknown;
}

/** When a rule applies. All members that are present must hold. */
export interface RuleCondition {
  /** The text to look for in the query. */
  readonly pattern?: string;
  /** Where in the query it must be. */
  readonly anchoring?: 'is' | 'startsWith' | 'endsWith' | 'contains';
  /** A value of `ruleContexts` of the search. */
  readonly context?: string;
  /** The filters that the search must have. */
  readonly filters?: string;
}

/** What a rule does to a result. */
export interface RuleConsequence {
  /** Records that it pins. */
  readonly promote?: readonly Promotion[];
  /** Records that it hides. */
  readonly hide?: readonly { readonly objectID: string }[];
  /** Whether pinned records must satisfy the filters; false by default. */
  readonly filterPromotes?: boolean;
  /** Members that are stored and returned. */
  readonly [member: string]: unknown;
}

/** Records that a rule pins at one position. */
export interface Promotion {
  /** The record. */
  readonly objectID?: string;
  /** The records, if there are several. */
  readonly objectIDs?: readonly string[];
  /** The position in the result, from 0. */
  readonly position: number;
}

/** What rules do to a result. */
export interface RuleEffects {
  readonly hidden: ReadonlySet<string>;
  readonly pinned: readonly Pin[];
}

/** A record that a rule puts at a position, counted from 0. */
export interface Pin {
  readonly objectID: string;
  readonly position: number;
  /** Whether the filters apply to it: by default a pinned record shows "regardless of filters". */
  readonly isFiltered: boolean;
}

const noEffects: RuleEffects = { hidden: new Set(), pinned: [] };

/**
 * What the rules of an index do to a search.
 *
 * @see https://www.algolia.com/doc/api-reference/api-methods/save-rule/ (filterPromotes)
 */
export function applyRules(
  rules: Iterable<Rule>,
  options: SearchOptions,
  parameters: Parameters,
  now: Date,
): RuleEffects {
  if (!options.enableRules) return noEffects;
  const hidden = new Set<string>();
  const pinned: Pin[] = [];
  for (const rule of rules) {
    if (!isInForce(rule, now) || !isTriggered(rule, options, parameters)) continue;
    const { promote = [], hide = [], filterPromotes = false } = rule.consequence ?? {};
    for (const { objectID } of hide) hidden.add(objectID);
    for (const { objectID, objectIDs = [], position } of promote) {
      const ids = objectID === undefined ? objectIDs : [objectID];
      ids.forEach((id, index) => {
        pinned.push({ objectID: id, position: position + index, isFiltered: filterPromotes });
      });
    }
  }
  pinned.sort((a, b) => a.position - b.position);
  return { hidden, pinned };
}

/**
 * Why this service cannot run a value as a rule, as part of a sentence; undefined if it can. Without this check, a
 * malformed rule would make every search of its index fail.
 */
export function ruleProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'it must be an object';
  const { objectID, consequence = {}, conditions = [], condition = {}, validity = [] } = value;
  if (typeof objectID !== 'string' || objectID === '') return '"objectID" must be a string that is not empty';
  if (!isListOf(conditions, isCondition) || !isCondition(condition))
    return '"conditions" must be a list of objects with a "pattern", an "anchoring", a "context" and "filters", each a string or absent';
  if (!isListOf(validity, isObject)) return '"validity" must be a list of objects';
  if (!isObject(consequence)) return '"consequence" must be an object';
  const { promote = [], hide = [] } = consequence;
  if (!isListOf(promote, isPromotion))
    return '"promote" must be a list of objects with an "objectID" or "objectIDs", and a "position"';
  return isListOf(hide, one => isObject(one) && typeof one.objectID === 'string')
    ? undefined
    : '"hide" must be a list of objects with an "objectID"';
}

function isCondition(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { pattern = '', anchoring = '', context = '', filters = '' } = value;
  return isListOf([pattern, anchoring, context, filters], member => typeof member === 'string');
}

function isPromotion(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { objectID, objectIDs = [], position } = value;
  const hasIds = typeof objectID === 'string' || isListOf(objectIDs, id => typeof id === 'string');
  return hasIds && Number.isSafeInteger(position) && (position as number) >= 0;
}

function isListOf(value: unknown, isElement: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isElement);
}

/** The consequences of a rule that this service stores but does not apply. */
export function consequencesNotApplied(rule: Rule): string[] {
  const applied = ['promote', 'hide', 'filterPromotes'];
  return Object.keys(rule.consequence ?? {}).filter(name => !applied.includes(name));
}

function isInForce({ enabled = true, validity = [] }: Rule, now: Date): boolean {
  const seconds = now.getTime() / 1000;
  return (
    enabled &&
    (validity.length === 0 || validity.some(({ from, until }) => from <= seconds && seconds <= until))
  );
}

/** A rule without conditions always applies. With several conditions, one is enough. */
function isTriggered(rule: Rule, options: SearchOptions, parameters: Parameters): boolean {
  const conditions = rule.conditions ?? (rule.condition === undefined ? [] : [rule.condition]);
  return conditions.length === 0 || conditions.some(condition => holds(condition, options, parameters));
}

function holds(condition: RuleCondition, options: SearchOptions, parameters: Parameters): boolean {
  const { context, filters, pattern, anchoring = 'is' } = condition;
  if (context !== undefined && !options.ruleContexts.includes(context)) return false;
  if (filters !== undefined && !containsFilters(parameters.filters, filters)) return false;
  return pattern === undefined || matchesPattern(options.query, pattern, anchoring);
}

function matchesPattern(query: string, pattern: string, anchoring: RuleCondition['anchoring']): boolean {
  const [text, sought] = [` ${foldedWords(query).join(' ')} `, ` ${foldedWords(pattern).join(' ')} `];
  if (sought.trim() === '') return anchoring !== 'is' || text.trim() === '';
  if (anchoring === 'is') return text === sought;
  if (anchoring === 'startsWith') return text.startsWith(sought);
  return anchoring === 'endsWith' ? text.endsWith(sought) : text.includes(sought);
}

/** Whether the search has all conditions of the rule's filters among its own. */
function containsFilters(own: unknown, sought: string): boolean {
  try {
    const present = new Set(groupsOf(typeof own === 'string' ? own : ''));
    return groupsOf(sought).every(group => present.has(group));
  } catch (error) {
    if (isForgekeyError(error)) return false;
    throw error;
  }
}

function groupsOf(filters: string): string[] {
  return parseFilters(filters).groups.map(group => printFilters({ groups: [group] }));
}
