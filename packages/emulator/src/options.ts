import { assertOptionNames, quote } from '@forgekey/core/internal';
import type { ParentApiKey } from '@forgekey/node';
import type { Hono } from 'hono';
import { newApiKey } from './access/key-ring.ts';
import { limitsProblem } from './access/limits-problem.ts';
import type { Agent } from './agent/agents.ts';
import type { ApplicationSeed, IndexSeed } from './application.ts';
import { assertRecord } from './engine/assert-record.ts';
import { MAX_RECORDS, tooManyRecords } from './engine/record-store.ts';
import { ruleProblem } from './engine/rules.ts';
import { assertSettings } from './engine/search-options.ts';
import { isObject } from './http/read-body.ts';
import { SeedError, type SeedPlace } from './seed/seed-error.ts';

/**
 * An app of Hono 4. The emulator does not export the framework's own types.
 *
 * @internal
 */
type HonoApp = Hono;

/** The contents of an emulator, and where it listens. */
export interface EmulatorOptions {
  /** Records, settings and rules by the name of their index; none by default. They are used as they are, not copied. */
  readonly indices?: Readonly<Record<string, IndexSeed>>;
  /**
   * The API keys that can search and sign secured keys, with their limits in the form of `GET /1/keys/{key}`. An empty
   * object sets no limit: such a key can search, because `acl` is `['search']` by default.
   */
  readonly parentApiKeys?: Readonly<Record<string, ParentApiKey>>;
  /** The Admin API key; a random one by default, in `emulator.adminApiKey`. */
  readonly adminApiKey?: string;
  /** The secrets of user tokens by their key id. */
  readonly secretKeys?: Readonly<Record<string, string>>;
  /** The stand-in agents of Agent Studio; by default one for each index, with the id of the index. */
  readonly agents?: readonly Agent[];
  /** The port. The default, 0, picks a free one. */
  readonly port?: number;
  /** The address to listen on; loopback by default. */
  readonly host?: string;
  /** Counts rate limits in this Redis, shared with other processes, instead of in memory. Needs `@redis/client`. */
  readonly redisUrl?: string;
  /** How long a request may take to arrive, in milliseconds; 10,000 by default. Its headers get half of that. */
  readonly requestTimeoutMs?: number;
  /** Routes of your own, which come after those of the emulator. */
  readonly routes?: readonly HonoApp[];
}

const optionNames = [
  'indices',
  'parentApiKeys',
  'adminApiKey',
  'secretKeys',
  'agents',
  'port',
  'host',
  'redisUrl',
  'requestTimeoutMs',
  'routes',
];

/** @throws {TypeError} for an unknown option, or one of the wrong type; a `SeedError` for the contents of an index */
export function readOptions(options: EmulatorOptions): ApplicationSeed {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('startEmulator takes an options object');
  assertOptionNames(options, optionNames);
  const { secretKeys = {}, adminApiKey = newApiKey() } = options;
  const contents = readContents(options, adminApiKey);
  return { ...contents, secretKeys, adminApiKey, agents: options.agents ?? agentsOf(contents.indices) };
}

/** The contents that `reset` can replace. */
export type EmulatorContents = Pick<EmulatorOptions, 'indices' | 'parentApiKeys'>;

/** @throws {TypeError} as `readOptions` */
export function readContents(
  { indices = {}, parentApiKeys = {} }: EmulatorContents,
  adminApiKey: string,
): Pick<ApplicationSeed, 'indices' | 'parentApiKeys'> {
  assertIndices(indices);
  assertParentApiKeys(parentApiKeys);
  if (Object.hasOwn(parentApiKeys, adminApiKey))
    throw new TypeError(
      'adminApiKey must not be one of parentApiKeys: the Admin API key signs no secured keys',
    );
  return { indices, parentApiKeys };
}

/** @throws {TypeError} a `SeedError` for the contents of an index */
export function assertIndices(indices: Readonly<Record<string, IndexSeed>>): void {
  for (const [name, seed] of Object.entries(indices)) assertIndexSeed(name, seed);
}

/** @throws {TypeError} */
export function assertParentApiKeys(parentApiKeys: Readonly<Record<string, ParentApiKey>>): void {
  for (const limits of Object.values(parentApiKeys)) {
    const problem = limitsProblem(limits);
    if (problem !== undefined) throw new TypeError(`parentApiKeys: the limits of a key: ${problem}`);
  }
}

export function agentsOf(indices: Readonly<Record<string, IndexSeed>>): Agent[] {
  return Object.keys(indices).map(name => ({ id: name, name, indexName: name }));
}

function assertIndexSeed(indexName: string, seed: IndexSeed): void {
  if (indexName === '') throw new TypeError('indices: the name of an index must not be empty');
  if (!isObject(seed)) throw new TypeError(`indices: "${indexName}" must be an object`);
  assertOptionNames(seed, ['records', 'settings', 'rules']);
  const { records, settings = {}, rules = [] } = seed as unknown as IndexSeed;
  if (!Array.isArray(records)) throw new SeedError({ indexName, part: 'records' }, 'They must be a list.');
  if (records.length > MAX_RECORDS)
    throw new SeedError({ indexName, part: 'records' }, tooManyRecords().message);
  assertRecords(indexName, records);
  if (!isObject(settings)) throw new SeedError({ indexName, part: 'settings' }, 'They must be an object.');
  explain({ indexName, part: 'settings' }, () => assertSettings(settings));
  if (!Array.isArray(rules)) throw new SeedError({ indexName, part: 'rules' }, 'They must be a list.');
  rules.forEach((rule, position) => {
    const problem = ruleProblem(rule);
    if (problem !== undefined)
      throw new SeedError({ indexName, part: 'rules', position }, `In a rule, ${problem}.`);
  });
}

function assertRecords(indexName: string, records: readonly unknown[]): void {
  const seen = new Map<string, number>();
  records.forEach((record, position) => {
    const place = { indexName, part: 'records', position } as const;
    explain(place, () => assertRecord(record));
    const { objectID } = record as { objectID: string };
    const first = seen.get(objectID);
    if (first !== undefined)
      throw new SeedError(
        place,
        `The "objectID" ${quote(objectID)} occurs twice, first in record ${first + 1}.`,
      );
    seen.set(objectID, position);
  });
}

function explain(place: SeedPlace, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    throw new SeedError(place, (error as Error).message);
  }
}
