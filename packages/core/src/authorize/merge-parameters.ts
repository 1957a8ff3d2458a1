import { ForgekeyError } from '../errors.ts';
import { combineFilters } from '../filters/combine.ts';
import { hidingFilterLists } from '../filters/filter-list-item.ts';
import { parseFilterList } from '../filters/filter-lists.ts';
import { parseFilters } from '../filters/parse.ts';
import { MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import type { NestedList } from '../lib/nested-list.ts';
import { UnwritableValue } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import { canonicalText } from '../secured-api-key/canonical-text.ts';
import { plainValue } from '../secured-api-key/plain-value.ts';
import { readPlainValue } from '../secured-api-key/read-value.ts';
import { type SearchParameter, searchParameter } from '../secured-api-key/search-parameters.ts';

/** Search parameters by name, each of its parameter's type. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Parameters as somebody gives them, of any type. */
export type ParameterEntries = readonly (readonly [name: string, value: unknown])[];

/** What is given for one search, from what holds most to what holds least. */
export interface ParameterLayers {
  readonly parent: ParameterEntries;
  readonly key: ParameterEntries;
  readonly request: ParameterEntries;
}

type Layer = ReadonlyMap<string, unknown>;

/** The value of a parameter that both layers give, and that does not combine. */
type Choice = (name: string, upper: unknown, lower: unknown) => unknown;

/**
 * What the engine would run, each parameter by the rule of its row in the table. Parameters that exist in keys only are
 * left out.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_UNKNOWN`, `ERR_RESTRICTION_VALUE`, `ERR_RESTRICTION_CONFLICT` or
 *   `ERR_FILTER_SYNTAX`, with the parameter
 */
export function mergeParameters({ parent, key, request }: ParameterLayers): Parameters {
  const signed = mergeLayers(readLayer(parent), readLayer(key), chooseFromParentAndKey);
  const merged = mergeLayers(signed, readLayer(request, withoutEmptyItems), (_name, upper) => upper);
  for (const [name, value] of merged) assertSyntax(name, value);
  return Object.fromEntries(merged);
}

function mergeLayers(upper: Layer, lower: Layer, choose: Choice): Layer {
  const merged = new Map(lower);
  for (const [name, value] of upper) {
    const other = lower.get(name);
    const resolve = searchParameter(name)?.combines === undefined ? choose : combine;
    merged.set(name, other === undefined ? value : resolve(name, value, other));
  }
  return merged;
}

function combine(name: string, upper: unknown, lower: unknown): unknown {
  if (name === 'filters') {
    // Blank text, which combineFilters takes for its caller's mistake, is a syntax error as any other.
    for (const filters of [upper, lower]) assertSyntax(name, filters);
    return combineFilters(String(upper), String(lower));
  }
  // The elements of a filter list are ANDed (policies.numericFiltersMerge) and those of analyticsTags counted: both
  // lists, one behind the other.
  return [...new Set([...(upper as NestedList), ...(lower as NestedList)])];
}

/** Follows policies.parentParameterConflict. */
function chooseFromParentAndKey(name: string, ofParent: unknown, ofKey: unknown): unknown {
  if (name === 'userToken' || canonicalText(ofParent) === canonicalText(ofKey)) return ofKey;
  if (name === 'hitsPerPage') return Math.min(Number(ofParent), Number(ofKey));
  const message = `${quoteName(name)} of the key differs from that of its parent. Leave it out of the key.`;
  throw new ForgekeyError('ERR_RESTRICTION_CONFLICT', message, { parameter: name });
}

/** Entries with values, each in its parameter's type; an empty list or filter adds nothing. */
function readLayer(entries: ParameterEntries, tidy = (list: NestedList): NestedList => list): Layer {
  const layer = new Map<string, unknown>();
  for (const [name, given] of entries) {
    const row = searchParameter(name);
    if (row === undefined) {
      throw new ForgekeyError('ERR_RESTRICTION_UNKNOWN', `Unknown parameter: ${name}`, { parameter: name });
    }
    // policies.keyOnlyInRequest
    if (given === undefined || given === null || row.combines === 'key-only') continue;
    const read = typedValue(row, given);
    if (read === undefined) {
      throw new ForgekeyError('ERR_RESTRICTION_VALUE', `Invalid value for ${quoteName(name)} parameter`, {
        parameter: name,
      });
    }
    const value = row.type === 'nested' ? tidy(read as NestedList) : read;
    const addsNothing =
      row.restricts === true && (value === '' || (Array.isArray(value) && value.length === 0));
    if (!addsNothing) layer.set(name, value);
  }
  return layer;
}

/** Without what the widgets of a page leave behind where nothing is chosen. In a key, the same is a mistake. */
function withoutEmptyItems(list: NestedList): NestedList {
  return list
    .map(element => (typeof element === 'string' ? element : element.filter(item => item !== '')))
    .filter(element => element.length > 0);
}

/** The value as its parameter's type has it, whether it came as that or as text; undefined where it is neither. */
function typedValue({ type }: SearchParameter, given: unknown): unknown {
  const isTooLong = (list: unknown) => type === 'nested' && String(list).length > MAX_FILTERS_LENGTH;
  if (typeof given === 'string' && isTooLong(given)) return undefined;
  try {
    const plain = plainValue(type, given) ?? (typeof given === 'string' ? given : undefined);
    const value = readPlainValue(type, plain);
    return isTooLong(value) ? undefined : value;
  } catch (error) {
    if (error instanceof UnwritableValue) return undefined;
    throw error;
  }
}

function assertSyntax(name: string, value: unknown): void {
  if (name === 'filters') parseFilters(String(value));
  const list = hidingFilterLists.find(candidate => candidate === name);
  if (list !== undefined) parseFilterList(list, value as NestedList);
}
