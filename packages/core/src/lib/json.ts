import { MAX_JSON_DEPTH } from './limits.ts';
import { isObject } from './plain-copy.ts';
import { quote, shown } from './text.ts';

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

/** JSON that cannot be used; `message` completes "it …". */
export class JsonFault extends Error {
  override readonly name: string = 'JsonFault';
}

const stringOrNumber: RegExp = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs;

/**
 * The object that `text` holds, exactly. A member that occurs twice, or a number that a double cannot hold, would silently
 * become something else.
 *
 * @throws {JsonFault}
 */
export function parseExactJsonObject(text: string): Record<string, unknown> {
  const value = parseExactJson(text);
  if (!isObject(value)) throw new JsonFault('must be a JSON object');
  return value as Record<string, unknown>;
}

/** The same for any JSON. */
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

/** Compact JSON that comes back the same lost nothing. The test is much faster than the search for what was lost. */
function isWrittenBack(value: unknown, text: string): boolean {
  try {
    return JSON.stringify(value) === text;
  } catch {
    // Nested too deep to be written.
    return false;
  }
}

function assertExact(text: string): void {
  const duplicate = duplicateMember(text);
  if (duplicate !== undefined) throw new JsonFault(`holds the member ${quote(duplicate)} twice`);
  for (const { 0: token, index } of text.matchAll(stringOrNumber)) {
    if (token.startsWith('"') || isExact(token)) continue;
    throw new JsonFault(
      `holds the number ${shown(token)} at ${placeOf(index, text)}, which has too many digits: write it as a string`,
    );
  }
}

/** As an editor counts: both from 1. */
function placeOf(index: number, text: string): string {
  const lines = text.slice(0, index).split('\n');
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}

/**
 * 15 digits survive, unless the exponent makes them infinite or nothing; of more, those that come back the same, as any
 * that a program wrote do.
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

/** What may come next. */
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

const whitespace: RegExp = /[ \t\n\r]*/y;
const string: RegExp = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar: RegExp = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where `text` stops being JSON (RFC 8259): the index of the first token that cannot stand there; undefined for valid JSON.
 * `JSON.parse` says so only in some runtimes, and in messages that repeat the text.
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
