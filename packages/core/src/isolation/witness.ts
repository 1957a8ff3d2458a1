import type { FilterGroup, FilterTerm } from '../filters/ast.ts';
import { matchesFilters } from '../filters/match.ts';
import { decimalText } from '../lib/numbers.ts';
import type { StepBudget } from './budget.ts';
import { attributeOf, type CellValue } from './cells.ts';
import type { RecordValues } from './clauses.ts';
import { objectIdFacts } from './facts.ts';
import { type PlainRecord, recordOf } from './plain-record.ts';
import { matcherReading } from './reading.ts';
import type { Question } from './search.ts';
import type { Condition } from './side.ts';

/**
 * The record of `values` without any value that it does not need: it still satisfies the facts and all of `shown`, and not all
 * of `hidden`. The matcher that enforces keys decides that.
 */
export function smallestRecord(values: RecordValues, question: Question, budget: StepBudget): RecordValues {
  const witness = new Witness(values, question, budget);
  while (witness.dropValues());
  return witness.values;
}

/**
 * The conditions of one key that need the values of the record: without one of these values, one of them no longer holds. None can
 * be dropped without leaving a value that none of them needs. The record satisfies all `conditions`.
 */
export function conditionsThatNeed(
  values: RecordValues,
  conditions: readonly Condition[],
  budget: StepBudget,
): readonly Condition[] {
  const needing = new Witness(values, { shown: conditions, facts: [] }, budget).groupsThatNeedValues();
  return conditions.filter(({ group }) => needing.has(group));
}

class Witness {
  readonly #values: RecordValues;
  readonly #required: ReadonlySet<string>;
  readonly #shown: ReadonlyMap<string, ReadonlySet<FilterGroup>>;
  /** For each group of facets or tags without negation: how many values of the record satisfy it. */
  readonly #supports: Map<FilterGroup, number>;
  readonly #hidden: readonly FilterGroup[] | undefined;
  readonly #budget: StepBudget;
  /** A group of `hidden` that the record does not satisfy. */
  #violated: FilterGroup | undefined;

