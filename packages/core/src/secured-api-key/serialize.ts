import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { isIpv4Range } from '../lib/ipv4.ts';
import {
  MAX_JSON_NODES,
  MAX_PARAMETERS,
  MAX_QUERY_STRING_LENGTH,
  MAX_SECURED_API_KEY_LENGTH,
} from '../lib/limits.ts';
import { ownNames, UnwritableValue } from '../lib/plain-copy.ts';
import { describeType } from '../lib/text.ts';
import {
  conflict,
  restrictionsError,
  unknownParameter,
  valueError,
  wrongType,
} from './restriction-errors.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';
import { type SearchParameter, searchParameter } from './search-parameters.ts';
import {
  canonicalText,
  checkUntypedValue,
  checkValue,
  readCheckedValue,
  restrictsNothing,
} from './value-types.ts';

/** How strictly the names of parameters are taken. */
export interface SerializeOptions {
  /** Accept names that the table of search parameters does not have, for parameters newer than the table. */
  allowUnknownParameters?: boolean;
}

/**
 * The canonical query string of restrictions: parameters sorted by name, `name=value`, joined by `&`; the text that a
 * secured API key signs. Byte-identical to the official JavaScript client 5.x wherever that client is faithful, and
 * lossless where it is not: nested lists, and elements that contain any of `, ( ) [ ] "`, become JSON.
 *
 * It does not check that filters are valid filter text, or that the parameters make sense together: `lintRestrictions` does.
 *
 * @param restrictions - flat, or search parameters under `searchParams`; never modified. No accessor is run.
 * @throws {ForgekeyError} `ERR_RESTRICTIONS_EMPTY` no parameter is left · `ERR_RESTRICTION_EMPTY` one restricts nothing ·
 *   `ERR_RESTRICTION_UNKNOWN` an unknown name · `ERR_RESTRICTION_CONFLICT` one name, two values ·
 *   `ERR_RESTRICTION_VALUE` a wrong type or range, a value that cannot be signed without loss, or more text than a key holds
 * @throws {TypeError} `restrictions` is not an object
 * @example
 * serializeRestrictions({ filters: '_tags:user_42', restrictIndices: ['a', 'b'] })
 * // => 'filters=_tags%3Auser_42&restrictIndices=a%2Cb'
 * @see https://www.algolia.com/doc/libraries/sdk/methods/search/generate-secured-api-key
 */
export function serializeRestrictions(
  restrictions: SecuredApiKeyRestrictions,
  options: SerializeOptions = {},
): string {
  return joinParameters(readParameters(restrictions, options?.allowUnknownParameters === true));
}

/** Parameters sorted by name, each as it stands in the query string. */
export interface SortedParameters {
  readonly names: string[];
  readonly segments: string[];
}

/**
 * The parameters of restrictions: everything that was given is among them or refused.
 *
 * @throws {ForgekeyError} as `serializeRestrictions`
 */
export function readParameters(restrictions: unknown, allowUnknown: boolean): SortedParameters {
  const sorted: SortedParameters = { names: [], segments: [] };
  forEachParameter(restrictions, (name, value) => addParameter(sorted, name, value, allowUnknown));
  return sorted;
}

/** Visits the parameters of both places, each value read once; those that are undefined are left out. */
export function forEachParameter(
  restrictions: unknown,
  visit: (name: string, value: unknown) => void,
  place: 'restrictions' | 'searchParams' = 'restrictions',
): void {
  for (const name of namesOf(restrictions, place)) {
    const value = (restrictions as Record<string, unknown>)[name];
    if (value === undefined) continue;
    if (name === 'searchParams' && place === 'restrictions') forEachParameter(value, visit, name);
    else visit(name, value);
  }
}

function namesOf(container: unknown, place: string): readonly string[] {
  if (typeof container !== 'object' || container === null) throw notAnObject(container, place);
  try {
    return ownNames(container, MAX_JSON_NODES);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw new ForgekeyError(
      'ERR_RESTRICTION_VALUE',
      `"${place}" must be a plain object of parameters; it is or contains ${error.reason}.`,
      {
        parameter: place,
        hint: 'Copy the parameters into a plain object: its contents would not all be signed.',
      },
    );
  }
}

function notAnObject(container: unknown, place: string): Error {
  const message = `"${place}" must be an object of parameters; it is ${describeType(container)}.`;
  if (place !== 'restrictions') {
    return new ForgekeyError('ERR_RESTRICTION_VALUE', message, { parameter: place });
  }
  const code = container === undefined ? 'ERR_RESTRICTIONS_EMPTY' : 'ERR_RESTRICTION_VALUE';
  return new ForgekeyTypeError(code, message, place);
}

/**
 * Adds a parameter at its place. Names are compared by UTF-16 code units: the same on every host, unlike a locale. The few
 * parameters of a key are sorted fastest one by one, and their number is limited.
 *
 * @throws {ForgekeyError} also `ERR_RESTRICTION_CONFLICT`: official clients pick one of two values silently, and not all
 *   the same one
 */
