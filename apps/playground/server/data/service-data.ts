import type { Agent, EmulatorContents, IndexSeed } from '@forgekey/emulator';
import { agents } from './agents.ts';
import { createIndexSeeds } from './index-definitions.ts';

/** The data of the service. */
export interface ServiceData extends Required<EmulatorContents> {
  readonly agents: readonly Agent[];
}

/** The description of an index for the page. */
export interface IndexSummary {
  readonly name: string;
  /** The number of its records. */
  readonly records: number;
  /** Attributes that can be counted as facets. */
  readonly attributesForFaceting: readonly string[];
}

/** The invented records. */
export function demoData(): ServiceData {
  return { indices: createIndexSeeds(), parentApiKeys: {}, agents };
}

/**
 * The caller's records and parent keys instead of the demo data, with an agent for each index.
 *
 * @throws {Error} the data has no index, and the page shows one
 */
export function ownData({ indices, parentApiKeys }: Required<EmulatorContents>): ServiceData {
  const names = Object.keys(indices);
  if (names.length === 0) throw new Error('The folder of --data has no records.');
  return { indices, parentApiKeys, agents: names.map(name => ({ id: name, name, indexName: name })) };
}

export function summarize(indices: ServiceData['indices']): IndexSummary[] {
  return Object.entries(indices).map(([name, { records, settings = {} }]) => ({
    name,
    records: records.length,
    attributesForFaceting: countable(settings),
  }));
}

/** Without attributes that may only be filtered: counting them would list people and groups. */
function countable({ attributesForFaceting }: NonNullable<IndexSeed['settings']>): string[] {
  if (!Array.isArray(attributesForFaceting)) return [];
  return attributesForFaceting
    .filter(name => !name.includes('filterOnly('))
    .map(name => name.replace(/^(?:\w+\()+([^)]*)\)+$/, '$1'));
}
