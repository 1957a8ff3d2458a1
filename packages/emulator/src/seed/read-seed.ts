import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonFault, parseExactJson } from '@forgekey/core/internal';
import type { ParentApiKey } from '@forgekey/node';
import type { IndexSeed } from '../application.ts';
import { isObject } from '../http/read-body.ts';
import { assertIndices, assertParentApiKeys, type EmulatorContents } from '../options.ts';
import { elementLines } from './element-lines.ts';
import { SeedError } from './seed-error.ts';
import { SeedFileError } from './seed-file-error.ts';

const MAX_FILE_BYTES = 400_000_000;
const KEYS_FILE = 'keys.json';

interface Source {
  readonly path: string;
  /** The line of each element, from 1; empty for a file that is not a list. */
  readonly lines: readonly number[];
}

/** The ending of the file for each part of an index. */
type Sources = Map<string, Source>;

/**
 * Reads a folder of seed data: `NAME.json` (a list of records) or `NAME.ndjson` (one record on each line),
 * `NAME.settings.json`, `NAME.rules.json`, and `keys.json` (parent API keys and their limits). Other files are ignored, and so are
 * hidden ones such as `._NAME.json`. The result can be passed unchanged to `startEmulator` and to `emulator.reset`.
 *
 * It does not read folders inside the folder.
 *
 * @throws {SeedFileError} with the file, its line and a hint, for a file that the emulator cannot use
 * @throws {Error} from `node:fs` if the folder or a file cannot be read
 * @example
 * const emulator = await startEmulator(await readSeed('seed'));
 */
export async function readSeed(folder: string): Promise<Required<EmulatorContents>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter(entry => !entry.isDirectory()).map(({ name }) => name);
  const indices: Record<string, IndexSeed> = {};
  const sources: Sources = new Map();
  let parentApiKeys: Readonly<Record<string, ParentApiKey>> = {};
  for (const name of names.filter(name => /^[^.].*\.(?:json|ndjson)$/s.test(name)).sort()) {
    const path = join(folder, name);
    const { value, lines } = await readData(path);
    if (name === KEYS_FILE) {
      parentApiKeys = readParentApiKeys(path, value);
      continue;
    }
    const [, indexName, part = 'records'] = /^(.+?)(?:\.(settings|rules))?\.(?:json|ndjson)$/.exec(name)!;
    const key = sourceKey(indexName!, part);
    if (sources.has(key))
      throw new SeedFileError(path, undefined, `another file also contains the ${part} of "${indexName}"`);
    sources.set(key, { path, lines });
    indices[indexName!] = { records: [], ...indices[indexName!], [part]: value };
  }
  assertPlaced(indices, sources);
  return { indices, parentApiKeys };
}

function readParentApiKeys(path: string, value: unknown): Readonly<Record<string, ParentApiKey>> {
  if (!isObject(value))
    throw new SeedFileError(path, undefined, 'it must be an object of API keys and their limits');
  const parentApiKeys = value as Readonly<Record<string, ParentApiKey>>;
  try {
    assertParentApiKeys(parentApiKeys);
  } catch (error) {
    throw new SeedFileError(path, undefined, (error as Error).message);
  }
  return parentApiKeys;
}

/** Checks the form of the parts. An error names the file and line. */
function assertPlaced(indices: Readonly<Record<string, IndexSeed>>, sources: Sources): void {
  try {
    assertIndices(indices);
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    const { place, reason } = error;
    const { path, lines } = sources.get(sourceKey(place.indexName, place.part))!;
    throw new SeedFileError(path, lines[place.position ?? -1], reason);
  }
}

function sourceKey(indexName: string, part: string): string {
  return `${part} ${indexName}`;
}

async function readData(path: string): Promise<{ value: unknown; lines: readonly number[] }> {
  const text = await readText(path);
  if (path.endsWith('.ndjson')) return readLines(path, text);
  const value = parse(path, text, undefined);
  return { value, lines: Array.isArray(value) ? elementLines(text) : [] };
}

async function readText(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES)
    throw new SeedFileError(path, undefined, `it has more than ${MAX_FILE_BYTES} bytes`);
  const bytes = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SeedFileError(path, undefined, 'it is not valid UTF-8');
  }
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
    return parseExactJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    // A record of NDJSON is one line, so its error is always in line 1.
    const message = line === undefined ? error.message : error.message.replace('line 1, ', '');
    throw new SeedFileError(path, line, `it ${message}`);
  }
}
