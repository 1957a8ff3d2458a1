import type { IndexSeed } from '@forgekey/emulator';
import { createDocuments } from './documents.ts';
import { createPayroll } from './payroll.ts';
import { createProducts } from './products.ts';
import type { PlaygroundRecord } from './record.ts';

/** How an index ranks records that match a query equally well. */
export type Ranking = readonly [direction: 'asc' | 'desc', attribute: string];

export interface IndexDefinition {
  name: string;
  records: readonly PlaygroundRecord[];
  searchableAttributes: readonly string[];
  /** Attributes that can be counted as facets. */
  attributesForFaceting: readonly string[];
  /** Attributes that filters may name and that are never counted: counting them would list people and groups. */
  filterOnlyAttributes: readonly string[];
  customRanking: Ranking;
  /** A replica that sorts by its ranking before it looks at the words. */
  sortFirst: boolean;
}

const filterOnlyAttributes = ['visible_by', 'owner'] as const;

/** Every index of the service. A replica shares the records of its primary and is an index of its own by name. */
export function createIndexDefinitions(): IndexDefinition[] {
  const products = {
    records: createProducts(),
    searchableAttributes: ['title', 'brand', 'category', 'description'],
    attributesForFaceting: ['brand', 'category', 'material', 'group', '_tags', 'price', 'rating', 'on_sale'],
    filterOnlyAttributes,
  };
  return [
    {
      name: 'documents',
      records: createDocuments(),
      searchableAttributes: ['title', 'description', 'company', 'category'],
      attributesForFaceting: ['company', 'tenant', 'group', 'category', '_tags', 'pages'],
      filterOnlyAttributes,
      customRanking: ['desc', 'created'],
      sortFirst: false,
    },
    { ...products, name: 'products', customRanking: ['desc', 'rating'], sortFirst: false },
    { ...products, name: 'products_price_asc', customRanking: ['asc', 'price'], sortFirst: true },
    {
      name: 'payroll',
      records: createPayroll(),
      searchableAttributes: ['title', 'description', 'company'],
      attributesForFaceting: ['company', 'group', 'category', 'salary'],
      filterOnlyAttributes,
      customRanking: ['desc', 'salary'],
      sortFirst: false,
    },
  ];
}

/** The same for the emulator: records, with settings in the vendor's syntax. */
export function createIndexSeeds(): Record<string, IndexSeed> {
  return Object.fromEntries(
    createIndexDefinitions().map(definition => [definition.name, toSeed(definition)]),
  );
}

function toSeed(definition: IndexDefinition): IndexSeed {
  const [direction, attribute] = definition.customRanking;
  const order = `${direction}(${attribute})`;
  return {
    records: definition.records,
    settings: {
      searchableAttributes: definition.searchableAttributes,
      attributesForFaceting: [
        ...definition.attributesForFaceting.map(name => `searchable(${name})`),
        ...definition.filterOnlyAttributes.map(name => `filterOnly(${name})`),
      ],
      ...(definition.sortFirst
        ? { ranking: [order, 'typo', 'geo', 'words', 'filters', 'proximity', 'attribute', 'exact', 'custom'] }
        : { customRanking: [order] }),
    },
  };
}
