import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';
import { isObject, type JsonObject } from '../http/read-body.ts';
import { assertRecord } from './assert-record.ts';
import type { SearchIndex } from './search-index.ts';

/** What a batch may do to records, by the vendor's names. */
export const recordActions = [
  'addObject',
  'updateObject',
  'partialUpdateObject',
  'partialUpdateObjectNoCreate',
  'deleteObject',
] as const;

export type RecordAction = (typeof recordActions)[number];

/**
 * Runs one action on one record.
 *
 * @returns the id of the record
 * @throws {ApiError} 400 for a body that the action cannot use
 */
export function writeRecord(index: SearchIndex, action: RecordAction, body: JsonObject): string {
  index.updatedAt = new Date();
  if (action === 'addObject')
    return put(index, { objectID: randomUUID(), ...definedId(body), ...withoutId(body) });
  const { objectID } = body;
  if (typeof objectID !== 'string' && typeof objectID !== 'number')
    throw new ApiError(400, `The action ${action} needs an "objectID"`);
  const id = String(objectID);
  if (action === 'deleteObject') index.store.delete(id);
  else if (action === 'updateObject') put(index, { ...body, objectID: id });
  else partialUpdate(index, id, body, action === 'partialUpdateObject');
  return id;
}

function definedId({ objectID }: JsonObject): JsonObject {
  return objectID === undefined || objectID === '' ? {} : { objectID: String(objectID) };
}

function withoutId({ objectID: _, ...body }: JsonObject): JsonObject {
  return body;
}

function put(index: SearchIndex, body: JsonObject): string {
  try {
    const record = assertRecord(body);
    index.store.put(record);
    return record.objectID;
  } catch (error) {
    if (error instanceof TypeError) throw new ApiError(400, error.message);
    throw error;
  }
}

function partialUpdate(index: SearchIndex, objectID: string, body: JsonObject, creates: boolean): void {
  const previous = index.store.get(objectID);
  if (previous === undefined && !creates) return;
  const updated: JsonObject = { ...previous };
  for (const [name, change] of Object.entries(body)) {
    const value = applyChange(updated[name], change, previous !== undefined);
    if (value !== undefined) updated[name] = value;
  }
  put(index, { ...updated, objectID });
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
        throw new ApiError(400, 'IncrementFrom of a record that does not exist needs the value 0');
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
      throw new ApiError(400, 'Unknown "_operation" of a partial update');
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

/** Deletes the records for which `isVisible` holds. */
export function deleteMatching(index: SearchIndex, isVisible: (record: object) => boolean): void {
  index.updatedAt = new Date();
  const ids = [...index.store].filter(record => isVisible(record)).map(({ objectID }) => objectID);
  for (const id of ids) index.store.delete(id);
}

/** The size of the records as JSON, in bytes, which `GET /1/indexes` reports. */
export function measureRecords(index: SearchIndex): number {
  let bytes = 0;
  for (const record of index.store) bytes += Buffer.byteLength(JSON.stringify(record));
  return bytes;
}
