import { ForgekeyError } from '../errors.ts';
import { isIpv4Range } from '../lib/ipv4.ts';
import type { NestedList } from '../lib/nested-list.ts';
import { numberLimitsHint, readFilterNumber } from '../lib/numbers.ts';
import { restrictsNothingError, valueError } from './restriction-errors.ts';
import type { NamedSearchParameter } from './search-parameters.ts';
import { readCheckedValue, restrictsNothing } from './value-types.ts';

/**
 * What is signed can be read again, and a restriction restricts as it says.
 *
 * @param checked - the value to sign, of the parameter's type
 * @param toSign - whether a key is made of it: a number that the engine would round is refused
 * @throws {ForgekeyError} `ERR_RESTRICTION_EMPTY` · `ERR_RESTRICTION_VALUE`
 */
export function assertSignable(
  { name, type, restricts }: NamedSearchParameter,
  checked: unknown,
  toSign: boolean,
): void {
  const value = readCheckedValue(type, checked);
  if (value === undefined)
    throw valueError(name, 'is a string that cannot be read as a list.', 'Pass an array.');
  if (!restricts) return;
  if (restrictsNothing(value)) throw restrictsNothingError(name);
  if (name === 'restrictSources') assertSource(value as string);
  if (name === 'restrictIndices') assertIndexPatterns(value as readonly string[]);
  if (toSign && name === 'filters') assertFilterNumbers(name, value as string);
  if (toSign && name === 'numericFilters') {
    for (const item of (value as NestedList).flat()) assertFilterNumbers(name, item);
  }
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
function assertFilterNumbers(parameter: string, text: string): void {
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
}
