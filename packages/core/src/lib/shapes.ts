import { MAX_JSON_DEPTH, MAX_JSON_NODES } from './limits.ts';

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isListOf(value: unknown, isElement: (element: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.length <= MAX_JSON_NODES && value.every(isElement);
}

export function isListOfNumberLists(value: unknown): value is number[][] {
  return isListOf(value, row => isListOf(row, cell => typeof cell === 'number'));
}

/**
 * What `text` holds, or undefined where it is no JSON, or nests deeper than any parameter: `JSON.parse` follows farther
 * than `JSON.stringify` can, so whoever wrote such a value again would overflow the stack.
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return nestsTooDeep(value, 0) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Recursive to MAX_JSON_DEPTH and no farther. */
function nestsTooDeep(value: unknown, depth: number): boolean {
  if (depth > MAX_JSON_DEPTH) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some(member => nestsTooDeep(member, depth + 1))
  );
}
