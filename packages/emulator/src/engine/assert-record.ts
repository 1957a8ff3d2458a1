import type { IndexedRecord } from './record.ts';

/** How deep a record may nest: readers of records are recursive. */
export const MAX_RECORD_DEPTH = 32;

/** @throws {TypeError} for a record without a usable `objectID`, or nested too deep */
export function assertRecord(record: Readonly<Record<string, unknown>>): IndexedRecord {
  const { objectID } = record;
  if (typeof objectID !== 'string' || objectID === '') {
    throw new TypeError('Each record must have an "objectID", a string that is not empty');
  }
  if (isTooDeep(record, 0)) throw new TypeError(`A record nests more than ${MAX_RECORD_DEPTH} levels`);
  return record as IndexedRecord;
}

function isTooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > MAX_RECORD_DEPTH || Object.values(value).some(member => isTooDeep(member, depth + 1));
}
