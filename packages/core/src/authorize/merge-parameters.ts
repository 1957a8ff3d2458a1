import { ForgekeyError, isForgekeyError } from '../errors.ts';
import type { FilterGroup } from '../filters/ast.ts';
import { filterGroupsOf, type ParameterGroup } from '../filters/of-parameters.ts';
import { printFilters, printGroup } from '../filters/print.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import type { NestedList } from '../lib/nested-list.ts';
import { UnwritableValue } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import { canonicalText } from '../secured-api-key/canonical-text.ts';
import { plainValue } from '../secured-api-key/plain-value.ts';
import { readPlainValue } from '../secured-api-key/read-value.ts';
import { type SearchParameter, searchParameter } from '../secured-api-key/search-parameters.ts';
import type { CheckFailure, RefusingSide } from './refusals.ts';

/** Search parameters by name, each of its parameter's type. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Parameters of any type, as a request contains them. */
export type ParameterEntries = readonly (readonly [name: string, value: unknown])[];

/** The parameters that count for one search. Those of the parent and the key are signed, known and readable. */
export interface ParameterLayers {
  readonly parent: object;
  readonly key: object;
  readonly request: ParameterEntries;
  /** The limit of the parent; 0 is none. */
  readonly maxHitsPerQuery?: number;
}

/** What the engine would run, or why it would not. */
export type MergedParameters = { readonly parameters: Parameters } | { readonly failure: CheckFailure };

/** The parameters of one side, and the groups of its `filters`. */
interface Layer {
  readonly values: Map<string, unknown>;
  readonly filters: readonly FilterGroup[];
}

/** The value of a parameter that both layers have and that does not combine. */
type Choice = (name: string, upper: unknown, lower: unknown) => unknown;

/** Merges each parameter by the rule of its row in the table. Parameters that exist only in keys are left out. */
export function mergeParameters(layers: ParameterLayers): MergedParameters {
  let side: RefusingSide = 'parent';
  try {
    const parent = readLayer(signedValues(layers.parent));
    side = 'key';
    const signed = combineLayers(parent, readLayer(signedValues(layers.key)), chooseFromParentAndKey);
    side = 'request';
    const merged = combineLayers(signed, readLayer(requestValues(layers.request)), (_name, upper) => upper);
    limitHits(merged.values, signed.values, layers.maxHitsPerQuery);
    return { parameters: Object.fromEntries(merged.values) };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    return { failure: failureOf(error, side, layers) };
  }
}

/** Parses all filters of the layer, so that each is parsed once and its faults are those of its side. */
function readLayer(values: Map<string, unknown>): Layer {
  const groups = filterGroupsOf(Object.fromEntries(values));
  return { values, filters: groups.filter(isOfFilters).map(({ group }) => group) };
}

function isOfFilters({ parameter }: ParameterGroup): boolean {
  return parameter === 'filters';
}

function combineLayers(upper: Layer, lower: Layer, choose: Choice): Layer {
  const values = new Map(lower.values);
  const filters = [...upper.filters, ...lower.filters];
  for (const [name, value] of upper.values) {
    const other = lower.values.get(name);
    if (other === undefined) values.set(name, value);
    else if (name === 'filters') values.set(name, joinGroups(filters));
    else if (searchParameter(name)?.combines === undefined) values.set(name, choose(name, value, other));
    else values.set(name, joinLists(name, value as NestedList, other as NestedList));
  }
  return { values, filters };
}

/** Joined as trees: OR binds tighter than AND, so text next to text could widen it. */
function joinGroups(groups: readonly FilterGroup[]): string {
  const distinct = new Map(groups.map(group => [printGroup(group), group]));
  return printFilters({ groups: [...distinct.values()] });
}

/** The elements of a filter list are ANDed (policies.numericFiltersMerge), and all analyticsTags count. */
function joinLists(name: string, upper: NestedList, lower: NestedList): NestedList {
  const joined = [...new Set([...upper, ...lower])];
  if (joined.flat().length > MAX_FILTER_TERMS || isTooLong(joined)) throw invalidValue(name);
  return joined;
}

/** Follows policies.parentParameterConflict. */
function chooseFromParentAndKey(name: string, ofParent: unknown, ofKey: unknown): unknown {
  if (name === 'userToken' || canonicalText(ofParent) === canonicalText(ofKey)) return ofKey;
  if (isPageSize(name)) return Math.min(Number(ofParent), Number(ofKey));
  throw new ForgekeyError(
    'ERR_RESTRICTION_CONFLICT',
    `${quoteName(name)} of the key differs from that of its parent.`,
    { parameter: name },
  );
}

function signedValues(restrictions: object): Map<string, unknown> {
  const entries = Object.entries(restrictions);
  return new Map(entries.filter(([name]) => searchParameter(name)?.combines !== 'key-only'));
}

