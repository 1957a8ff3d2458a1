import type { IndexedRecord } from './record.ts';

/** How deep a record may nest. The limit matters because the functions that read records are recursive. */
const MAX_RECORD_DEPTH = 32;

/** @throws {TypeError} for a record without a usable `objectID`, nested too deep, or with a value that JSON cannot represent */
export function assertRecord(record: unknown): IndexedRecord {
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    throw new TypeError('A record must be an object.');
  const { objectID } = record as { objectID?: unknown };
  if (typeof objectID !== 'string' || objectID === '')
    throw new TypeError('A record must have an "objectID", a string that is not empty.');
  assertJson(record, 0);
  return record as IndexedRecord;
}

function assertJson(value: unknown, depth: number): void {
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
    throw new TypeError(`A record must be JSON: it cannot contain a ${typeof value}.`);
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_RECORD_DEPTH)
    throw new TypeError(`A record must not nest more than ${MAX_RECORD_DEPTH} levels.`);
  for (const member of Object.values(value)) assertJson(member, depth + 1);
}
