import { isObject } from '../lib/plain-copy.ts';
import {
  assertFilterExpression,
  type ComparisonTerm,
  type FilterExpression,
  type FilterGroup,
  type NumericTerm,
  termProblem,
} from './ast.ts';
import { parseFilters } from './parse.ts';
import { foldFacet, RecordReader, type RecordValues } from './record-reader.ts';

/**
 * Whether a record matches a filter, by the engine's rules. Facet values are case-insensitive; tags and attribute names are
 * case-sensitive. An array matches if any element matches. `a.b` means `b` in a nested object `a`. Ranges include both ends.
 * Booleans match `true` and `false`. Numbers are compared as numbers, and a text is never a number. A negated facet or tag also
 * matches a record without the attribute. A negated numeric condition matches only a record that has numbers in the attribute,
 * none of which satisfies the condition. Empty filter text matches every record.
 *
 * It does not check that an index may filter by an attribute, and it does not normalize accents. For many records, use
 * `compileFilters`, which reads the filter once.
 *
 * @param record plain JSON data; only own properties count
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX` `filters` is not a valid filter
 * @throws {TypeError} `record` is not an object, or `filters` is neither text nor a tree of valid terms
 * @example
 * matchesFilters('visible_by:alice AND price < 10', { visible_by: ['Alice', 'bob'], price: 5 }) // => true
 */
export function matchesFilters(filters: string | FilterExpression, record: object): boolean {
  return compileGroups(groupsOf(filters))(record);
}

function groupsOf(filters: string | FilterExpression): readonly FilterGroup[] {
  if (typeof filters === 'string') return parseFilters(filters).groups;
  assertFilterExpression(filters, 'matchesFilters takes the text of a filter, or its tree.');
  for (const group of filters.groups) {
    for (const term of group) {
      const problem = termProblem(term);
      if (problem) throw new TypeError(`The tree of the filter has an invalid term: ${problem}.`);
    }
  }
  return filters.groups;
}

type Condition = (values: RecordValues) => boolean;

/** The groups are read once, for many records. */
export function compileGroups(groups: readonly FilterGroup[]): (record: object) => boolean {
  const reader = new RecordReader();
  const conditions = groups.map(group => compileGroup(group, reader));
  return record => {
    if (!isObject(record)) throw new TypeError('The record must be an object.');
    const values = reader.read(record);
    return conditions.every(holds => holds(values));
  };
}

/** The facets and tags of one attribute become one set, so that an OR of thousands needs one lookup. */
function compileGroup(group: FilterGroup, reader: RecordReader): Condition {
  const anyOf = new Map<number, Set<string>>();
  const notAllOf = new Map<number, Set<string>>();
  const conditions: Condition[] = [];
  for (const term of group) {
    switch (term.kind) {
      case 'facet':
        addTo(term.negated ? notAllOf : anyOf, reader.facetSlot(term.attribute), foldFacet(term.value));
        break;
      case 'tag':
        addTo(term.negated ? notAllOf : anyOf, reader.tagSlot(), term.value);
        break;
      default:
        conditions.push(compileNumeric(term, reader));
    }
  }
  for (const [slot, wanted] of anyOf) conditions.push(({ texts }) => overlaps(wanted, texts[slot]));
  for (const [slot, unwanted] of notAllOf)
    conditions.push(({ texts }) => !includesAll(texts[slot], unwanted));
  return conditions.length === 1 ? conditions[0]! : values => conditions.some(holds => holds(values));
}

function addTo(sets: Map<number, Set<string>>, slot: number, value: string): void {
  sets.set(slot, (sets.get(slot) ?? new Set()).add(value));
}

function overlaps(wanted: ReadonlySet<string>, found: ReadonlySet<string> | undefined): boolean {
  if (!found) return false;
  const [few, many] = wanted.size < found.size ? [wanted, found] : [found, wanted];
  for (const value of few) if (many.has(value)) return true;
  return false;
}

function includesAll(found: ReadonlySet<string> | undefined, values: ReadonlySet<string>): boolean {
  if (!found || found.size < values.size) return false;
  for (const value of values) if (!found.has(value)) return false;
  return true;
}

/** Follows policies.negatedNumbers: after NOT, the record must have a number, and none may satisfy the condition. */
function compileNumeric(term: NumericTerm, reader: RecordReader): Condition {
  const slot = reader.numberSlot(term.attribute);
  const isSatisfied = term.kind === 'range' ? hasWithin(term.low, term.high) : compareWith(term);
  const { negated } = term;
  return ({ numbers }) => {
    const found = numbers[slot];
    return found !== undefined && isSatisfied(found) !== negated;
  };
}

/** In ascending numbers, the first and the last number decide. */
function compareWith({ operator, value }: ComparisonTerm): (ascending: readonly number[]) => boolean {
  switch (operator) {
    case '<':
      return ascending => ascending[0]! < value;
    case '<=':
      return ascending => ascending[0]! <= value;
    case '>':
      return ascending => ascending.at(-1)! > value;
    case '>=':
      return ascending => ascending.at(-1)! >= value;
    case '!=':
      return ascending => ascending[0] !== value || ascending.at(-1) !== value;
    case '=':
      return hasWithin(value, value);
  }
}

/** Whether any of the ascending numbers is from `low` to `high`, by binary search. */
function hasWithin(low: number, high: number): (ascending: readonly number[]) => boolean {
  return ascending => {
    let start = 0;
    let end = ascending.length;
    while (start < end) {
      const middle = (start + end) >>> 1;
      if (ascending[middle]! < low) start = middle + 1;
      else end = middle;
    }
    return start < ascending.length && ascending[start]! <= high;
  };
}