/** Only parameters with a value, each in its type. An empty list or filter adds nothing. */
function requestValues(entries: ParameterEntries): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, given] of entries) {
    const row = searchParameter(name);
    if (row === undefined) {
      throw new ForgekeyError('ERR_RESTRICTION_UNKNOWN', `Unknown search parameter ${quoteName(name)}.`, {
        parameter: name,
      });
    }
    // policies.keyOnlyInRequest
    if (given === undefined || given === null || row.combines === 'key-only') continue;
    const value = typedValue(row, given);
    if (value === undefined) throw invalidValue(name);
    const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
    if (!(row.restricts && isEmpty)) values.set(name, value);
  }
  return values;
}

/** The value in the type of its parameter, whether it was given in that type or as text; undefined where it is neither. */
function typedValue({ type }: SearchParameter, given: unknown): unknown {
  if (typeof given === 'string' && given.length > MAX_FILTERS_LENGTH) return undefined;
  try {
    const plain = plainValue(type, given) ?? (typeof given === 'string' ? given : undefined);
    const value = readPlainValue(type, plain);
    if (type !== 'nested' || value === undefined) return value;
    return isTooLong(value as NestedList) ? undefined : withoutEmptyItems(value as NestedList);
  } catch (error) {
    if (error instanceof UnwritableValue) return undefined;
    throw error;
  }
}

function isTooLong(list: NestedList): boolean {
  let characters = 0;
  for (const item of list.flat()) {
    characters += item.length + 1;
    if (characters > MAX_FILTERS_LENGTH) return true;
  }
  return false;
}

/** Without what the widgets of a page leave behind where nothing is chosen. In a key, the same is a mistake. */
function withoutEmptyItems(list: NestedList): NestedList {
  return list
    .map(element => (typeof element === 'string' ? element : element.filter(item => item !== '')))
    .filter(element => element.length > 0);
}

function isPageSize(name: string): boolean {
  return name === 'hitsPerPage' || name === 'length';
}

// The engine's page size when the request does not set one.
const DEFAULT_HITS_PER_PAGE = 20;

/** `offset` with `length` is a second way to page, so every limit bounds both `hitsPerPage` and `length`. */
function limitHits(
  values: Map<string, unknown>,
  signed: ReadonlyMap<string, unknown>,
  maxHitsPerQuery = 0,
): void {
  const limits = [maxHitsPerQuery || undefined, signed.get('hitsPerPage'), signed.get('length')];
  const limit = Math.min(...limits.map(one => (one === undefined ? Infinity : Number(one))));
  if (limit === Infinity) return;
  values.set('hitsPerPage', Math.min(Number(values.get('hitsPerPage') ?? DEFAULT_HITS_PER_PAGE), limit));
  const length = values.get('length');
  if (length !== undefined) values.set('length', Math.min(Number(length), limit));
}

function invalidValue(name: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `Invalid value for ${quoteName(name)}.`, {
    parameter: name,
  });
}

/** The codes of the server; it does not tell other faults of a value apart. */
const codesOfServer: ReadonlySet<string> = new Set([
  'ERR_FILTER_SYNTAX',
  'ERR_RESTRICTION_UNKNOWN',
  'ERR_RESTRICTION_CONFLICT',
]);

function failureOf(error: ForgekeyError, side: RefusingSide, layers: ParameterLayers): CheckFailure {
  const { code, parameter = '', message, hint, column } = error;
  const isConflict = code === 'ERR_RESTRICTION_CONFLICT';
  const refusedBy = isConflict ? 'parent' : side;
  const limit = refusedBy === 'request' ? undefined : valueIn(Object.entries(layers[refusedBy]), parameter);
  const askedBy = isConflict ? Object.entries(layers.key) : layers.request;
  return {
    code: codesOfServer.has(code) ? code : 'ERR_RESTRICTION_VALUE',
    refusedBy,
    parameter,
    reason: message,
    ...(hint !== undefined && { hint }),
    ...(column !== undefined && { column }),
    ...(code === 'ERR_FILTER_SYNTAX' && { message: serverText(parameter, message) }),
    ...(isConflict && { policy: 'parentParameterConflict' }),
    ...(limit !== undefined && { limit: { name: parameter, value: limit } }),
    ...(limit === undefined || isConflict
      ? { asked: { name: parameter, value: valueIn(askedBy, parameter) } }
      : {}),
  };
}

function valueIn(entries: ParameterEntries, name: string): unknown {
  return entries.find(([candidate]) => candidate === name)?.[1];
}

/** The server names the parameter first. The messages of filter lists do so themselves. */
function serverText(parameter: string, message: string): string {
  return parameter === 'filters' ? `filters: ${message}` : message;
}
