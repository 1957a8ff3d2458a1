import { type FilterGroup, isTextTerm } from '../filters/ast.ts';
import { matchesFilters } from '../filters/match.ts';
import { jsonText } from '../lib/json.ts';
import { decimalText } from '../lib/numbers.ts';
import { attributeOf, type CellValue } from './cells.ts';
import type { RecordValues } from './encoder.ts';
import { objectIdFacts } from './facts.ts';
import { recordOf } from './plain-record.ts';
import type { StepBudget } from './proof-context.ts';
import type { Condition } from './read-key.ts';
import { matcherReading } from './readings.ts';
import type { Question } from './search.ts';

/**
 * Removes every value that the record does not need to satisfy the facts and all of `shown`, and not all of `hidden`. The matcher,
 * which also enforces keys, decides whether it does.
 */
export function smallestRecord(values: RecordValues, question: Question, budget: StepBudget): RecordValues {
  const witness = new Witness(values, question, budget);
  // After a value is dropped, others that it made necessary may become needless.
  while (witness.dropValues());
  return witness.values;
}

/**
 * A minimal set of the conditions of one key that together need every value of the record: without a needed value, one of them does
 * not hold. The record satisfies all `conditions`.
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
  readonly values: RecordValues;
  readonly #required: ReadonlySet<string>;
  /** The groups of `shown` by the key of a value that may change them. */
  readonly #shown: ReadonlyMap<string, ReadonlySet<FilterGroup>>;
  /** For groups without NOT: how many values were about the group at first. If only one, the group holds because of it. */
  readonly #valueCounts = new Map<FilterGroup, number>();
  readonly #hidden: readonly FilterGroup[] | undefined;
  readonly #budget: StepBudget;

  constructor(values: RecordValues, { shown, hidden, facts }: Question, budget: StepBudget) {
    this.values = new Map(values);
    this.#budget = budget;
    const required = [...objectIdFacts, ...facts].filter(({ name }) => name === 'required');
    this.#required = new Set(required.map(({ attribute }) => attribute));
    this.#shown = groupsByKey(shown.map(({ group }) => group));
    this.#hidden = hidden?.map(({ group }) => group);
    for (const [attribute, list] of values) {
      for (const value of list) this.#count(attribute, value);
    }
  }

  /** Drops each value that is not needed. Returns whether it dropped any. */
  dropValues(): boolean {
    let hasDropped = false;
    for (const [attribute, values] of [...this.values]) {
      for (const value of values) hasDropped = this.#drop(attribute, value) || hasDropped;
    }
    return hasDropped;
  }

  /** One group for each value that some group needs. A group needs at most one value, because one of its conditions is enough. */
  groupsThatNeedValues(): ReadonlySet<FilterGroup | undefined> {
    const needing = [...this.values].flatMap(([attribute, list]) =>
      list.map(value => this.#groupsAbout(attribute, value).find(one => this.#needs(one, attribute, value))),
    );
    return new Set(needing);
  }

  #drop(attribute: string, value: CellValue): boolean {
    const before = this.values.get(attribute)!;
    if (before.length === 1 && this.#required.has(attribute)) return false;
    if (this.#groupsAbout(attribute, value).some(group => this.#needs(group, attribute, value))) return false;
    const rest = before.filter(other => other !== value);
    if (rest.length > 0) this.values.set(attribute, rest);
    else this.values.delete(attribute);
    if (this.#hidden === undefined || this.#hidden.some(group => !this.#satisfies(group))) return true;
    this.values.set(attribute, before);
    return false;
  }

  /** Whether the group, which holds, would not hold without the value. */
  #needs(group: FilterGroup, attribute: string, value: CellValue): boolean {
    // For the only value of a group, the matcher is not called: a key may demand a thousand values.
    return this.#valueCounts.get(group) === 1 || !this.#satisfies(group, { attribute, value });
  }

  #count(attribute: string, value: CellValue): void {
    for (const group of this.#groupsAbout(attribute, value)) {
      if (group.some(({ negated }) => negated)) continue;
      this.#valueCounts.set(group, (this.#valueCounts.get(group) ?? 0) + 1);
    }
  }

  #groupsAbout(attribute: string, value: CellValue): readonly FilterGroup[] {
    return [...new Set(keysOfValue(attribute, value).flatMap(key => [...(this.#shown.get(key) ?? [])]))];
  }

  /** Whether the record, without one value, satisfies the group. The matcher decides. */
  #satisfies(group: FilterGroup, without?: { attribute: string; value: CellValue }): boolean {
    const own: RecordValues = new Map();
    for (const attribute of new Set(group.map(attributeOf))) {
      const values = this.values.get(attribute) ?? [];
      this.#budget.spend(values.length);
      const isLeft = (value: CellValue): boolean =>
        attribute !== without?.attribute || value !== without.value;
      own.set(attribute, values.filter(isLeft));
    }
    this.#budget.spend(group.length);
    return matchesFilters({ groups: [group] }, recordOf(own));
  }
}

/** The groups by the keys of the values that may change whether they hold. */
function groupsByKey(groups: readonly FilterGroup[]): ReadonlyMap<string, ReadonlySet<FilterGroup>> {
  const byKey = new Map<string, Set<FilterGroup>>();
  for (const group of groups) {
    for (const term of group) {
      const key = isTextTerm(term) ? textKey(attributeOf(term), term.value) : numberKey(attributeOf(term));
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

/** Tags are case-sensitive. Folding them only adds a few groups to check. */
function textKey(attribute: string, text: string): string {
  return jsonText([attribute, matcherReading.foldText(text)]);
}

function numberKey(attribute: string): string {
  return jsonText([attribute]);
}
