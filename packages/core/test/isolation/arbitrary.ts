import fc, { type Arbitrary } from 'fast-check';
import type { ComparisonOperator, FilterGroup, FilterTerm } from '../../src/filters/ast.ts';
import { printFilters } from '../../src/filters/print.ts';
import type { RecordSchema } from '../../src/isolation/facts.ts';

/** Attributes that conditions are about, what conditions name of each, and values such that every cell has one. */
export interface Universe {
  readonly attribute: string;
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly values: readonly (string | number | boolean)[];
}

const LARGEST = 4_611_686_018_427_387;

const universes: readonly Universe[] = [
  // Facets ignore case, and "1" is the number 1, but "1.0" is not.
  {
    attribute: 'a',
    texts: ['x', 'X', '1', '1.0', 'true'],
    numbers: [],
    values: ['x', '1', '1.0', true, 'other', 1, 7],
  },
  { attribute: 'n', texts: [], numbers: [1, 2], values: ['other', 0, 1, 1.5, 2, 3] },
  // Numbers and facets of one attribute.
  { attribute: 'm', texts: ['2', 'x'], numbers: [2], values: ['2', 'X', 'other', -1, 2, 5] },
  // No double is between these.
  {
    attribute: 'big',
    texts: [],
    numbers: [LARGEST - 1, LARGEST],
    values: ['other', 0, LARGEST - 1, LARGEST, LARGEST + 1],
  },
  // Tags do not ignore case.
  { attribute: '_tags', texts: ['t', 'T', '3'], numbers: [], values: ['t', 'T', '3', 3, 'other', 5] },
  { attribute: 'a.b', texts: ['x', 'É'], numbers: [], values: ['x', 'é', 'e', 'other', 5] },
  { attribute: '__proto__', texts: ['x', 'y'], numbers: [], values: ['x', 'y', 'other', 5] },
  { attribute: 'objectID', texts: ['1', 'A'], numbers: [], values: ['1', 1, 'a', 'other', 5] },
];

/** A few of them: of two, every record can be tried. */
export function someUniverses(minLength: number, maxLength: number): Arbitrary<Universe[]> {
  return fc.shuffledSubarray([...universes], { minLength, maxLength });
}

function termOf({ attribute, texts, numbers }: Universe): Arbitrary<FilterTerm> {
  const negated = fc.boolean();
  const kinds: Arbitrary<FilterTerm>[] = [];
  if (texts.length > 0) {
    const value = fc.constantFrom(...texts);
    kinds.push(
      fc
        .record({ negated, value })
        .map(
          (term): FilterTerm =>
            attribute === '_tags' ? { kind: 'tag', ...term } : { kind: 'facet', attribute, ...term },
        ),
    );
  }
  if (numbers.length > 0) {
    const number = fc.constantFrom(...numbers);
    const operator = fc.constantFrom<ComparisonOperator>('<', '<=', '=', '!=', '>', '>=');
    kinds.push(
      fc.record({
        kind: fc.constant('comparison' as const),
        negated,
        attribute: fc.constant(attribute),
        operator,
        value: number,
      }),
      fc.record({
        kind: fc.constant('range' as const),
        negated,
        attribute: fc.constant(attribute),
        low: number,
        high: number,
      }),
    );
  }
  return fc.oneof(...kinds);
}

/** Groups of one kind each, as a filter allows them. */
function groupOf(chosen: readonly Universe[]): Arbitrary<FilterGroup> {
  const size = { minLength: 1, maxLength: 3 };
  return fc
    .array(fc.oneof(...chosen.map(termOf)), size)
    .map(terms => terms.filter(term => familyOf(term) === familyOf(terms[0]!)));
}

function familyOf(term: FilterTerm): string {
  return term.kind === 'facet' || term.kind === 'tag' ? term.kind : 'numeric';
}

export function filterOf(chosen: readonly Universe[], maxLength: number): Arbitrary<string> {
  return fc.array(groupOf(chosen), { minLength: 1, maxLength }).map(groups => printFilters({ groups }));
}

/** Restrictions whose conditions are spread over all four parameters. */
export function restrictionsOf(
  chosen: readonly Universe[],
  maxLength: number,
): Arbitrary<Record<string, unknown>> {
  const group = fc.tuple(groupOf(chosen), fc.boolean());
  return fc.array(group, { minLength: 1, maxLength }).map(groups => {
    const parameters: Record<string, unknown[]> = {};
    for (const [terms, asList] of groups) {
      const list = asList ? listOf(terms) : undefined;
      const [name, value] = list ?? ['filters', printFilters({ groups: [terms] })];
      parameters[name] = [...(parameters[name] ?? []), value];
    }
    const { filters, ...lists } = parameters;
    return filters === undefined ? lists : { ...lists, filters: filters.join(' AND ') };
  });
}

function listOf(terms: FilterGroup): [name: string, value: unknown] | undefined {
  const items = terms.map(term => {
    if (term.kind === 'facet') return `${term.attribute}:${term.negated ? '-' : ''}${term.value}`;
    if (term.kind === 'tag') return `${term.negated ? '-' : ''}${term.value}`;
    if (term.negated) return undefined;
    if (term.kind === 'range') return `${term.attribute}:${term.low} TO ${term.high}`;
    return `${term.attribute}${term.operator}${term.value}`;
  });
  if (items.includes(undefined)) return undefined;
  const names = { facet: 'facetFilters', tag: 'tagFilters', numeric: 'numericFilters' };
  return [names[familyOf(terms[0]!) as keyof typeof names], items];
}

export function schemaOf(chosen: readonly Universe[]): Arbitrary<RecordSchema> {
  const fact = fc.boolean();
  const facts = fc.record({ singleValued: fact, required: fact, integer: fact }, { requiredKeys: [] });
  return fc
    .tuple(...chosen.map(() => fc.option(facts, { nil: {}, freq: 2 })))
    .map(list => Object.fromEntries(chosen.map(({ attribute }, at) => [attribute, list[at]!])));
}

/** Every record with values of these attributes that the schema allows. */
export function allRecords(chosen: readonly Universe[], schema: RecordSchema): Record<string, unknown>[] {
  let records: Record<string, unknown>[] = [{}];
  for (const { attribute, values } of chosen) {
    const facts =
      attribute === 'objectID'
        ? { ...schema[attribute], singleValued: true, required: true }
        : (schema[attribute] ?? {});
    const allowed = facts.integer ? values.filter(value => Number.isInteger(value)) : values;
    const lists = subsetsOf(allowed).filter(
      list => !(facts.required && list.length === 0) && !(facts.singleValued && list.length > 1),
    );
    records = records.flatMap(record =>
      lists.map(list => (list.length === 0 ? record : withMember(record, attribute, list))),
    );
  }
  return records;
}

/** The matcher also takes a name with dots as it is, which is all that nesting would show. */
function withMember(record: object, name: string, list: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries([...Object.entries(record), [name, list.length === 1 ? list[0] : list]]);
}

function subsetsOf<Value>(values: readonly Value[]): Value[][] {
  let sets: Value[][] = [[]];
  for (const value of values) sets = sets.flatMap(set => [set, [...set, value]]);
  return sets;
}
