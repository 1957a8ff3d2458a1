import SearchableMap from 'minisearch/SearchableMap';
import type { SearchableAttribute } from './definition.ts';
import { type IndexedRecord, valuesAt } from './record.ts';
import { foldWord, wordsOf } from './words.ts';

/** Where a term occurs: an ordinal and a place for each attribute of a record that holds it, ordinals ascending. */
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

/** A term of the index that answers a word of a query. */
export interface TermMatch {
  readonly postings: Postings;
  /** Letters that differ. */
  readonly typos: number;
  /** Whether the term is the word itself, not a longer one that begins with it. */
  readonly isWhole: boolean;
}

const MAX_POSITION = 0xffff;

/**
 * Which words occur where. The dictionary of terms, with its search by prefix and by edit distance, is MiniSearch's radix
 * tree. No statistics of words are kept: an order that depends on them would tell about records that a key hides.
 */
export class TermIndex {
  readonly #terms = new Map<string, Postings>();
  readonly #dictionary = new SearchableMap<Postings>();
  readonly #attributes: SearchableAttribute[];
  readonly #ids = new Map<string, number>();
  readonly #isEverything: boolean;
  readonly #buffers: Float64Array[] = [];

  /** @param searchable - undefined for every attribute that a record has, all of the same weight. */
  constructor(searchable: readonly SearchableAttribute[] | undefined) {
    this.#isEverything = searchable === undefined;
    this.#attributes = [...(searchable ?? [])];
    this.#attributes.forEach(({ name }, id) => {
      this.#ids.set(name, id);
    });
  }

  /** A number for each ordinal, to work with until the next search: a new one for every word would cost more than it. */
  buffer(word: number, size: number): Float64Array {
    let buffer = this.#buffers[word];
    if (buffer === undefined || buffer.length < size) {
      buffer = new Float64Array(size + (size >>> 2));
      this.#buffers[word] = buffer;
    }
    return buffer;
  }

  /** The attribute that a place lies in. */
  attributeAt(place: number): SearchableAttribute {
    return this.#attributes[Math.floor(place / (MAX_POSITION + 1))]!;
  }

  add(ordinal: number, record: IndexedRecord): void {
    if (this.#isEverything) this.#discover(record, '');
    this.#attributes.forEach(({ name }, id) => {
      let position = 0;
      for (const value of valuesAt(record, name)) {
        if (typeof value === 'boolean') continue;
        for (const word of wordsOf(String(value)))
          this.#addTerm(foldWord(word), ordinal, placeOf(id, position++));
      }
    });
  }

  /** The terms that answer `word`, with at most `typos` letters changed. */
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

  #discover(node: object, prefix: string): void {
    for (const [name, value] of Object.entries(node)) {
      const path = prefix + name;
      const elements = Array.isArray(value) ? value : [value];
      for (const element of elements) {
        if (typeof element === 'object' && element !== null) this.#discover(element, `${path}.`);
        else if (path !== 'objectID' && !this.#ids.has(path)) {
          this.#ids.set(path, this.#attributes.length);
          this.#attributes.push({ name: path, rank: 0, isOrdered: false });
        }
      }
    }
  }
}

/** One number for an attribute and a position in it, which compares as the pair. */
function placeOf(attributeId: number, position: number): number {
  return attributeId * (MAX_POSITION + 1) + Math.min(position, MAX_POSITION);
}

/** The position inside its attribute. */
export function positionOf(place: number): number {
  return place % (MAX_POSITION + 1);
}

export function isSameAttribute(a: number, b: number): boolean {
  return Math.floor(a / (MAX_POSITION + 1)) === Math.floor(b / (MAX_POSITION + 1));
}