  constructor(values: RecordValues, { shown, hidden, facts }: Question, budget: StepBudget) {
    this.#values = new Map(values);
    this.#budget = budget;
    const required = [...objectIdFacts, ...facts].filter(({ name }) => name === 'required');
    this.#required = new Set(required.map(({ attribute }) => attribute));
    this.#shown = groupsByKey(shown.map(({ group }) => group));
    this.#supports = new Map(
      shown.filter(({ group }) => group.every(isPositiveText)).map(({ group }) => [group, 0]),
    );
    for (const [attribute, list] of values) {
      for (const value of list) this.#countSupport(attribute, value, 1);
    }
    this.#hidden = hidden?.map(({ group }) => group);
    this.#violated = this.#hidden?.find(group => !this.#satisfies(group, recordOf(this.#values)));
  }

  get values(): RecordValues {
    return this.#values;
  }

  /** Drops each value that is not needed; whether there was one. */
  dropValues(): boolean {
    let hasDropped = false;
    for (const [attribute, values] of [...this.#values]) {
      for (const value of values) hasDropped = this.#drop(attribute, value) || hasDropped;
    }
    return hasDropped;
  }

  groupsThatNeedValues(): ReadonlySet<FilterGroup> {
    const needers: FilterGroup[][] = [];
    for (const [attribute, list] of this.#values) {
      for (const value of list) {
        const groups = this.#groupsAbout(attribute, value);
        const needing = groups.filter(group => this.#needs(group, attribute, value));
        if (needing.length > 0) needers.push(needing);
      }
    }
    return coverOf(needers);
  }

  #needs(group: FilterGroup, attribute: string, value: CellValue): boolean {
    if (this.#supports.has(group)) {
      return this.#supports.get(group) === 1 && this.#supportedBy(attribute, value).has(group);
    }
    const others = [...this.#values].filter(([name]) =>
      group.some(term => attributeOf(term) === name && name !== attribute),
    );
    const rest = this.#values.get(attribute)!.filter(other => other !== value);
    return !this.#satisfies(
      group,
      recordOf(new Map(rest.length === 0 ? others : [...others, [attribute, rest]])),
    );
  }

  #drop(attribute: string, value: CellValue): boolean {
    if (this.#isOnlySupport(attribute, value)) return false;
    const before = this.#values.get(attribute)!;
    const rest = before.filter(other => other !== value);
    if (rest.length === 0 && this.#required.has(attribute)) return false;
    if (rest.length > 0) this.#values.set(attribute, rest);
    else this.#values.delete(attribute);
    if (!this.#stillRefutes(attribute, value)) {
      this.#values.set(attribute, before);
      return false;
    }
    this.#countSupport(attribute, value, -1);
    return true;
  }

  #supportedBy(attribute: string, value: CellValue): ReadonlySet<FilterGroup> {
    return this.#shown.get(keysOfValue(attribute, value)[0]!) ?? new Set();
  }

  #countSupport(attribute: string, value: CellValue, change: number): void {
    for (const group of this.#supportedBy(attribute, value)) {
      const count = this.#supports.get(group);
      if (count !== undefined) this.#supports.set(group, count + change);
    }
  }

  /** Whether a group has nothing but this value, which is seen without asking the matcher. */
  #isOnlySupport(attribute: string, value: CellValue): boolean {
    this.#budget.spend();
    return [...this.#supportedBy(attribute, value)].some(group => this.#supports.get(group) === 1);
  }

  #stillRefutes(attribute: string, dropped: CellValue): boolean {
    this.#budget.spend(this.#size);
    const record = recordOf(this.#values);
    const affected = this.#groupsAbout(attribute, dropped);
    if (!affected.every(group => this.#satisfies(group, record))) return false;
    if (this.#violated === undefined || !this.#satisfies(this.#violated, record)) return true;
    const violated = this.#hidden!.find(group => !this.#satisfies(group, record));
    this.#violated = violated ?? this.#violated;
    return violated !== undefined;
  }

  #groupsAbout(attribute: string, value: CellValue): readonly FilterGroup[] {
    return [...new Set(keysOfValue(attribute, value).flatMap(key => [...(this.#shown.get(key) ?? [])]))];
  }

  /** How many values the record has. */
  get #size(): number {
    let size = 0;
    for (const list of this.#values.values()) size += list.length;
    return size;
  }

  #satisfies(group: FilterGroup, record: PlainRecord): boolean {
    this.#budget.spend(group.length + this.#size);
    return matchesFilters({ groups: [group] }, record);
  }
}

/** One of each list at least, from which none can be dropped. */
function coverOf<Item>(lists: readonly (readonly Item[])[]): ReadonlySet<Item> {
  const listsOf = new Map<Item, number[]>();
  lists.forEach((list, at) => {
    for (const item of list) listsOf.set(item, [...(listsOf.get(item) ?? []), at]);
  });
  const counts = lists.map(list => list.length);
  // The last is tried first, so that what a key begins with is kept.
  for (const [item, positions] of [...listsOf].reverse()) {
    if (positions.some(at => counts[at] === 1)) continue;
    listsOf.delete(item);
    for (const at of positions) counts[at] = counts[at]! - 1;
  }
  return new Set(listsOf.keys());
}

function isPositiveText(term: FilterTerm): boolean {
  return (term.kind === 'facet' || term.kind === 'tag') && !term.negated;
}

/** The groups whose truth may change with a value, by what the value and a condition have in common. */
function groupsByKey(groups: readonly FilterGroup[]): ReadonlyMap<string, ReadonlySet<FilterGroup>> {
  const byKey = new Map<string, Set<FilterGroup>>();
  for (const group of groups) {
    for (const term of group) {
      const isText = term.kind === 'facet' || term.kind === 'tag';
      const key = isText ? textKey(attributeOf(term), term.value) : numberKey(attributeOf(term));
      byKey.set(key, (byKey.get(key) ?? new Set()).add(group));
    }
  }
  return byKey;
}

function keysOfValue(attribute: string, value: CellValue): string[] {
  return typeof value === 'number'
    ? [textKey(attribute, decimalText(value)), numberKey(attribute)]
    : [textKey(attribute, value)];
}

function textKey(attribute: string, text: string): string {
  return JSON.stringify([attribute, attribute === '_tags' ? text : matcherReading.foldText(text)]);
}

function numberKey(attribute: string): string {
  return JSON.stringify([attribute]);
}
