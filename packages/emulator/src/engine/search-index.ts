import { type IndexDefinition, type IndexSettings, readDefinition } from './definition.ts';
import { FacetColumn } from './facet-column.ts';
import { valuesAt } from './record.ts';
import { RecordStore } from './record-store.ts';
import type { Rule } from './rules.ts';
import { TermIndex } from './term-index.ts';
import { Verdicts } from './verdicts.ts';

/** A rule or synonym in the vendor's JSON, by its id. */
export type StoredObject = Readonly<Record<string, unknown>> & { readonly objectID: string };

/** One index: its name, its records, which replicas share with their primary, and its own settings. */
export class SearchIndex {
  readonly name: string;
  readonly store: RecordStore;
  readonly rules: Map<string, Rule> = new Map();
  readonly synonyms: Map<string, StoredObject> = new Map();
  /** The name of the primary, for a replica. */
  readonly primary: string | undefined;
  readonly verdicts: Verdicts = new Verdicts();
  readonly createdAt: Date = new Date();
  updatedAt: Date = this.createdAt;
  #settings: IndexSettings = {};
  #definition: IndexDefinition = readDefinition({});
  #terms: TermIndex | undefined;
  #termsEnd = 0;
  #termsGeneration = -1;
  #ranked: number[] = [];
  #rank: Uint32Array = new Uint32Array(0);
  #rankedVersion = -1;
  readonly #columns = new Map<string, FacetColumn>();

  constructor(name: string, primary?: SearchIndex) {
    this.name = name;
    this.primary = primary?.name;
    this.store = primary?.store ?? new RecordStore();
  }

  get settings(): IndexSettings {
    return this.#settings;
  }

  get definition(): IndexDefinition {
    return this.#definition;
  }

  setSettings(settings: IndexSettings): void {
    this.#settings = settings;
    this.#definition = readDefinition(settings);
    this.#terms = undefined;
    this.#rankedVersion = -1;
    this.#columns.clear();
    this.updatedAt = new Date();
  }

  /** The words of all records. Records that were written since the last call are read now. */
  get terms(): TermIndex {
    const { store } = this;
    if (this.#terms === undefined || this.#termsGeneration !== store.generation) {
      this.#terms = new TermIndex(this.#definition.searchable);
      this.#termsEnd = 0;
      this.#termsGeneration = store.generation;
    }
    for (; this.#termsEnd < store.length; this.#termsEnd++) {
      const record = store.at(this.#termsEnd);
      if (record !== undefined) this.#terms.add(this.#termsEnd, record);
    }
    return this.#terms;
  }

  /** The values of a facet that the settings declare. */
  facetColumn(attribute: string): FacetColumn {
    let column = this.#columns.get(attribute);
    if (column === undefined) {
      column = new FacetColumn(attribute, this.store);
      this.#columns.set(attribute, column);
    }
    return column;
  }

  /** The ordinals of all records in the order of the custom ranking. Among equals, the one indexed first comes first. */
  get ranked(): readonly number[] {
    this.#rankRecords();
    return this.#ranked;
  }

  /** The place of each ordinal in `ranked`. */
  get rank(): Uint32Array {
    this.#rankRecords();
    return this.#rank;
  }

  #rankRecords(): void {
    if (this.#rankedVersion === this.store.version) return;
    const { store } = this;
    const ordinals: number[] = [];
    for (let ordinal = 0; ordinal < store.length; ordinal++)
      if (store.at(ordinal) !== undefined) ordinals.push(ordinal);
    const columns = this.#sortColumns();
    ordinals.sort((a, b) => {
      for (const column of columns) {
        const difference = column[a]! - column[b]!;
        if (difference !== 0) return difference;
      }
      return a - b;
    });
    this.#ranked = ordinals;
    this.#rank = new Uint32Array(store.length);
    ordinals.forEach((ordinal, rank) => {
      this.#rank[ordinal] = rank;
    });
    this.#rankedVersion = store.version;
  }

  /** One number per record for each criterion. A record without a number comes last, as in the engine. */
  #sortColumns(): Float64Array[] {
    const { store } = this;
    const { ranking, customRanking } = this.#definition;
    const criteria = [...ranking.filter(criterion => typeof criterion === 'object'), ...customRanking];
    return criteria.map(({ attribute, sign }) => {
      const column = new Float64Array(store.length);
      for (let ordinal = 0; ordinal < store.length; ordinal++) {
        const record = store.at(ordinal);
        const value = record && valuesAt(record, attribute).find(one => typeof one !== 'string');
        column[ordinal] = value === undefined ? Number.MAX_VALUE : sign * Number(value);
      }
      return column;
    });
  }
}
