import { MAX_JSON_DEPTH } from './limits.ts';
import { isObject } from './plain-copy.ts';

/**
 * The value of a JSON text, or undefined where it is not JSON or nests too deep. The depth is checked first: `JSON.parse`
 * nests deeper than `JSON.stringify` can follow, so a value that is too deep could be read but not written.
 */
export function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON object, and a member name that occurs twice in it or in an object inside it. */
export interface JsonObject {
  readonly members: Readonly<Record<string, unknown>>;
  readonly duplicate: string | undefined;
}

/** The object of a JSON text, or undefined where `parseJson` gives none. */
export function readJsonObject(text: string): JsonObject | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  // A text that is written back exactly as it was read repeats no name: an object holds each name once.
  const duplicate = JSON.stringify(value) === text ? undefined : duplicateMember(text);
  return { members: value as Record<string, unknown>, duplicate };
}

/** Whether a value has more than `MAX_JSON_DEPTH` lists and objects around it. One pass, which ends at the first of these. */
function nestsTooDeep(json: string): boolean {
  if (hasFewBrackets(json)) return false;
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < json.length; index++) {
    const char = json[index]!;
    if (isInText) {
      if (char === '\\') index++;
      else isInText = char !== '"';
    } else if (char === ']' || char === '}') {
      depth--;
    } else if (depth > MAX_JSON_DEPTH && char > ' ') {
      return true;
    } else if (char === '[' || char === '{') {
      depth++;
    } else {
      isInText = char === '"';
    }
  }
  return false;
}

/** Whether `json` has so few opening brackets, texts included, that it cannot nest too deep: true for most. */
function hasFewBrackets(json: string): boolean {
  let count = 0;
  for (const bracket of '{[') {
    for (let index = json.indexOf(bracket); index >= 0; index = json.indexOf(bracket, index + 1)) {
      if (++count > MAX_JSON_DEPTH) return false;
    }
  }
  return true;
}

const braceOrText: RegExp = /[{}]|("(?:[^"\\]|\\.)*")(\s*:)?/gs;

/**
 * The first member name that occurs twice in one object. Readers differ in which of the two values they take, and RFC 7519
 * section 4 allows refusing the text. `json` must be valid JSON, in which a string is a member name exactly where a colon
 * follows it.
 */
export function duplicateMember(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, text, colon] of json.matchAll(braceOrText)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon) {
      const names = open.at(-1)!;
      const name: string = JSON.parse(text!);
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return undefined;
}
