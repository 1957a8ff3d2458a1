import { MAX_LIST_LENGTH } from '../lib/limits.ts';
import { decimalText } from '../lib/numbers.ts';

type Scalar = string | number | boolean;

/** A prefix of an attribute, up to a dot or the end, and the slots of its values. */
interface Prefix {
  readonly next: Map<string, Prefix>;
  /** An attribute has facet values or tags, never both. */
  text: { readonly index: number; readonly toText: (scalar: Scalar) => string } | undefined;
  numberIndex: number | undefined;
}

/** The values of a record by slot. A slot without values is undefined. */
export interface RecordValues {
  readonly texts: readonly (ReadonlySet<string> | undefined)[];
  /** In ascending order. */
  readonly numbers: readonly (readonly number[] | undefined)[];
}

/** The text of a value: a number as plain decimal text, without an exponent. */
function textOf(scalar: Scalar): string {
  return typeof scalar === 'number' ? decimalText(scalar) : String(scalar);
}

/** Facets are case-insensitive. */
export function foldFacet(text: string): string {
  return text.toLowerCase();
}

const foldedText = (scalar: Scalar): string => foldFacet(textOf(scalar));

/**
 * Collects the values of attributes in one walk over a record. `a.b` is `b` in a nested object `a` or in each object of a list `a`,
 * and also a key with a dot in its name. Nested lists count as one list. Only own properties count. A record must be a tree, like
 * all JSON data.
 *
 * The time depends on the visited keys, not on the number of attributes, because a key continues at most one prefix.
 */
export class RecordReader {
  readonly #root: Prefix = emptyPrefix();
  #textCount = 0;
  #numberCount = 0;

  /** The slot of an attribute's facet values, in lower case. */
  facetSlot(attribute: string): number {
    return this.#textSlot(this.#prefixOf(attribute), foldedText);
  }

  /** The slot of a record's tags. */
  tagSlot(): number {
    return this.#textSlot(this.#prefixOf('_tags'), textOf);
  }

  /** The slot of an attribute's numbers. */
  numberSlot(attribute: string): number {
    const prefix = this.#prefixOf(attribute);
    prefix.numberIndex ??= this.#numberCount++;
    return prefix.numberIndex;
  }

  /** @throws {TypeError} the lists of the record have too many elements: one is sparse, or contains itself */
  read(record: object): RecordValues {
    // Without holes, which would show what someone added to Object.prototype.
    const texts = new Array<Set<string> | undefined>(this.#textCount).fill(undefined);
    const numbers = new Array<number[] | undefined>(this.#numberCount).fill(undefined);
    let elementsLeft = MAX_LIST_LENGTH;
    const open: { node: unknown; prefix: Prefix }[] = [{ node: record, prefix: this.#root }];
    for (let entry = open.pop(); entry; entry = open.pop()) {
      const { node, prefix } = entry;
      if (Array.isArray(node)) {
        elementsLeft -= node.length;
        if (elementsLeft < 0) {
          throw new TypeError(`The lists of a record must not have more than ${MAX_LIST_LENGTH} elements.`);
        }
        for (let index = 0; index < node.length; index++) open.push({ node: node[index], prefix });
      } else if (typeof node === 'object' && node !== null) {
        if (prefix.next.size === 0) continue;
        for (const key of Object.keys(node)) {
          const longer = follow(prefix, key);
          if (longer) open.push({ node: (node as Record<string, unknown>)[key], prefix: longer });
        }
      } else if (isScalar(node)) {
        if (prefix.text) {
          const { index, toText } = prefix.text;
          texts[index] ??= new Set();
          texts[index].add(toText(node));
        }
        const { numberIndex } = prefix;
        if (typeof node !== 'number' || numberIndex === undefined) continue;
        numbers[numberIndex] ??= [];
        numbers[numberIndex].push(node);
      }
    }
    for (const list of numbers) if (list && list.length > 1) list.sort((a, b) => a - b);
    return { texts, numbers };
  }

  #textSlot(prefix: Prefix, toText: (scalar: Scalar) => string): number {
    prefix.text ??= { index: this.#textCount++, toText };
    return prefix.text.index;
  }

  #prefixOf(attribute: string): Prefix {
    let prefix = this.#root;
    for (const segment of attribute.split('.')) {
      const longer = prefix.next.get(segment) ?? emptyPrefix();
      prefix.next.set(segment, longer);
      prefix = longer;
    }
    return prefix;
  }
}

function emptyPrefix(): Prefix {
  return { next: new Map(), text: undefined, numberIndex: undefined };
}

/** The prefix after a key, which may contain dots. */
function follow(prefix: Prefix, key: string): Prefix | undefined {
  let longer: Prefix | undefined = prefix;
  let start = 0;
  for (let dot = key.indexOf('.'); longer && dot >= 0; dot = key.indexOf('.', start)) {
    longer = longer.next.get(key.slice(start, dot));
    start = dot + 1;
  }
  return longer?.next.get(key.slice(start));
}

/** All numbers in JSON are finite. */
function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
