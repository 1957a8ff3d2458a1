import type { Random } from './in-process.ts';

/**
 * A second reading of what a key and a request show, written for the tests alone: it shares no code with core or the
 * emulator. Conditions are made as trees, printed as the text that is sent, and evaluated on records.
 */
export interface TestRecord {
  objectID: string;
  title: string;
  tenant: string;
  groups: string[];
  _tags: string[];
  price?: number;
  scores: number[];
  brand: { name: string; lines: { code: string }[] };
  isPublic: boolean;
}

export type Condition =
  | { kind: 'facet'; attribute: string; value: string; isNegated: boolean }
  | {
      kind: 'number';
      attribute: 'price' | 'scores';
      operator: '<' | '<=' | '=' | '!=' | '>=' | '>';
      value: number;
    };

/** Every group must hold; a group holds where one of its conditions does. */
export type Tree = Condition[][];

export const words: readonly string[] = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'heath',
];
const tenants = ['acme', 'zeta', 'north wind', "o'neil"];
const groups = ['staff', 'board', 'press', 'sales'];
const brands = ['Kite', 'Loom', 'Mast'];
const codes = ['c1', 'c2', 'c3'];
const tags = ['new', 'old'];

export function makeRecords(random: Random, count: number): TestRecord[] {
  return Array.from({ length: count }, (_, n) => ({
    objectID: `r${n}`,
    title: random.some(words, 3).join(' '),
    tenant: random.pick(tenants),
    groups: random.some(groups, random.below(3)),
    _tags: random.some(tags, random.below(2)),
    ...(random.chance(85) && { price: random.below(10) }),
    scores: Array.from({ length: random.below(3) }, () => random.below(5)),
    brand: { name: random.pick(brands), lines: random.some(codes, random.below(3)).map(code => ({ code })) },
    isPublic: random.chance(30),
  }));
}

const facets: readonly [string, readonly string[]][] = [
  ['tenant', tenants],
  ['groups', groups],
  ['brand.name', brands],
  ['brand.lines.code', codes],
  ['isPublic', ['true', 'false']],
];

/** A group has conditions of one kind, as the language demands. */
export function randomTree(random: Random, maxGroups: number): Tree {
  return Array.from({ length: 1 + random.below(maxGroups) }, () => {
    const make = random.pick([randomFacet, randomFacet, randomTag, randomNumber]);
    return Array.from({ length: 1 + random.below(3) }, () => make(random));
  });
}

function randomFacet(random: Random): Condition {
  const [attribute, values] = random.pick(facets);
  return { kind: 'facet', attribute, value: random.pick(values), isNegated: random.chance(25) };
}

function randomTag(random: Random): Condition {
  return { kind: 'facet', attribute: '_tags', value: random.pick(tags), isNegated: random.chance(25) };
}

function randomNumber(random: Random): Condition {
  return {
    kind: 'number',
    attribute: random.pick(['price', 'scores'] as const),
    operator: random.pick(['<', '<=', '=', '!=', '>=', '>'] as const),
    value: random.below(10),
  };
}

export function printTree(tree: Tree): string {
  return tree.map(group => `(${group.map(printCondition).join(' OR ')})`).join(' AND ');
}

function printCondition(condition: Condition): string {
  if (condition.kind === 'number') return `${condition.attribute} ${condition.operator} ${condition.value}`;
  const { attribute, value, isNegated } = condition;
  return `${isNegated ? 'NOT ' : ''}${attribute}:"${value}"`;
}

/** The same groups as `facetFilters`; only for trees of facets. */
export function facetFiltersOf(tree: Tree): string[][] {
  return tree.map(group =>
    group.flatMap(condition =>
      condition.kind === 'facet'
        ? [`${condition.attribute}:${condition.isNegated ? '-' : ''}${condition.value}`]
        : [],
    ),
  );
}

export function holds(tree: Tree, record: TestRecord): boolean {
  return tree.every(group => group.some(condition => holdsOne(condition, record)));
}

function holdsOne(condition: Condition, record: TestRecord): boolean {
  if (condition.kind === 'facet') {
    const { attribute, value, isNegated } = condition;
    return (
      facetValues(record, attribute).some(one => one.toLowerCase() === value.toLowerCase()) !== isNegated
    );
  }
  const { attribute, operator, value } = condition;
  const numbers = [record[attribute] ?? []].flat();
  switch (operator) {
    case '<':
      return numbers.some(one => one < value);
    case '<=':
      return numbers.some(one => one <= value);
    case '=':
      return numbers.some(one => one === value);
    case '!=':
      return numbers.some(one => one !== value);
    case '>=':
      return numbers.some(one => one >= value);
    default:
      return numbers.some(one => one > value);
  }
}

/** Each value once. */
export function facetValues(record: TestRecord, attribute: string): string[] {
  const values: Record<string, unknown[]> = {
    tenant: [record.tenant],
    groups: record.groups,
    _tags: record._tags,
    price: [record.price ?? []].flat(),
    'brand.name': [record.brand.name],
    'brand.lines.code': record.brand.lines.map(({ code }) => code),
    isPublic: [record.isPublic],
  };
  return [...new Set(values[attribute]!.map(String))];
}

export function countFacet(records: readonly TestRecord[], attribute: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const record of records)
    for (const value of facetValues(record, attribute)) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
