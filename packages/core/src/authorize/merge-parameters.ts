import { ForgekeyError, isForgekeyError } from '../errors.ts';
import type { FilterGroup } from '../filters/ast.ts';
import { expressionOf, hidingParameters } from '../filters/of-parameters.ts';
import { printDistinctGroups } from '../filters/print.ts';
import type { NestedList } from '../lib/nested-list.ts';
import { quoteName } from '../lib/text.ts';
import { cancellations } from '../secured-api-key/restrictions.ts';
import { searchParameter } from '../secured-api-key/search-parameters.ts';
import { canonicalText } from '../secured-api-key/value-types.ts';
import type { CheckFailure, RefusingSide } from './refusals.ts';
import { invalidValue, isTooLong, requestValues, type SearchSubject, signedValues } from './request.ts';

/** Search parameters by name. Each value has the type of its parameter. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The parameters that the engine would run, or the reason for a refusal. */
export type MergedParameters = { readonly parameters: Parameters } | { readonly failure: CheckFailure };

/** The parameters of one side, and the groups of its `filters`. */
interface Layer {
  readonly values: Map<string, unknown>;
  readonly filters: readonly FilterGroup[];
}

/** Chooses the value of a parameter that both layers have, if the values do not combine. */
type Choice = (name: string, upper: unknown, lower: unknown) => unknown;

/**
 * Merges each parameter by the rule of its row in the table. Parameters that exist only in keys are left out. Earlier checks made
 * sure that those of the parent and the key are known and readable.
 */
export function mergeParameters(subject: SearchSubject): MergedParameters {
  let side: RefusingSide = 'parent';
  try {
    const parent = readLayer(signedValues(subject.parentParameters.restrictions));
    side = 'key';
    const key = readLayer(signedValues(subject.key.restrictions));
    assertNoneCancelled(parent.values, key.values);
    const signed = combineLayers(parent, key, chooseFromParentAndKey);
    side = 'request';
    const request = requestValues(subject.entries);
    dropCancelling(request, signed.values);
    const merged = combineLayers(signed, readLayer(request), (_name, upper) => upper);
    limitHits(merged.values, signed.values, subject.parent.maxHitsPerQuery);
    return { parameters: Object.fromEntries(merged.values) };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    return { failure: failureOf(error, side, subject) };
  }
}

/** Parses all filters of a layer, so that each is parsed once, and an error belongs to its side. */
function readLayer(values: Map<string, unknown>): Layer {
  let filters: readonly FilterGroup[] = [];
  for (const parameter of hidingParameters) {
    const value = values.get(parameter);
    if (value === undefined) continue;
    const { groups } = expressionOf(parameter, value);
    if (parameter === 'filters') filters = groups;
  }
  return { values, filters };
}

function combineLayers(upper: Layer, lower: Layer, choose: Choice): Layer {
  if (upper.values.size === 0) return lower;
  const values = new Map(lower.values);
  const filters = [...upper.filters, ...lower.filters];
  for (const [name, value] of upper.values) {
    const other = lower.values.get(name);
    if (other === undefined) values.set(name, value);
    // Joined as trees: OR binds tighter than AND, so joined text could widen the filter.
    else if (name === 'filters') values.set(name, printDistinctGroups(filters));
    else if (searchParameter(name)!.combines === undefined) values.set(name, choose(name, value, other));
    else values.set(name, joinLists(name, value as NestedList, other as NestedList));
  }
  return { values, filters };
}

/** The elements of filter lists are ANDed (policies.numericFiltersMerge), and all analyticsTags apply. */
function joinLists(name: string, upper: NestedList, lower: NestedList): NestedList {
  const joined = [...new Set([...upper, ...lower])];
  if (isTooLong(joined)) throw invalidValue(name);
  return joined;
}

/** Follows policies.parentParameterConflict. */
function chooseFromParentAndKey(name: string, ofParent: unknown, ofKey: unknown): unknown {
  if (name === 'userToken' || canonicalText(ofParent) === canonicalText(ofKey)) return ofKey;
  if (name === 'hitsPerPage' || name === 'length') return Math.min(Number(ofParent), Number(ofKey));
  throw conflict(name, `${quoteName(name)} of the key differs from that of its parent.`);
}

/** A parent and a key must not cancel parameters of each other. Follows policies.parentParameterConflict. */
function assertNoneCancelled(
  ofParent: ReadonlyMap<string, unknown>,
  ofKey: ReadonlyMap<string, unknown>,
): void {
  const [byKey] = cancellations(ofParent, ofKey);
  if (byKey !== undefined) {
    const { by, cancelled } = byKey;
    throw conflict(by, `${quoteName(by)} of the key cancels ${quoteName(cancelled)} of its parent.`);
  }
  const [byParent] = cancellations(ofKey, ofParent);
  if (byParent !== undefined) {
    const { by, cancelled } = byParent;
    throw conflict(cancelled, `${quoteName(by)} of the parent cancels ${quoteName(cancelled)} of the key.`);
  }
}

function conflict(parameter: string, message: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_CONFLICT', message, { parameter });
}

/** Otherwise, a request could cancel a parameter of the key. Follows policies.cancelledParameter. */
function dropCancelling(request: Map<string, unknown>, signed: ReadonlyMap<string, unknown>): void {
  for (const { by } of cancellations(signed, request)) request.delete(by);
}

// The engine's page size when the request does not set one.
const DEFAULT_HITS_PER_PAGE = 20;

/** `offset` and `length` are a second way to page, so every limit applies to both `hitsPerPage` and `length`. */
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

function failureOf(error: ForgekeyError, side: RefusingSide, subject: SearchSubject): CheckFailure {
  const { code, message, hint, column } = error;
  // Each of the errors above names its parameter.
  const parameter = error.parameter!;
  const isConflict = code === 'ERR_RESTRICTION_CONFLICT';
  const refusedBy = isConflict ? 'parent' : side;
  const limit = refusedBy === 'request' ? undefined : givenValue(parameter, refusedBy, subject);
  const asked = givenValue(parameter, isConflict ? 'key' : 'request', subject);
  return {
    code,
    refusedBy,
    parameter,
    reason: message,
    hint,
    column,
    message: code === 'ERR_FILTER_SYNTAX' ? serverText(parameter, message) : undefined,
    policy: isConflict ? 'parentParameterConflict' : undefined,
    limit: limit === undefined ? undefined : { name: parameter, value: limit },
    asked: limit === undefined || isConflict ? { name: parameter, value: asked } : undefined,
  };
}

function givenValue(parameter: string, side: RefusingSide, subject: SearchSubject): unknown {
  const entries = {
    parent: Object.entries(subject.parentParameters.restrictions),
    key: Object.entries(subject.key.restrictions),
    request: subject.entries,
  };
  return entries[side].find(([name]) => name === parameter)?.[1];
}

/** The server writes the parameter first. The messages about filter lists already begin with it. */
function serverText(parameter: string, message: string): string {
  return parameter === 'filters' ? `filters: ${message}` : message;
}
