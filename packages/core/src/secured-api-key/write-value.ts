import { ForgekeyError } from '../errors.ts';
import type { AsciiWriter } from '../lib/ascii-writer.ts';
import { isIpv4Range } from '../lib/ipv4.ts';
import type { NestedList } from '../lib/nested-list.ts';
import { numberLimitsHint, readFilterNumber } from '../lib/numbers.ts';
import { elementsOf } from '../lib/plain-copy.ts';
import { isSeconds } from '../lib/time.ts';
import { lossyValue, restrictsNothingError, valueError, wrongType } from './restriction-errors.ts';
import type { NamedSearchParameter } from './search-parameters.ts';
import {
  canonicalText,
  checkPlainValue,
  checkUntypedValue,
  isCommaList,
  plainValue,
  readCheckedValue,
  restrictsNothing,
} from './value-types.ts';

/**
 * Writes the text of a value, encoded, as it stands in a query string.
 *
 * @param assertNumbers - checks the numbers in filters, if a key is made of the value
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` · `ERR_RESTRICTION_VALUE`
 */
export function writeValue(
  writer: AsciiWriter,
  row: NamedSearchParameter,
  value: unknown,
  assertNumbers: AssertNumbers | undefined,
): void {
  let plain: unknown;
  try {
    plain = Array.isArray(value) ? elementsOf(value) : value;
    if (writeObvious(writer, row, plain)) return;
    plain = plainValue(row.type, plain);
  } catch (error) {
    throw lossyValue(row.name, error);
  }
  const checked = checkPlainValue(row.type, plain);
  if (checked === undefined) throw wrongType(row.name, row, value);
  if (row.nonNegative && (checked as number) < 0) throw valueError(row.name, 'must be 0 or more.');
  assertSignable(row, checked, assertNumbers);
  writeChecked(writer, checked);
}

/** Writes a value that obviously passes all checks: a word, a list of words, a count or a time. Writes nothing for others. */
function writeObvious(writer: AsciiWriter, { name, type }: NamedSearchParameter, value: unknown): boolean {
  if (typeof value === 'string') {
    return type === 'string' && name !== 'restrictSources' && writer.writeWord(value);
  }
  if (typeof value === 'number') {
    const isObvious =
      type === 'integer' ? Number.isSafeInteger(value) : type === 'seconds' && isSeconds(value);
    if (!isObvious || value <= 0) return false;
    writer.write(String(value));
    return true;
  }
  return (type === 'string[]' || type === 'nested') && Array.isArray(value) && writeWords(writer, value);
}

function writeWords(writer: AsciiWriter, list: readonly unknown[]): boolean {
  const start = writer.length;
  for (let index = 0; index < list.length; index++) {
    if (index > 0) writer.write(ENCODED_COMMA);
    const element = list[index];
    if (typeof element === 'string' && writer.writeWord(element)) continue;
    writer.length = start;
    return false;
  }
  return list.length > 0;
}

/** The same as `writeValue` for a parameter that is not in the table: its value can have any type. */
export function writeUntyped(writer: AsciiWriter, name: string, value: unknown): void {
  let checked: unknown;
  try {
    checked = checkUntypedValue(value);
  } catch (error) {
    throw lossyValue(name, error);
  }
  if (checked === undefined) throw wrongType(name, undefined, value);
  writeChecked(writer, checked);
}

const ENCODED_COMMA = '%2C';

/** Writes the canonical text, encoded. */
export function writeChecked(writer: AsciiWriter, value: unknown): void {
  if (!isCommaList(value)) {
    writer.writeEncoded(canonicalText(value));
    return;
  }
  for (let index = 0; index < value.length; index++) {
    if (index > 0) writer.write(ENCODED_COMMA);
    writer.writeEncoded(value[index]!);
  }
}

/** Refuses a filter with a number that the engine would round. */
export type AssertNumbers = (parameter: string, text: string) => void;

/**
 * What is signed can be read again, and a restriction restricts as it says.
 *
 * @param checked - the value to sign, of the parameter's type
 * @param assertNumbers - checks the numbers in filters, if a key is made of the value
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` · `ERR_RESTRICTION_VALUE`
 */
export function assertSignable(
  { name, type, restricts }: NamedSearchParameter,
  checked: unknown,
  assertNumbers: AssertNumbers | undefined,
): void {
  const value = readCheckedValue(type, checked);
  if (value === undefined)
    throw valueError(name, 'is a string that cannot be read as a list.', 'Pass an array.');
  if (!restricts) return;
  if (restrictsNothing(value)) throw restrictsNothingError(name);
  if (name === 'restrictSources') assertSource(value as string);
  if (name === 'restrictIndices') assertIndexPatterns(value as readonly string[]);
  if (name === 'filters') assertNumbers?.(name, value as string);
  if (name === 'numericFilters') for (const item of (value as NestedList).flat()) assertNumbers?.(name, item);
}

function assertSource(source: string): void {
  if (isIpv4Range(source)) return;
  throw valueError(
    'restrictSources',
    'must be one IPv4 address or one IPv4 range, such as 192.168.1.0/24.',
    source.includes(':')
      ? 'The vendor does not document IPv6.'
      : 'For several sources, generate several keys.',
  );
}

function assertIndexPatterns(patterns: readonly string[]): void {
  if (patterns.every(isIndexPattern)) return;
  throw valueError(
    'restrictIndices',
    'has an index pattern with a "*" in the middle.',
    'A "*" is a wildcard only as the first or the last character.',
  );
}

/** Whether a "*" is only the first or the last character. */
function isIndexPattern(pattern: string): boolean {
  const star = pattern.indexOf('*', 1);
  return star < 0 || star === pattern.length - 1;
}

/** A number beyond the limits has 13 digits in a row or four decimals, and so four digits in a row. Filters rarely do. */
const mayBeBeyond: RegExp = /\d\d\d\d/;

/** A number that is compared, and both ends of a range. What a facet compares is text. */
const compared: RegExp = /[<>=] *(-?\d+(?:\.\d+)?)|: *(-?\d+(?:\.\d+)?) +TO +(-?\d+(?:\.\d+)?)/g;

const quoted: RegExp = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/**
 * Refuses to sign a numeric condition that the engine would round: `tenant_id = 9007199254740993` would be enforced as the
 * neighbour's number. It does not check the rest of the filters.
 *
 * @see https://www.algolia.com/doc/guides/managing-results/refine-results/filtering/in-depth/filters-and-facetfilters
 */
export const assertFilterNumbers: AssertNumbers = (parameter, text) => {
  if (!mayBeBeyond.test(text)) return;
  const unquoted = parameter === 'filters' ? text.replaceAll(quoted, '""') : text;
  for (const [, ...numbers] of unquoted.matchAll(compared)) {
    if (numbers.every(number => number === undefined || readFilterNumber(number) !== undefined)) continue;
    throw new ForgekeyError(
      'ERR_RESTRICTION_VALUE',
      `"${parameter}" compares a number that the engine would round.`,
      { parameter, hint: numberLimitsHint },
    );
  }
};
