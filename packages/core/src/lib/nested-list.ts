import { parseJson } from './json.ts';
import { plainDecimal } from './numbers.ts';

/** A filter list of the vendor's specification: an item is one condition, and a nested list is an OR of items. */
export type NestedList = readonly (string | readonly string[])[];

/** A filter list as input. The type allows any depth, like that of the official client, but deeper lists than an OR are refused. */
export type NestedListInput = string | readonly NestedListInput[];

/**
 * Reads the text of a list parameter (`facetFilters`, `numericFilters`, `tagFilters`, `optionalFilters`). The text is JSON if it
 * begins with `[`, and otherwise the legacy comma text `tag1,(tag2,tag3)`.
 *
 * Numbers and booleans in JSON become text. Nothing is trimmed. Empty text is the empty list. The time is linear.
 *
 * It does not check the items, and it does not refuse empty items or groups: `a,,b` is `['a', '', 'b']`.
 *
 * @returns the list, or `undefined` if the text is malformed or ambiguous.
 * @example
 * readNestedList('a:1,(b:2,c:3)') // => ['a:1', ['b:2', 'c:3']]
 */
export function readNestedList(text: string): NestedList | undefined {
  return isJsonList(text) ? readJsonList(text) : readCommaText(text);
}

/** Whether the text of a list is JSON. */
export function isJsonList(text: string): boolean {
  return /^\s*\[/.test(text);
}

function readJsonList(text: string): NestedList | undefined {
  const list = parseJson(text);
  if (!Array.isArray(list)) return undefined;
  return allOrNone(list, element =>
    Array.isArray(element) ? allOrNone(element, readScalar) : readScalar(element),
  );
}

function allOrNone<Item>(
  elements: readonly unknown[],
  read: (element: unknown) => Item | undefined,
): readonly Item[] | undefined {
  const items = elements.map(read);
  return items.includes(undefined) ? undefined : (items as readonly Item[]);
}

function readScalar(element: unknown): string | undefined {
  if (typeof element === 'string') return element.isWellFormed() ? element : undefined;
  if (typeof element === 'boolean') return String(element);
  return typeof element === 'number' ? plainDecimal(element) : undefined;
}

/** The items of a flat list; an empty text has none. For a few items this takes half the time of `split`. */
export function splitAtCommas(text: string): readonly string[] {
  const items: string[] = [];
  if (text === '') return items;
  let start = 0;
  for (let end = text.indexOf(','); end >= 0; end = text.indexOf(',', start)) {
    items.push(text.slice(start, end));
    start = end + 1;
  }
  items.push(text.slice(start));
  return items;
}

/**
 * A `(` at the beginning of an item opens a group. Any other parenthesis is part of an item. It must be balanced, without a comma
 * inside: otherwise the text is ambiguous.
 */
function readCommaText(text: string): NestedList | undefined {
  if (!/[()]/.test(text)) return splitAtCommas(text);
  const list: (string | readonly string[])[] = [];
  let group: string[] | undefined;
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === ',') {
      if (depth > 0) return undefined;
      (group ?? list).push(text.slice(start, at));
      start = at + 1;
    } else if (char === '(') {
      if (at > start) depth++;
      else if (group) return undefined;
      else {
        group = [];
        start = at + 1;
      }
    } else if (char === ')' && --depth < 0) {
      if (!group) return undefined;
      // In every group except `()`, an item ends here.
      if (at > start || group.length > 0) group.push(text.slice(start, at));
      list.push(group);
      if (++at === text.length) return list;
      if (text[at] !== ',') return undefined;
      group = undefined;
      start = at + 1;
      depth = 0;
    }
  }
  if (depth > 0 || group) return undefined;
  list.push(text.slice(start));
  return list;
}
