import { type Scalar, valuesAt } from './record.ts';
import type { RecordStore } from './record-store.ts';

/** How often a value occurs. */
export interface ValueCount {
  readonly value: Scalar;
  readonly count: number;
}

const NO_VALUE = -1;
/** This entry and every lower one is the negated number of a list, for a record with several values. */
const FIRST_LIST = -2;

/**
 * The values of one attribute by ordinal. Each value is a small number, so that counting does not read the records.
 * Each call first reads the records that were written since the last one.
 */
export class FacetColumn {
  readonly #attribute: string;
  readonly #store: RecordStore;
  #generation = -1;
  #values: Scalar[] = [];
  #ids = new Map<Scalar, number>();
  #entries: number[] = [];
  #lists: number[][] = [];

  constructor(attribute: string, store: RecordStore) {
    this.#attribute = attribute;
    this.#store = store;
  }

  /** Counts the values in some records. A record counts once for a value, however often it contains it. */
  count(ordinals: readonly number[]): ValueCount[] {
    this.#read();
    const counts = new Uint32Array(this.#values.length);
    for (const ordinal of ordinals) {
      const entry = this.#entries[ordinal]!;
      if (entry >= 0) counts[entry]!++;
      else if (entry <= FIRST_LIST) for (const id of this.#lists[FIRST_LIST - entry]!) counts[id]!++;
    }
    return this.#values.flatMap((value, id) => (counts[id]! > 0 ? [{ value, count: counts[id]! }] : []));
  }

  #read(): void {
    const store = this.#store;
    if (this.#generation !== store.generation) {
      this.#generation = store.generation;
      [this.#values, this.#ids, this.#entries, this.#lists] = [[], new Map(), [], []];
    }
    for (let ordinal = this.#entries.length; ordinal < store.length; ordinal++) {
      const record = store.at(ordinal);
      this.#entries.push(record === undefined ? NO_VALUE : this.#entryOf(valuesAt(record, this.#attribute)));
    }
  }

  #entryOf(values: readonly Scalar[]): number {
    if (values.length === 0) return NO_VALUE;
    if (values.length === 1) return this.#idOf(values[0]!);
    // The number 1 and the text "1" are one value of a facet.
    const distinct = new Map(values.toReversed().map(value => [String(value), value]));
    return FIRST_LIST - (this.#lists.push([...distinct.values()].map(value => this.#idOf(value))) - 1);
  }

  #idOf(value: Scalar): number {
    let id = this.#ids.get(value);
    if (id === undefined) {
      id = this.#values.push(value) - 1;
      this.#ids.set(value, id);
    }
    return id;
  }
}
