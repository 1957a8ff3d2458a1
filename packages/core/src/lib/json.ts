import { MAX_JSON_DEPTH } from './limits.ts';
import { isObject } from './plain-copy.ts';
import { quote, shown } from './text.ts';

/**
 * The value of a JSON text, or undefined if it is not JSON or nests too deep. The depth is checked first, because `JSON.parse`
 * can read deeper values than `JSON.stringify` can write.
 */
export function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The JSON of plain data. `JSON.stringify` would call a `toJSON` that someone added to the prototype of all lists or objects.
 *
 * @throws {TypeError} a cycle, or lists and objects nested too deep
 */
export function jsonText(plain: unknown, depth = 0): string {
  if (depth > MAX_JSON_DEPTH) throw new TypeError('Nested too deep');
  const inner = (part: unknown): string => jsonText(part, depth + 1);
  if (Array.isArray(plain)) return `[${plain.map(inner).join()}]`;
  if (!isObject(plain)) return JSON.stringify(plain);
  const members = Object.entries(plain).map(([name, value]) => `${JSON.stringify(name)}:${inner(value)}`);
  return `{${members.join()}}`;
}

/** A JSON object, and a member name that occurs twice in it or in a nested object. */
export interface JsonObject {
  readonly members: Readonly<Record<string, unknown>>;
  readonly duplicate: string | undefined;
}

/** The object of a JSON text, or undefined if `parseJson` returns no object. */
export function readJsonObject(text: string): JsonObject | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  // If the object is written back as the same text, no name was repeated.
  const duplicate = JSON.stringify(value) === text ? undefined : duplicateMember(text);
  return { members: value as Record<string, unknown>, duplicate };
}

/** Whether a value is inside more than `MAX_JSON_DEPTH` lists and objects. */
function nestsTooDeep(json: string): boolean {
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

const braceOrText: RegExp = /[{}]|("(?:[^"\\]|\\.)*")(\s*:)?/gs;

/**
 * The first member name that occurs twice in one object. Readers use different values of the two, and RFC 7519 section 4 allows
 * refusing the text. `json` must be valid JSON, in which a string is a member name if and only if a colon follows it.
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

/** JSON that cannot be used. `message` completes "it …". */
export class JsonFault extends Error {
  override readonly name: string = 'JsonFault';
}

const stringOrNumber: RegExp = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs;

/**
 * The exact object in `text`. Refuses a member that occurs twice, and a number that a double cannot represent, because
 * `JSON.parse` changes them silently.
 *
 * @throws {JsonFault}
 */
export function parseExactJsonObject(text: string): Record<string, unknown> {
  const value = parseExactJson(text);
  if (!isObject(value)) throw new JsonFault('must be a JSON object');
  return value as Record<string, unknown>;
}

/** The same for any JSON value. */
export function parseExactJson(text: string): unknown {
  const value = parsed(text);
  if (!isWrittenBack(value, text)) assertExact(text);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonFault(`is not valid JSON at ${placeOf(jsonFaultIndex(text) ?? 0, text)}`);
  }
}

/** Compact JSON that is written back as the same text is exact. This is much faster than the search for a loss. */
function isWrittenBack(value: unknown, text: string): boolean {
  try {
    return JSON.stringify(value) === text;
  } catch {
    // The value nests too deep to be written.
    return false;
  }
}

function assertExact(text: string): void {
  const duplicate = duplicateMember(text);
  if (duplicate !== undefined) throw new JsonFault(`contains the member ${quote(duplicate)} twice`);
  for (const { 0: token, index } of text.matchAll(stringOrNumber)) {
    if (token.startsWith('"') || isExact(token)) continue;
    throw new JsonFault(
      `contains the number ${shown(token)} at ${placeOf(index, text)}, which has too many digits: write it as a string`,
    );
  }
}

/** Line and column, both from 1, as in an editor. */
function placeOf(index: number, text: string): string {
  const lines = text.slice(0, index).split('\n');
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}

/**
 * A double preserves 15 digits, unless the exponent makes the number infinite or zero. A longer number is exact if it is written
 * back as the same text, like any number that a program wrote.
 */
function isExact(number: string): boolean {
  const value = Number(number);
  const digits = number
    .replace(/[eE].*$/, '')
    .replaceAll(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  if (digits === '') return true;
  return (digits.length <= 15 && Number.isFinite(value) && value !== 0) || String(value) === number;
}

/** The tokens that may come next. */
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

const whitespace: RegExp = /[ \t\n\r]*/y;
const string: RegExp = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar: RegExp = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The index of the first token at which `text` is not JSON (RFC 8259), or undefined for valid JSON. `JSON.parse` reports it only
 * in some runtimes, in messages that contain parts of the text.
 */
export function jsonFaultIndex(text: string): number | undefined {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let index = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = index;
    if (!pattern.test(text)) return false;
    index = pattern.lastIndex;
    return true;
  };
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : ', or end');

  for (;;) {
    skip(whitespace);
    const character = text[index];
    if (character === undefined) return expected === 'nothing' ? undefined : index;
    if (expected === 'name' || (expected === 'name or }' && character !== '}')) {
      if (!skip(string)) return index;
      expected = ':';
    } else if (expected === ':') {
      if (character !== ':') return index;
      index++;
      expected = 'value';
    } else if (expected === 'value' || (expected === 'value or ]' && character !== ']')) {
      if (character === '[' || character === '{') {
        open.push(character);
        index++;
        expected = character === '[' ? 'value or ]' : 'name or }';
      } else if (skip(string) || skip(scalar)) expected = afterValue();
      else return index;
    } else {
      const container = open.at(-1);
      const isEnd = container !== undefined && character === (container === '[' ? ']' : '}');
      if (isEnd) {
        open.pop();
        expected = afterValue();
      } else if (expected === ', or end' && character === ',') {
        expected = container === '[' ? 'value' : 'name';
      } else return index;
      index++;
    }
  }
}
