/** The settings of an index, in the vendor's JSON. Settings that this service does not apply are stored and returned. */
export type IndexSettings = Readonly<Record<string, unknown>>;

/** The settings that the engine applies. */
export interface IndexDefinition {
  /** Searchable attributes in order of weight; attributes of one entry weigh the same. `undefined`: all of them. */
  readonly searchable: readonly SearchableAttribute[] | undefined;
  /** Attributes that filters may name; `undefined` if the settings do not say. */
  readonly filterable: ReadonlySet<string> | undefined;
  /** Attributes that facets may count. */
  readonly facets: readonly string[];
  /** Those of them whose values can be searched. */
  readonly searchableFacets: readonly string[];
  readonly ranking: readonly RankingCriterion[];
  readonly customRanking: readonly Direction[];
  readonly unretrievable: readonly string[];
  readonly distinctBy: string | undefined;
  readonly replicas: readonly string[];
}

export interface SearchableAttribute {
  readonly name: string;
  /** The position in the list: lower weighs more. */
  readonly rank: number;
  /** Whether a match near the beginning weighs more than a later one. */
  readonly isOrdered: boolean;
}

export interface Direction {
  readonly attribute: string;
  readonly sign: 1 | -1;
}

export type RankingCriterion =
  | 'typo'
  | 'geo'
  | 'words'
  | 'filters'
  | 'proximity'
  | 'attribute'
  | 'exact'
  | 'custom'
  | Direction;

const defaultRanking = ['typo', 'geo', 'words', 'filters', 'proximity', 'attribute', 'exact', 'custom'];

/**
 * Reads the vendor's attribute syntax: `unordered(title)`, `title,name` for equal weight, `searchable(brand)`,
 * `filterOnly(owner)`, `afterDistinct(size)`, `asc(price)`, `desc(rating)`.
 *
 * @see https://www.algolia.com/doc/api-reference/settings-api-parameters/
 */
export function readDefinition(settings: IndexSettings): IndexDefinition {
  const faceting = texts(settings.attributesForFaceting).map(readModifier);
  return {
    searchable: readSearchable(settings.searchableAttributes),
    filterable:
      settings.attributesForFaceting === undefined ? undefined : new Set(faceting.map(({ name }) => name)),
    facets: faceting.filter(({ modifiers }) => !modifiers.includes('filterOnly')).map(({ name }) => name),
    searchableFacets: faceting
      .filter(({ modifiers }) => modifiers.includes('searchable'))
      .map(({ name }) => name),
    ranking: (settings.ranking === undefined ? defaultRanking : texts(settings.ranking)).flatMap(
      readCriterion,
    ),
    customRanking: texts(settings.customRanking).flatMap(readDirection),
    unretrievable: texts(settings.unretrievableAttributes),
    distinctBy: typeof settings.attributeForDistinct === 'string' ? settings.attributeForDistinct : undefined,
    replicas: texts(settings.replicas).map(name => readModifier(name).name),
  };
}

function readSearchable(value: unknown): readonly SearchableAttribute[] | undefined {
  const list = texts(value);
  if (list.length === 0) return undefined;
  return list.flatMap((entry, rank) =>
    entry.split(',').map(part => {
      const { name, modifiers } = readModifier(part);
      return { name, rank, isOrdered: !modifiers.includes('unordered') };
    }),
  );
}

/** `afterDistinct(searchable(size))` has two modifiers. */
function readModifier(text: string): { name: string; modifiers: readonly string[] } {
  const modifiers: string[] = [];
  let name = text.trim();
  for (let match = wrapped.exec(name); match !== null; match = wrapped.exec(name)) {
    modifiers.push(match[1]!);
    name = match[2]!.trim();
  }
  return { name, modifiers };
}

const wrapped = /^(\w+)\((.*)\)$/s;

function readCriterion(text: string): RankingCriterion[] {
  return defaultRanking.includes(text) ? [text as RankingCriterion] : readDirection(text);
}

function readDirection(text: string): Direction[] {
  const { name, modifiers } = readModifier(text);
  if (modifiers.length !== 1 || name === '') return [];
  if (modifiers[0] === 'asc') return [{ attribute: name, sign: 1 }];
  return modifiers[0] === 'desc' ? [{ attribute: name, sign: -1 }] : [];
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : [];
}
