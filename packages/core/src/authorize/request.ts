import { ForgekeyError } from '../errors.ts';
import { MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../lib/limits.ts';
import type { NestedList } from '../lib/nested-list.ts';
import { givenOption } from '../lib/options.ts';
import { type Entry, isObject, ownEntries, UnwritableValue } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import type { ParentApiKey } from '../secured-api-key/parent-api-key.ts';
import type { QueryStringReading } from '../secured-api-key/parse.ts';
import { type SearchParameter, searchParameter } from '../secured-api-key/search-parameters.ts';
import { checkValue, readCheckedValue } from '../secured-api-key/value-types.ts';

/** One search, or one query of a batch, as the server receives it. */
export interface SearchRequest {
  /** The index to search, from the path or the body of the request. */
  readonly indexName: string;
  /** The search parameters of the request, not those of the key. */
  readonly parameters: object;
  /** The address of the client. */
  readonly ip?: string | undefined;
  /** The `Referer` header. */
  readonly referer?: string | undefined;
}

/** A request that has been checked. */
export interface CheckedRequest {
  readonly request: Omit<SearchRequest, 'parameters'>;
  /** The parameters of the request, with values of any type. */
  readonly entries: readonly Entry[];
}

/** The key, its parent and the request: the input of every check. All are copies: an object of the caller could change. */
export interface SearchSubject extends CheckedRequest {
  readonly key: QueryStringReading;
  readonly parent: ParentApiKey;
  /** The `queryParameters` of the parent. */
  readonly parentParameters: QueryStringReading;
  readonly now: Date;
}

/**
 * Reads the members of a request and its parameters, each once. Refuses an `ip` or `referer` of another type, such as the array
 * of a repeated header, because it would be compared as text.
 *
 * @throws {TypeError} a member has the wrong type, or `parameters` is not a plain object
 */
export function readRequest(request: SearchRequest): CheckedRequest {
  if (!isObject(request)) throw new TypeError('"request" must be an object: { indexName, parameters }.');
  const { indexName, parameters } = request;
  const ip = givenOption(request, 'ip');
  const referer = givenOption(request, 'referer');
  if (typeof indexName !== 'string' || indexName === '') {
    throw new TypeError('"request.indexName" must be a non-empty string.');
  }
  assertOptionalString('request.ip', ip);
  assertOptionalString('request.referer', referer);
  if (!isObject(parameters)) throw new TypeError('"request.parameters" must be a plain object.');
  try {
    return { request: { indexName, ip, referer }, entries: ownEntries(parameters) };
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw new TypeError(
      `"request.parameters" must be a plain object of search parameters. It is or contains ${error.reason}.`,
    );
  }
}

function assertOptionalString(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'string') throw new TypeError(`"${name}" must be a string.`);
}

/** The values of a parent or a key. Earlier checks made sure that each name is known. */
export function signedValues(restrictions: object): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(restrictions)) {
    const row = searchParameter(name)!;
    if (row.combines === 'key-only') continue;
    assertCount(name, row, value);
    values.set(name, value);
  }
  return values;
}

/** policies.negativeCount */
function assertCount(name: string, row: SearchParameter, value: unknown): void {
  if (row.nonNegative && Number(value) < 0) throw invalidValue(name, 'Send 0 or a positive number.');
}

/** The parameters with a value, each with its type. Empty lists and filters are removed. */
export function requestValues(entries: readonly Entry[]): Map<string, unknown> {
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
    assertCount(name, row, value);
    const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
    if (!(row.restricts && isEmpty)) values.set(name, value);
  }
  return values;
}

/** The value with the type of its parameter, from a value of that type or from text. Otherwise undefined. */
function typedValue({ type }: SearchParameter, given: unknown): unknown {
  try {
    const checked = checkValue(type, given) ?? (typeof given === 'string' ? given : undefined);
    const value = readCheckedValue(type, checked);
    if (type !== 'nested' || value === undefined) return value;
    return isTooLong(value as NestedList) ? undefined : withoutEmptyItems(value as NestedList);
  } catch (error) {
    if (error instanceof UnwritableValue) return undefined;
    throw error;
  }
}

export function isTooLong(list: NestedList): boolean {
  let items = 0;
  let characters = 0;
  for (const element of list) {
    for (const item of typeof element === 'string' ? [element] : element) {
      items++;
      characters += item.length;
      if (items > MAX_FILTER_TERMS || characters > MAX_FILTERS_LENGTH) return true;
    }
  }
  return false;
}

/** Removes empty items and groups, which widgets of a page send if nothing is chosen. In a key, they are a mistake. */
function withoutEmptyItems(list: NestedList): NestedList {
  return list
    .map(element => (typeof element === 'string' ? element : element.filter(item => item !== '')))
    .filter(element => element.length > 0);
}

export function invalidValue(name: string, hint?: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `Invalid value for ${quoteName(name)}.`, {
    parameter: name,
    hint,
  });
}
