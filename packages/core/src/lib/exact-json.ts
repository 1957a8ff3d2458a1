import { duplicateMember } from './json.ts';
import { jsonFaultIndex } from './json-fault.ts';
import { quote, shown } from './text.ts';

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
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JsonFault('must be a JSON object');
  }
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
