import { type ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { isObject, ownEntries, UnwritableValue } from '../lib/plain-copy.ts';
import { describeType } from '../lib/text.ts';
import type { FilterExpression, FilterGroup } from './ast.ts';
import { type FilterListValue, parseFilterList } from './filter-lists.ts';
import { compileGroups } from './match.ts';
import { parseFilters } from './parse.ts';

/** The search parameters that hide records by their attributes. A record must satisfy all of them. `optionalFilters` only ranks. */
export const hidingParameters = ['filters', 'facetFilters', 'numericFilters', 'tagFilters'] as const;

/** The name of a search parameter that hides records. */
export type HidingParameter = 'filters' | 'facetFilters' | 'numericFilters' | 'tagFilters';

/** One group of conditions, and its place in the parameters. */
export interface ParameterGroup {
  readonly parameter: HidingParameter;
  /** The position of the group within its parameter, from 0. */
  readonly index: number;
  readonly group: FilterGroup;
}

/**
 * All groups of the four parameters, in the order of `hidingParameters`. A record passes if it satisfies every group. Absent
 * and undefined parameters, empty filter text and empty lists have no groups.
 *
 * @throws as `compileFilters`
 */
export function filterGroupsOf(parameters: object): readonly ParameterGroup[] {
  const values = valuesOf(parameters);
  return hidingParameters.flatMap(parameter => {
    const value = values.get(parameter);
    const groups = value === undefined ? [] : expressionOf(parameter, value).groups;
    return groups.map((group, index) => ({ parameter, index, group }));
  });
}

/**
 * Compiles the filters of search parameters into a function that checks a record: it must satisfy `filters`, `facetFilters`,
 * `numericFilters` and `tagFilters`. Parameters are read once, so the function is fast for many records. With the parameters
 * from `authorizeSearch`, it decides whether that search may show the record. By `policies.retrievalById`, it also decides
 * whether a request may fetch the record by its id.
 *
 * It ignores the query text, `optionalFilters` (which only rank) and geographical parameters. A record is plain JSON data.
 * `matchesFilters` describes how conditions match.
 *
 * @throws {ForgekeyError} `ERR_FILTER_SYNTAX` `filters` is not a valid filter, or a list contains an invalid condition ·
 *   `ERR_RESTRICTION_VALUE` a parameter has the wrong type, also for `null` · `ERR_RESTRICTION_EMPTY` a list has an empty
 *   item or group
 * @throws {TypeError} `parameters` is not a plain object, or, from the compiled function, the record is not an object
 * @example
 * const passes = compileFilters({ filters: 'owner:ann', tagFilters: ['published'] });
 * passes({ owner: 'Ann', _tags: ['published'] }); // => true
 * passes({ owner: 'Ann' }); // => false
 */
export function compileFilters(parameters: object): (record: object) => boolean {
  return compileGroups(filterGroupsOf(parameters).map(({ group }) => group));
}

/** Reads each parameter once. Refuses other objects, such as a Map, because they would seem to have no filters. */
function valuesOf(parameters: unknown): ReadonlyMap<string, unknown> {
  try {
    if (isObject(parameters)) return new Map(ownEntries(parameters));
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
  }
  throw new TypeError(`The search parameters must be a plain object, not ${describeType(parameters)}.`);
}

/** @throws as `compileFilters` */
export function expressionOf(parameter: HidingParameter, value: unknown): FilterExpression {
  if (parameter !== 'filters') {
    if (typeof value === 'string' || Array.isArray(value))
      return parseFilterList(parameter, value as FilterListValue);
    throw wrongType(parameter, 'a string or a list', value);
  }
  if (typeof value === 'string') return parseFilters(value);
  throw wrongType(parameter, 'a string', value);
}

function wrongType(parameter: HidingParameter, expected: string, value: unknown): ForgekeyError {
  return new ForgekeyTypeError(
    'ERR_RESTRICTION_VALUE',
    `"${parameter}" must be ${expected}, not ${describeType(value)}.`,
    parameter,
    'Remove the parameter if there is nothing to filter.',
  );
}
