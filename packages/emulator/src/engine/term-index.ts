import SearchableMap from 'minisearch/SearchableMap';
import type { SearchableAttribute } from './definition.ts';
import { type IndexedRecord, isScalar, type Scalar, valuesAt } from './record.ts';
import { foldWord, wordsOf } from './words.ts';

/** Where a term occurs: an ordinal and a place for each attribute of a record that contains it, in ascending order of ordinals. */
export class Postings {
  entries: Uint32Array = new Uint32Array(4);
  length = 0;

  /** Adds the first place of the term in an attribute of a record. */
  add(ordinal: number, place: number): void {
    const { entries, length } = this;
    const isKnown =
      length > 0 && entries[length - 2] === ordinal && isSameAttribute(entries[length - 1]!, place);
    if (isKnown) return;
    if (length === entries.length) {
      this.entries = new Uint32Array(length + Math.max(4, (length >>> 2) & ~1));
      this.entries.set(entries);
    }
    this.entries[length] = ordinal;
    this.entries[length + 1] = place;
    this.length = length + 2;
  }
}

/** A term of the index that matches a word of a query. */
export interface TermMatch {
  readonly postings: Postings;
  /** How many letters differ. */
  readonly typos: number;
  /** Whether the term is the word itself, not a longer one that begins with it. */
  readonly isWhole: boolean;
}

const MAX_POSITION = 0xffff;
/** A place is 32 bits: 16 for the attribute, 16 for the position in it. */
const MAX_ATTRIBUTES = 0x10000;

/**
 * The words of the records, and where they occur. The dictionary of terms is MiniSearch's radix tree, which searches by
 * prefix and by edit distance. It keeps no word statistics: an order based on them would reveal records that a key hides.
 */
export class TermIndex {
  readonly #terms = new Map<string, Postings>();
  readonly #dictionary = new SearchableMap<Postings>();
  readonly #attributes: SearchableAttribute[];
  readonly #ids = new Map<string, number>();
  readonly #isEverything: boolean;
  #alphabet: AlphabeticalOrder | undefined;
  readonly #buffers: Float64Array[] = [];

  /** @param searchable - undefined for every attribute, all with the same weight. */
  constructor(searchable: readonly SearchableAttribute[] | undefined) {
    this.#isEverything = searchable === undefined;
    this.#attributes = [...(searchable ?? [])];
  }

  /** A number for each ordinal, reused by every search: allocating it for each word would cost more than the search. */
  buffer(word: number, size: number): Float64Array {
    let buffer = this.#buffers[word];
    if (buffer === undefined || buffer.length < size) {
      buffer = new Float64Array(size + (size >>> 2));
      this.#buffers[word] = buffer;
    }
    return buffer;
  }

