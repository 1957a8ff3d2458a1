import { ForgekeyError } from '../errors.ts';
import { combineFilters } from '../filters/combine.ts';
import { parseFilterList } from '../filters/filter-lists.ts';
import { parseFilters } from '../filters/parse.ts';
import { UnwritableValue } from '../lib/json.ts';
import type { NestedList } from '../lib/nested-list.ts';
import { quote } from '../lib/quote.ts';
import { plainValue } from '../secured-api-key/plain-value.ts';
import { readPlainValue } from '../secured-api-key/read-value.ts';
import { type SearchParameter, searchParameter } from '../secured-api-key/search-parameters.ts';

/** Search parameters by name, each of its parameter's type. */
export type Parameters = Readonly<Record<string, unknown>>;

/**
 * What the engine would run: `upper` (a key's parameters) over `lower` (a request's), each parameter by the rule of its
 * row in the table. Parameters that exist in keys only are left out.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_UNKNOWN`, `ERR_RESTRICTION_VALUE` or `ERR_FILTER_SYNTAX`, with the parameter
 */
export function mergeParameters(upper: Parameters, lower: Parameters): Parameters {
  const merged = new Map<string, unknown>();
  for (const [name, value] of readableEntries(lower)) merged.set(name, value);
  for (const [name, value, row] of readableEntries(upper)) {
    const other = merged.get(name);
    merged.set(name, row.combines === undefined || other === undefined ? value : combine(name, value, other));
  }
  for (const [name, value] of merged) assertSyntax(name, value);
  return Object.fromEntries(merged);
}

function combine(name: string, upper: unknown, lower: unknown): unknown {
  if (name === 'filters') {
    // Blank text, which combineFilters takes for its caller's mistake, is a syntax error as any other.
    for (const filters of [upper, lower]) assertSyntax(name, filters);
    return combineFilters(String(upper), String(lower));
  }
  // The elements of a filter list are ANDed and those of analyticsTags counted: both lists, one behind the other.
  return [...new Set([...(upper as NestedList), ...(lower as NestedList)])];
}

/** Entries with values, each in its parameter's type; an empty list or filter of a request adds nothing. */
function* readableEntries(
  parameters: Parameters,
): Generator<[name: string, value: unknown, row: SearchParameter]> {
  for (const [name, given] of Object.entries(parameters)) {
    const row = searchParameter(name);
    if (row === undefined) {
      throw new ForgekeyError('ERR_RESTRICTION_UNKNOWN', `Unknown parameter: ${name}`, { parameter: name });
    }
    if (given === undefined || given === null || row.combines === 'key-only') continue;
    const value = typedValue(row.type, given);
    if (value === undefined) {
      throw new ForgekeyError('ERR_RESTRICTION_VALUE', `Invalid value for ${quote(name)} parameter`, {
        parameter: name,
      });
    }
    const addsNothing =
      row.restricts === true && (value === '' || (Array.isArray(value) && value.length === 0));
    if (!addsNothing) yield [name, value, row];
  }
}

/** The value as its parameter's type has it, whether it came as that or as text; undefined where it is neither. */
function typedValue(type: string, given: unknown): unknown {
  try {
    return readPlainValue(type, plainValue(type, given) ?? (typeof given === 'string' ? given : undefined));
  } catch (error) {
    if (error instanceof UnwritableValue) return undefined;
    throw error;
  }
}

function assertSyntax(name: string, value: unknown): void {
  if (name === 'filters') parseFilters(String(value));
  else if (name === 'facetFilters' || name === 'numericFilters' || name === 'tagFilters') {
    parseFilterList(name, value as NestedList);
  }
}
