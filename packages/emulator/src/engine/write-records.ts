import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';
import { isObject, type JsonObject } from '../http/read-body.ts';
import { assertRecord } from './assert-record.ts';
import type { IndexedRecord } from './record.ts';
import type { SearchIndex } from './search-index.ts';
import { readSearchOptions } from './search-options.ts';
import type { View } from './view.ts';
import { visibleOrdinals } from './visible-records.ts';

/** The actions of a batch on records, with the vendor's names. */
export const recordActions = [
  'addObject',
  'updateObject',
  'partialUpdateObject',
  'partialUpdateObjectNoCreate',
  'deleteObject',
] as const;

export type RecordAction = (typeof recordActions)[number];

/**
 * Checks the body of an action, so that a request that cannot be carried out changes nothing. Only the state of a record can still
 * refuse `IncrementFrom`.
 *
 * @throws {ApiError} 400 for a body without an id that the action needs, with a value that a record cannot have, or with an operation
 *   that a partial update does not know
 */
export function assertUsable(action: RecordAction, body: JsonObject): void {
  const id = idOf(body);
  if (id === undefined && action !== 'addObject')
    throw new ApiError(400, `The action ${action} needs an "objectID"`);
  if (action === 'deleteObject') return;
  readRecord({ ...body, objectID: id ?? 'new' });
  if (action === 'addObject' || action === 'updateObject') return;
  for (const change of Object.values(body)) applyChange(undefined, change, true);
}

/**
 * Runs one action on one record. `assertUsable` has checked the body.
 *
 * @returns the id of the record, a new one if `addObject` has none
 */
export function writeRecord(index: SearchIndex, action: RecordAction, body: JsonObject): string {
  const id = idOf(body) ?? randomUUID();
  index.updatedAt = new Date();
  if (action === 'deleteObject') index.store.delete(id);
  else if (action === 'addObject' || action === 'updateObject')
    index.store.put(readRecord({ ...body, objectID: id }));
  else partialUpdate(index, id, body, action === 'partialUpdateObject');
  return id;
}

/** Undefined if the body has none. A number becomes a string. */
function idOf({ objectID }: JsonObject): string | undefined {
  if (objectID === undefined || objectID === null || objectID === '') return undefined;
  if (typeof objectID !== 'string' && typeof objectID !== 'number')
    throw new ApiError(400, '"objectID" must be a string');
  return String(objectID);
}

function readRecord(body: JsonObject): IndexedRecord {
  try {
    return assertRecord(body);
  } catch (error) {
    throw error instanceof TypeError ? new ApiError(400, error.message) : error;
  }
}

function partialUpdate(index: SearchIndex, objectID: string, body: JsonObject, creates: boolean): void {
  const previous = index.store.get(objectID);
  if (previous === undefined && !creates) return;
  // A map: assigning to the attribute "__proto__" of an object would not set it.
  const updated = new Map<string, unknown>(Object.entries(previous ?? {}));
  for (const [name, change] of Object.entries(body)) {
    const value = applyChange(updated.get(name), change, previous !== undefined);
    if (value !== undefined) updated.set(name, value);
  }
  index.store.put(readRecord({ ...Object.fromEntries(updated), objectID }));
}

/** The built-in operations of a partial update, or a value that replaces the previous one. */
function applyChange(previous: unknown, change: unknown, exists: boolean): unknown {
  if (!isObject(change) || typeof change._operation !== 'string') return change;
  const { _operation: operation, value } = change;
  switch (operation) {
    case 'Increment':
    case 'Decrement':
      return numberOf(previous, 0) + (operation === 'Increment' ? 1 : -1) * numberOf(value, Number.NaN);
    case 'IncrementFrom':
      if (!exists && value !== 0)
        throw new ApiError(400, 'IncrementFrom on a record that does not exist needs the value 0');
      return numberOf(previous, 0) === numberOf(value, 0) ? numberOf(previous, 0) + 1 : previous;
    case 'IncrementSet':
      return Math.max(numberOf(previous, 0), numberOf(value, Number.NaN));
    case 'Add':
      return [...listOf(previous), value];
    case 'AddUnique':
      return listOf(previous).includes(value) ? previous : [...listOf(previous), value];
    case 'Remove':
      return listOf(previous).filter(one => one !== value);
    default:
      throw new ApiError(400, 'Unknown "_operation" in a partial update');
  }
}

function numberOf(value: unknown, fallback: number): number {
  if (typeof value === 'number') return value;
  if (Number.isNaN(fallback)) throw new ApiError(400, 'The "value" of this operation must be a number');
  return fallback;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Deletes the records that a search with these parameters could show. */
export function deleteVisible({ index, parameters }: View): void {
  const { store } = index;
  const options = readSearchOptions(parameters, index.settings);
  const ids = visibleOrdinals(index, parameters, options).map(ordinal => store.at(ordinal)!.objectID);
  index.updatedAt = new Date();
  for (const id of ids) store.delete(id);
}

/** How many records a search with these parameters could show, and their size as JSON, in bytes. */
export function measureVisible({ index, parameters }: View): { entries: number; bytes: number } {
  const options = readSearchOptions(parameters, index.settings);
  const ordinals = visibleOrdinals(index, parameters, options);
  let bytes = 0;
  for (const ordinal of ordinals) bytes += Buffer.byteLength(JSON.stringify(index.store.at(ordinal)));
  return { entries: ordinals.length, bytes };
}
