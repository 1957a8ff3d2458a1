import { parseJson } from './json.ts';

/** A filter list as the vendor's specification has it: a flat item is one condition, a nested list is an OR of items. */
export type NestedList = readonly (string | readonly string[])[];

/** What a caller may write for one. The official client's type nests without end; deeper than an OR is refused. */
export type NestedListInput = string | readonly NestedListInput[];

/**
 * Reads the text of a list parameter (`facetFilters`, `numericFilters`, `tagFilters`, `optionalFilters`), which is
 * either JSON, when it begins with `[`, or the legacy comma text `tag1,(tag2,tag3)`.
 *
 * Numbers and booleans inside JSON become their text. Nothing is trimmed. Empty text is the empty list.
 * Linear in the length of the text, and never recursive.
 *
 * It does not look inside the items, and it does not refuse empty items or groups: `a,,b` is `['a', '', 'b']`.
 *
 * @returns the list, or `undefined` where the text can be read in no way or in more than one.
 * @example
 * readNestedList('a:1,(b:2,c:3)') // => ['a:1', ['b:2', 'c:3']]
 */
export function readNestedList(text: string): NestedList | undefined {
  return text.trimStart().startsWith('[') ? readJsonList(text) : readCommaText(text);
}

function readJsonList(text: string): NestedList | undefined {
  const list = parseJson(text);
  if (!Array.isArray(list)) return undefined;
  return allOrNone(
    list.map(element => (Array.isArray(element) ? allOrNone(element.map(readScalar)) : readScalar(element))),
  );
}

function allOrNone<Item>(items: readonly (Item | undefined)[]): readonly Item[] | undefined {
  return items.includes(undefined) ? undefined : (items as readonly Item[]);
}

function readScalar(element: unknown): string | undefined {
  if (typeof element === 'string') return element.isWellFormed() ? element : undefined;
  if (typeof element === 'boolean') return String(element);
  return typeof element === 'number' ? plainDecimal(element) : undefined;
}

/** A number that a double cannot hold exactly, or that prints with an exponent, would name another item. */
function plainDecimal(value: number): string | undefined {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
  const text = String(value);
  return /^-?\d+(?:\.\d+)?$/.test(text) ? text : undefined;
}

function readCommaText(text: string): NestedList | undefined {
  if (text === '') return [];
  const list: (string | readonly string[])[] = [];
  let at = 0;
  do {
    if (text[at] === '(') {
      const group = readCommaGroup(text, at + 1);
      const follower = group && text[group.end + 1];
      if (!group || (follower !== undefined && follower !== ',')) return undefined;
      list.push(group.items);
      at = group.end + 1;
    } else {
      const end = itemEnd(text, at, false);
      if (end < 0) return undefined;
      list.push(text.slice(at, end));
      at = end;
    }
  } while (at++ < text.length);
  return list;
}

/** Reads the items of a group from behind its `(`; `end` is the place of its `)`. */
function readCommaGroup(text: string, start: number): { items: string[]; end: number } | undefined {
  if (text[start] === ')') return { items: [], end: start };
  const items: string[] = [];
  let at = start;
  while (text[at] !== '(') {
    const end = itemEnd(text, at, true);
    if (end < 0) return undefined;
    items.push(text.slice(at, end));
    if (text[end] === ')') return { items, end };
    at = end + 1;
  }
  return undefined;
}

/**
 * Where the item that begins at `start` ends, or -1. A parenthesis inside an item is literal as long as it is
 * balanced and holds no comma: anything else has more than one reading.
 */
function itemEnd(text: string, start: number, insideGroup: boolean): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (char === ')') return insideGroup ? at : -1;
    else if (char === ',') return depth === 0 ? at : -1;
  }
  return depth === 0 && !insideGroup ? text.length : -1;
}