export function addParameter(
  { names, segments }: SortedParameters,
  name: string,
  value: unknown,
  allowUnknown: boolean,
): void {
  const segment = segmentOf(name, value, allowUnknown);
  let at = names.length;
  while (at > 0 && names[at - 1]! > name) at--;
  if (at > 0 && names[at - 1] === name) {
    if (segments[at - 1] !== segment) throw conflict(name);
    return;
  }
  if (names.length === MAX_PARAMETERS)
    throw restrictionsError(`have more than ${MAX_PARAMETERS} parameters.`);
  insert(names, at, name);
  insert(segments, at, segment);
}

/** As `splice` does, which costs five times as much for so few. */
function insert(list: string[], at: number, text: string): void {
  for (let index = list.length; index > at; index--) list[index] = list[index - 1]!;
  list[at] = text;
}

/** Parameters that many keys share, with the text from each of them to the end. */
export interface PreparedParameters extends SortedParameters {
  readonly tails: readonly string[];
}

export function prepareParameters({ names, segments }: SortedParameters): PreparedParameters {
  const tails = [''];
  for (const segment of segments.toReversed()) tails.unshift(`&${segment}${tails[0]}`);
  return { names, segments, tails };
}

const nothingPrepared: PreparedParameters = { names: [], segments: [], tails: [''] };

/**
 * The query string of both. The server answers 403 to a key without restrictions, so there must be one.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTIONS_EMPTY`, `ERR_RESTRICTION_CONFLICT`, `ERR_RESTRICTION_VALUE` too long
 */
export function joinParameters(own: SortedParameters, shared: PreparedParameters = nothingPrepared): string {
  let text = '';
  let at = 0;
  for (let index = 0; index < own.names.length; index++) {
    const name = own.names[index]!;
    while (at < shared.names.length && shared.names[at]! < name) text += `&${shared.segments[at++]}`;
    if (shared.names[at] === name && shared.segments[at++] !== own.segments[index]) throw conflict(name);
    text += `&${own.segments[index]}`;
  }
  text += shared.tails[at];
  if (text === '') {
    throw new ForgekeyError(
      'ERR_RESTRICTIONS_EMPTY',
      'The restrictions are empty, and the server refuses such a key.',
      {
        parameter: 'restrictions',
        hint: 'Set at least one, such as filters or validUntil.',
      },
    );
  }
  if (text.length - 1 > MAX_QUERY_STRING_LENGTH) {
    throw restrictionsError(
      `make a query string of ${text.length - 1} characters. A key of ${MAX_SECURED_API_KEY_LENGTH} characters holds ${MAX_QUERY_STRING_LENGTH}.`,
    );
  }
  return text.slice(1);
}

/** A parameter as it stands in a query string. */
export function encodeParameter(name: string, text: string): string {
  return `${encode(name)}=${encode(text)}`;
}

/** Most text has nothing to encode, and a test tells faster than the encoder. */
function encode(text: string): string {
  return /[^\w.!~*'()-]/.test(text) ? encodeURIComponent(text) : text;
}

function segmentOf(name: string, value: unknown, allowUnknown: boolean): string {
  const row = searchParameter(name);
  if (row === undefined && !(allowUnknown && canBeNewer(name))) throw unknownParameter(name);
  let checked: unknown;
  try {
    checked = row === undefined ? checkUntypedValue(value) : checkValue(row.type, value);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw valueError(
      name,
      `is or contains ${error.reason}, which cannot be signed without loss.`,
      'Use strings, finite numbers, booleans, and plain lists and objects of them.',
    );
  }
  if (checked === undefined) throw wrongType(name, row, value);
  if (row?.nonNegative && (checked as number) < 0) throw valueError(name, 'must be 0 or more.');
  if (row !== undefined) assertReadable(name, row, checked);
  const text = canonicalText(checked);
  // The names of the table need no encoding.
  return row === undefined ? encodeParameter(name, text) : `${name}=${encode(text)}`;
}

/** Whether the vendor could have added a parameter of this name. */
function canBeNewer(name: string): boolean {
  return name !== '' && name !== 'searchParams' && name.isWellFormed();
}

/** What is signed can be read again, and a restriction restricts. */
function assertReadable(name: string, { type, restricts }: SearchParameter, checked: unknown): void {
  const value = readCheckedValue(type, checked);
  if (value === undefined)
    throw valueError(name, 'is a string that cannot be read as a list.', 'Pass an array.');
  if (restricts) assertRestricts(name, value);
}

function assertRestricts(name: string, value: unknown): void {
  if (restrictsNothing(value)) {
    throw new ForgekeyError(
      'ERR_RESTRICTION_EMPTY',
      `"${name}" is empty or has an empty element, so it would restrict nothing.`,
      {
        parameter: name,
        hint: 'Create no key for a user who may see nothing. To set no such restriction, remove the parameter.',
      },
    );
  }
  if (name === 'restrictSources') assertSource(value as string);
  if (name === 'restrictIndices') assertIndexPatterns(value as readonly string[]);
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
