import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmulatorContents, IndexSeed, SeedError } from '@forgekey/emulator';
import { UsageError } from '../errors.ts';
import { JsonFault, parseJson } from '../input/json-object.ts';
import { asFileError, readText } from '../input/read-text.ts';
import { elementLines } from './element-lines.ts';

/** What a folder of seed data holds. */
export interface Seed extends Required<EmulatorContents> {
  /** The file and the line of each record and rule. */
  readonly sources: ReadonlyMap<string, Source>;
}

interface Source {
  readonly path: string;
  /** Of each element, from 1; empty for a file that is no list. */
  readonly lines: readonly number[];
}

export const emptySeed: Seed = { indices: {}, parentApiKeys: {}, sources: new Map() };

const MAX_FILE_BYTES = 400_000_000;
const NOTHING_LOADED = 'Nothing of the folder was loaded. Correct the file, and try again.';

/**
 * Reads `NAME.json` or `NAME.ndjson`, `NAME.settings.json`, `NAME.rules.json` and `keys.json`.
 *
 * @throws {UsageError} with the file and, where there is one, the line
 */
export async function readSeedFolder(folder: string): Promise<Seed> {
  const names = (await listFiles(folder)).filter(name => /\.(?:json|ndjson)$/.test(name));
  const indices: Record<string, IndexSeed> = {};
  const sources = new Map<string, Source>();
  let parentApiKeys = {};
  for (const name of names.sort()) {
    const path = join(folder, name);
    const { value, lines } = await readData(path);
    if (name === 'keys.json') {
      parentApiKeys = value as object;
      if (!isObject(value)) throw fault(path, undefined, 'it must be an object of API keys and their limits');
      continue;
    }
    const [, indexName, part = 'records'] = /^(.+?)(?:\.(settings|rules))?\.(?:json|ndjson)$/.exec(name)!;
    const key = sourceKey(indexName!, part);
    if (sources.has(key))
      throw fault(path, undefined, `another file also holds the ${part} of "${indexName}"`);
    sources.set(key, { path, lines });
    // Whether the parts are of the right form is for the emulator to say.
    indices[indexName!] = { records: [], ...indices[indexName!], [part]: value };
  }
  return { indices, parentApiKeys, sources };
}

/** Runs what takes the seed, and says in which file and line it was refused. */
export async function startWith<Result>(seed: Seed, start: (seed: Seed) => Promise<Result>): Promise<Result> {
  try {
    return await start(seed);
  } catch (error) {
    throw placed(error, seed);
  }
}

function placed(error: unknown, { sources }: Seed): unknown {
  const { name, message, code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new UsageError('The port is in use.', 'Give another one with --port; 0 is any free one.');
  if (name === 'SeedError') {
    const { place, reason } = error as SeedError;
    const source = sources.get(sourceKey(place.indexName, place.part));
    if (source !== undefined) return fault(source.path, source.lines[place.position ?? -1], reason);
  }
  return error instanceof TypeError
    ? new UsageError(`Cannot load the data: ${message}.`, NOTHING_LOADED)
    : error;
}

function sourceKey(indexName: string, part: string): string {
  return `${part} ${indexName}`;
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw asFileError(error, `Cannot read the data in ${folder}`);
  }
}

async function readData(path: string): Promise<{ value: unknown; lines: readonly number[] }> {
  const text = await readText(path, 'data', MAX_FILE_BYTES);
  if (path.endsWith('.ndjson')) return readLines(path, text);
  const value = parse(path, text, undefined);
  return { value, lines: Array.isArray(value) ? elementLines(text) : [] };
}

function readLines(path: string, text: string): { value: unknown[]; lines: number[] } {
  const value: unknown[] = [];
  const lines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    value.push(parse(path, line, index + 1));
    lines.push(index + 1);
  }
  return { value, lines };
}

function parse(path: string, text: string, line: number | undefined): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    // On a line of its own, the text has no line 2.
    const message = line === undefined ? error.message : error.message.replace('line 1, ', '');
    throw fault(path, line, `it ${message}`);
  }
}

function fault(path: string, line: number | undefined, reason: string): UsageError {
  const where = line === undefined ? path : `${path}, line ${line}`;
  return new UsageError(`${where}: ${reason.replace(/\.$/, '')}.`, NOTHING_LOADED);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
