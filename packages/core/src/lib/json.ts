import { MAX_JSON_DEPTH } from './limits.ts';
import { isObject } from './plain-copy.ts';

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

/** The object that `text` holds, or undefined where it is no JSON object. */
export function readJsonObject(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isObject(value) ? (value as Record<string, unknown>) : undefined;
}

const jsonToken: RegExp = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/**
 * The first member name that occurs twice in one object: readers differ in which of the two they take, and RFC 7519
 * section 4 allows refusing. `json` must be valid JSON, in which a string is a member name exactly where a comma or
 * brace of an object precedes it.
 */
export function duplicateMember(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let names: Set<string> | undefined;
  let expectsName = false;
  for (const [token] of json.matchAll(jsonToken)) {
    if (token === '{' || token === '[') {
      open.push(names);
      names = token === '{' ? new Set() : undefined;
      expectsName = token === '{';
    } else if (token === '}' || token === ']') {
      names = open.pop();
    } else if (token === ',') {
      expectsName = names !== undefined;
    } else if (token === ':') {
      expectsName = false;
    } else if (expectsName && names) {
      const name: string = JSON.parse(token);
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return undefined;
}