  /**
   * A place in which attributes compare in a fixed order: that of the settings, or alphabetical order if every attribute
   * is searchable. The order in which attributes were first seen would depend on hidden records.
   */
  orderedPlace(place: number): number {
    if (!this.#isEverything) return place;
    const { weights } = this.#order;
    return placeOf(weights[attributeIdOf(place)]!, positionOf(place));
  }

  /** The attribute that an ordered place lies in. */
  attributeAt(orderedPlace: number): SearchableAttribute {
    const attributes = this.#isEverything ? this.#order.attributes : this.#attributes;
    return attributes[attributeIdOf(orderedPlace)]!;
  }

  get #order(): AlphabeticalOrder {
    if (this.#alphabet?.attributes.length !== this.#attributes.length)
      this.#alphabet = alphabeticalOrder(this.#attributes);
    return this.#alphabet!;
  }

  add(ordinal: number, record: IndexedRecord): void {
    if (this.#isEverything) {
      for (const [name, values] of leavesOf(record)) this.#addValues(this.#idOf(name), values, ordinal);
    } else {
      this.#attributes.forEach(({ name }, id) => {
        this.#addValues(id, valuesAt(record, name), ordinal);
      });
    }
  }

  /** The terms that match `word`, with at most `typos` letters changed. */
  match(word: string, { typos, isPrefix }: { typos: number; isPrefix: boolean }): TermMatch[] {
    const matches: TermMatch[] = [];
    const whole = this.#terms.get(word);
    if (whole !== undefined) matches.push({ postings: whole, typos: 0, isWhole: true });
    if (isPrefix)
      for (const [term, postings] of this.#dictionary.atPrefix(word))
        if (term !== word) matches.push({ postings, typos: 0, isWhole: false });
    if (typos > 0)
      for (const [term, [postings, distance]] of this.#dictionary.fuzzyGet(word, typos))
        if (distance > 0 && !(isPrefix && term.startsWith(word)))
          matches.push({ postings, typos: distance, isWhole: false });
    return matches;
  }

  #addTerm(term: string, ordinal: number, place: number): void {
    let postings = this.#terms.get(term);
    if (postings === undefined) {
      postings = new Postings();
      this.#terms.set(term, postings);
      this.#dictionary.set(term, postings);
    }
    postings.add(ordinal, place);
  }

  #addValues(id: number | undefined, values: readonly Scalar[], ordinal: number): void {
    if (id === undefined) return;
    let position = 0;
    for (const value of values) {
      if (typeof value === 'boolean') continue;
      for (const word of wordsOf(String(value)))
        this.#addTerm(foldWord(word), ordinal, placeOf(id, position++));
    }
  }

  /** Undefined for an attribute beyond the number that a place can represent. It is not searched. */
  #idOf(name: string): number | undefined {
    let id = this.#ids.get(name);
    if (id === undefined && this.#attributes.length < MAX_ATTRIBUTES) {
      id = this.#attributes.push({ name, rank: 0, isOrdered: false }) - 1;
      this.#ids.set(name, id);
    }
    return id;
  }
}

interface AlphabeticalOrder {
  readonly attributes: readonly SearchableAttribute[];
  /** The position in `attributes`, by the number of the attribute. */
  readonly weights: Uint32Array;
}

function alphabeticalOrder(attributes: readonly SearchableAttribute[]): AlphabeticalOrder {
  const ids = [...attributes.keys()].sort((a, b) => (attributes[a]!.name < attributes[b]!.name ? -1 : 1));
  const weights = new Uint32Array(ids.length);
  ids.forEach((id, weight) => {
    weights[id] = weight;
  });
  return { attributes: ids.map(id => attributes[id]!), weights };
}

/** The values of a record by dotted path. Records are JSON of bounded depth (see MAX_RECORD_DEPTH). */
function leavesOf(record: IndexedRecord): Map<string, Scalar[]> {
  const leaves = new Map<string, Scalar[]>();
  const visit = (node: unknown, path: string): void => {
    if (Array.isArray(node)) for (const element of node) visit(element, path);
    else if (typeof node === 'object' && node !== null)
      for (const [name, value] of Object.entries(node)) visit(value, path === '' ? name : `${path}.${name}`);
    else if (path !== 'objectID' && isScalar(node)) {
      const values = leaves.get(path);
      if (values === undefined) leaves.set(path, [node]);
      else values.push(node);
    }
  };
  visit(record, '');
  return leaves;
}

/** One number for an attribute and a position in it. Comparing two of them compares the pairs. */
function placeOf(attributeId: number, position: number): number {
  return attributeId * (MAX_POSITION + 1) + Math.min(position, MAX_POSITION);
}

/** The number of the attribute that a place lies in. */
function attributeIdOf(place: number): number {
  return Math.floor(place / (MAX_POSITION + 1));
}

/** The position inside its attribute. */
export function positionOf(place: number): number {
  return place % (MAX_POSITION + 1);
}

export function isSameAttribute(a: number, b: number): boolean {
  return attributeIdOf(a) === attributeIdOf(b);
}
