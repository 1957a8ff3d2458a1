import { duplicateMember } from '@forgekey/core/internal';
import { shortened } from './shortened.ts';

/** JSON that cannot be taken as it is; `message` completes "…: ". */
export class JsonFault extends Error {
  override readonly name: string = 'JsonFault';
}

const stringOrNumber: RegExp = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs;

/**
 * The object that `text` holds, exactly: a member that stands twice and a number that a double cannot hold would
 * silently become something else.
 *
 * @throws {JsonFault}
 */
export function parseJsonObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonFault('it is not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JsonFault('it must be a JSON object');
  }
  const duplicate = duplicateMember(text);
  if (duplicate !== undefined)
    throw new JsonFault(`the member ${JSON.stringify(shortened(duplicate))} stands twice`);
  for (const [token] of text.matchAll(stringOrNumber)) {
    if (!token.startsWith('"') && !isExact(token)) {
      throw new JsonFault(`the number ${shortened(token)} cannot be kept as it is; write it as a text`);
    }
  }
  return value as Record<string, unknown>;
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
