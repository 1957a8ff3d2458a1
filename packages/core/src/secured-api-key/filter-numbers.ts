import { ForgekeyError } from '../errors.ts';
import { numberLimitsHint, readFilterNumber } from '../lib/filter-number.ts';
import { readQueryString } from './parse.ts';

/** No number without thirteen digits in a row, or more than three decimals, is beyond the limits. Real keys rarely have one. */
const mayBeBeyond: RegExp = /\d{13}|\.\d{4}/;

/** A number that is compared, and both ends of a range. What a facet compares is text. */
const compared: RegExp = /[<>=] *(-?\d+(?:\.\d+)?)|: *(-?\d+(?:\.\d+)?) +TO +(-?\d+(?:\.\d+)?)/g;

const quoted: RegExp = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/**
 * Refuses to sign a numeric condition that the engine would round: `tenant_id = 9007199254740993` would be enforced as the
 * neighbour's number. It does not check the rest of the filters.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE`
 * @see https://www.algolia.com/doc/guides/managing-results/refine-results/filtering/in-depth/filters-and-facetfilters
 */
export function assertFilterNumbers(queryString: string): void {
  if (!mayBeBeyond.test(queryString)) return;
  const { filters, numericFilters } = readQueryString(queryString).restrictions;
  if (filters !== undefined) assertNumbers('filters', filters.replaceAll(quoted, '""'));
  for (const item of numericFilters?.flat() ?? []) assertNumbers('numericFilters', item);
}

function assertNumbers(parameter: string, text: string): void {
  for (const [, ...numbers] of text.matchAll(compared)) {
    if (numbers.every(number => number === undefined || readFilterNumber(number) !== undefined)) continue;
    throw new ForgekeyError(
      'ERR_RESTRICTION_VALUE',
      `"${parameter}" compares a number that the engine would round.`,
      { parameter, hint: numberLimitsHint },
    );
  }
}
