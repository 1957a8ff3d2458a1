import { assertOptionNames, parentApiKeyProblem, quote } from '@forgekey/core/internal';
import type { ParentApiKey } from '@forgekey/node';
import type { Hono } from 'hono';
import { newApiKey } from './access/key-ring.ts';
import type { Agent } from './agent/agents.ts';
import type { ApplicationSeed, IndexSeed } from './application.ts';
import { assertRecord } from './engine/assert-record.ts';
import { MAX_RECORDS, tooManyRecords } from './engine/record-store.ts';
import { ruleProblem } from './engine/rules.ts';
import { readSearchOptions } from './engine/search-options.ts';
import { isObject } from './http/read-body.ts';

/** What an emulator holds, and where it listens. */
export interface EmulatorOptions {
  /** Records, settings and rules by the name of their index; none by default. Given objects are kept, not copied. */
  readonly indices?: Readonly<Record<string, IndexSeed>>;
  /**
   * The API keys that may search and sign secured keys, with their limits as `GET /1/keys/{key}` shows them. An empty object
   * limits nothing but the rights of the Admin API key; `acl` is `['search']` by default.
   */
  readonly parentApiKeys?: Readonly<Record<string, ParentApiKey>>;
  /** The Admin API key; a random one by default, in `emulator.adminApiKey`. */
  readonly adminApiKey?: string;
  /** The secrets of user tokens by their key id. */
  readonly secretKeys?: Readonly<Record<string, string>>;
  /** The stand-in agents of Agent Studio; by default one for each index, with the id of the index. */
  readonly agents?: readonly Agent[];
  /** The port; 0, the default, takes any free one. */
  readonly port?: number;
  /** The address to listen on; loopback by default. */
  readonly host?: string;
  /** Counts rate limits in this Redis, shared with other processes, instead of in memory. Needs `@redis/client`. */
  readonly redisUrl?: string;
  /** How long a request may take to arrive, in milliseconds; 10,000 by default. Its headers have half of that. */
  readonly requestTimeoutMs?: number;
  /** More routes of your own, which come after those of the emulator. */
  readonly routes?: readonly Hono[];
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

/** @throws {TypeError} for an unknown option, or one of the wrong type */
export function readSeed(options: EmulatorOptions): ApplicationSeed {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('startEmulator takes an options object');
  assertOptionNames(options, optionNames);
  const { indices = {}, parentApiKeys = {}, secretKeys = {}, adminApiKey = newApiKey() } = options;
  for (const [name, seed] of Object.entries(indices)) {
    assertIndexSeed(name, seed);
  }
  for (const limits of Object.values(parentApiKeys)) {
    const problem = parentApiKeyProblem(limits);
    if (problem !== undefined) throw new TypeError(`parentApiKeys: the limits of a key: ${problem}`);
  }
  if (Object.hasOwn(parentApiKeys, adminApiKey))
    throw new TypeError(
      'adminApiKey must not be one of parentApiKeys: the Admin API key signs no secured keys',
    );
  return {
    indices,
    parentApiKeys,
    secretKeys,
    adminApiKey,
    agents: options.agents ?? Object.keys(indices).map(name => ({ id: name, name, indexName: name })),
  };
}

/** @throws {TypeError} that names the index, and the position of a record or rule that cannot be used */
function assertIndexSeed(name: string, seed: IndexSeed): void {
  const where = `indices: ${quote(name)}`;
  if (name === '') throw new TypeError('indices: the name of an index must not be empty');
  if (!Array.isArray(seed?.records)) throw new TypeError(`${where} must have a list "records"`);
  assertOptionNames(seed, ['records', 'settings', 'rules']);
  const { records, settings = {}, rules = [] } = seed;
  if (records.length > MAX_RECORDS) throw tooManyRecords();
  if (!isObject(settings)) throw new TypeError(`${where}, settings: they must be an object`);
  if (!Array.isArray(rules)) throw new TypeError(`${where}, rules: they must be a list`);
  records.forEach((record, position) => {
    explain(`${where}, records[${position}]`, () => assertRecord(record));
  });
  explain(`${where}, settings`, () => readSearchOptions({}, settings));
  rules.forEach((rule, position) => {
    const problem = ruleProblem(rule);
    if (problem !== undefined) throw new TypeError(`${where}, rules[${position}]: ${problem}`);
  });
}

function explain(where: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    throw new TypeError(`${where}: ${(error as Error).message}`);
  }
}
