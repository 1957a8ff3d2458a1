import type { IndexedRecord } from './record.ts';

/** The most records that one index can hold. */
export const MAX_RECORDS = 1_000_000;

/**
 * The records of a primary index and its replicas. The ordinal of a record is never reused, so an index over the store
 * reads only the ordinals that it has not seen.
 */
export class RecordStore {
  #records: (IndexedRecord | undefined)[] = [];
  #ordinals = new Map<string, number>();
  /** Ascending, one for each ordinal. A record keeps its number when ordinals are assigned again. */
  #sequences: number[] = [];
  #sequence = 0;
  #generation = 0;
  #version = 0;

  /** Changes with every write. */
  get version(): number {
    return this.#version;
  }

  /** Changes when ordinals have been assigned again. Anything computed from the old ones is then invalid. */
  get generation(): number {
    return this.#generation;
  }

  /** One more than the highest ordinal. */
  get length(): number {
    return this.#records.length;
  }

  get size(): number {
    return this.#ordinals.size;
  }

  /** The record of an ordinal; undefined if it has been replaced or deleted. */
  at(ordinal: number): IndexedRecord | undefined {
    return this.#records[ordinal];
  }

  get(objectID: string): IndexedRecord | undefined {
    const ordinal = this.#ordinals.get(objectID);
    return ordinal === undefined ? undefined : this.#records[ordinal];
  }

  ordinalOf(objectID: string): number | undefined {
    return this.#ordinals.get(objectID);
  }

  /** Increases with each record that is written. The first record has 1. */
  sequenceOf(ordinal: number): number {
    return this.#sequences[ordinal]!;
  }

  /** The lowest ordinal with a higher sequence number. */
  firstAfter(sequence: number): number {
    let [low, high] = [0, this.#sequences.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sequences[middle]! <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  *[Symbol.iterator](): IterableIterator<IndexedRecord> {
    for (const ordinal of this.#ordinals.values()) yield this.#records[ordinal]!;
  }

  /** @throws {TypeError} over MAX_RECORDS */
  put(record: IndexedRecord): void {
    if (this.size >= MAX_RECORDS && !this.#ordinals.has(record.objectID)) throw tooManyRecords();
    this.#version++;
    this.#forget(record.objectID);
    this.#ordinals.set(record.objectID, this.#records.push(record) - 1);
    this.#sequences.push(++this.#sequence);
    this.#compact();
  }

  delete(objectID: string): void {
    this.#version++;
    this.#forget(objectID);
    this.#compact();
  }

  clear(): void {
    this.#version++;
    this.#generation++;
    this.#records = [];
    this.#sequences = [];
    this.#ordinals = new Map();
  }

  #forget(objectID: string): void {
    const ordinal = this.#ordinals.get(objectID);
    if (ordinal === undefined) return;
    this.#records[ordinal] = undefined;
    this.#ordinals.delete(objectID);
  }

  /** Without this, an index that is rewritten every minute would grow forever. */
  #compact(): void {
    const isWorthwhile = this.#records.length > 1000 && this.#records.length > 2 * this.size;
    if (!isWorthwhile) return;
    this.#generation++;
    this.#sequences = [...this.#ordinals.values()].map(ordinal => this.#sequences[ordinal]!);
    this.#records = [...this];
    this.#ordinals = new Map(this.#records.map((record, ordinal) => [record!.objectID, ordinal]));
  }
}

export function tooManyRecords(): TypeError {
  return new TypeError(
    `An index of the emulator holds at most ${MAX_RECORDS.toLocaleString('en')} records. It is the wrong tool for more: test with a part of them.`,
  );
}
