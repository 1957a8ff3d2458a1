import type { RecordStore } from './record-store.ts';

/** How many filters an index remembers. */
const MAX_FILTERS = 8;

/**
 * The verdicts of recent filters for each ordinal; 0 for none yet. A key's filters come with every request, and the record
 * of an ordinal never changes, so a verdict holds until ordinals are assigned again.
 */
export class Verdicts {
  readonly #recent = new Map<string, Uint8Array>();
  #generation = -1;

  /** One byte for each ordinal of the store. */
  of(filters: string, { generation, length }: RecordStore): Uint8Array {
    if (generation !== this.#generation) this.#recent.clear();
    this.#generation = generation;
    let verdicts = this.#recent.get(filters);
    if (verdicts === undefined || verdicts.length < length) {
      const larger = new Uint8Array(length + (length >>> 2));
      if (verdicts !== undefined) larger.set(verdicts);
      verdicts = larger;
    }
    this.#recent.delete(filters);
    this.#recent.set(filters, verdicts);
    if (this.#recent.size > MAX_FILTERS) this.#recent.delete(this.#recent.keys().next().value!);
    return verdicts;
  }
}
