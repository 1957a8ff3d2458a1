import { MAX_JSON_NODES, MAX_PARAMETERS, MAX_QUERY_STRING_LENGTH } from '../lib/limits.ts';
import { givenOption } from '../lib/options.ts';
import { type Entry, ownEntries } from '../lib/plain-copy.ts';
import {
  conflict,
  lossyContainer,
  notAnObject,
  nothingToSign,
  restrictionsError,
  tooLongToSign,
  unknownParameter,
} from './restriction-errors.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';
import { searchParameter } from './search-parameters.ts';
import { encode, encodeValue, textOf, untypedText } from './value-text.ts';

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
 * @param restrictions - flat, or search parameters under `searchParams`; never modified. Each property is read once.
 * @throws {ForgekeyError} `ERR_RESTRICTIONS_EMPTY` no parameter is left · `ERR_RESTRICTION_EMPTY` one restricts nothing ·
 *   `ERR_RESTRICTION_UNKNOWN` an unknown name · `ERR_RESTRICTION_CONFLICT` one name, two values ·
 *   `ERR_RESTRICTION_VALUE` a wrong type or range, a value that cannot be signed without loss, or more text than a key holds
 * @throws {TypeError} `restrictions` or `searchParams` is not an object
 * @example
 * serializeRestrictions({ filters: '_tags:user_42', restrictIndices: ['a', 'b'] })
 * // => 'filters=_tags%3Auser_42&restrictIndices=a%2Cb'
 * @see https://www.algolia.com/doc/libraries/sdk/methods/search/generate-secured-api-key
 */
export function serializeRestrictions(
  restrictions: SecuredApiKeyRestrictions,
  options: SerializeOptions = {},
): string {
  return joinParameters(parametersOf(restrictions), signingRules(options ?? {}, false));
}

/** How strictly parameters are taken. */
export interface SigningRules {
  /** Whether names are taken that the table does not have. */
  readonly allowUnknown: boolean;
  /** Whether a key is made of them: a number that the engine would round is refused. */
  readonly toSign: boolean;
}

export function signingRules(options: SerializeOptions, toSign: boolean): SigningRules {
  return { allowUnknown: givenOption(options, 'allowUnknownParameters') === true, toSign };
}

/**
 * The parameters of both places, each value read once. One that is undefined counts as not given.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` some would be lost
 */
export function parametersOf(restrictions: unknown): Entry[] {
  const entries = entriesOf(restrictions, 'restrictions');
  for (const entry of entries) if (isSearchParams(entry)) return entries.flatMap(flattened);
  return entries;
}

function flattened(entry: Entry): readonly Entry[] {
  return isSearchParams(entry) ? entriesOf(entry[1], 'searchParams') : [entry];
}

function isSearchParams([name, value]: Entry): boolean {
  return name === 'searchParams' && value !== undefined;
}

function entriesOf(container: unknown, place: string): Entry[] {
  if (typeof container !== 'object' || container === null) throw notAnObject(container, place);
  try {
    return ownEntries(container, MAX_JSON_NODES);
  } catch (error) {
    throw lossyContainer(place, error);
  }
}

/** Parameters that many keys share, sorted by name. */
export interface SharedParameters {
  readonly names: readonly string[];
  /** Each as it stands in a query string, with an "&" before it. */
  readonly segments: readonly string[];
  /** The text from each of them to the end, and at last an empty one. */
  readonly tails: readonly string[];
}

const nothingShared: SharedParameters = { names: [], segments: [], tails: [''] };

/**
 * The query string of parameters, which it sorts, and of those that many keys share. The server answers 403 to a key without
 * restrictions, so there must be one.
 *
 * @throws {ForgekeyError} as `serializeRestrictions`
 */
export function joinParameters(
  parameters: Entry[],
  rules: SigningRules,
  shared: SharedParameters = nothingShared,
): string {
  assertCount(parameters.length + shared.names.length);
  const text = joinSegments(sortByName(parameters), rules, shared);
  if (text === '') throw nothingToSign();
  if (text.length - 1 > MAX_QUERY_STRING_LENGTH) throw tooLongToSign(text.length - 1);
  // Without the first "&".
  return text.slice(1);
}

/** Checks and encodes parameters once for many keys. There need be none. */
export function shareParameters(parameters: Entry[], rules: SigningRules): SharedParameters {
  assertCount(parameters.length);
  const text = joinSegments(sortByName(parameters), rules, nothingShared);
  const segments = text === '' ? [] : text.split(/(?=&)/);
  const names = segments.map(segment => decodeURIComponent(segment.slice(1, segment.indexOf('='))));
  return { names, segments, tails: [...segments, ''].map((_, index) => segments.slice(index).join('')) };
}

function assertCount(parameters: number): void {
  if (parameters > MAX_PARAMETERS) throw restrictionsError(`have more than ${MAX_PARAMETERS} parameters.`);
}

/** By UTF-16 code units: the same on every host, unlike a locale. A few names are sorted fastest by insertion. */
function sortByName(parameters: Entry[]): readonly Entry[] {
  for (let index = 1; index < parameters.length; index++) {
    const parameter = parameters[index]!;
    let at = index;
    for (; at > 0 && parameters[at - 1]![0] > parameter[0]; at--) parameters[at] = parameters[at - 1]!;
    parameters[at] = parameter;
  }
  return parameters;
}

/**
 * All parameters as they stand in a query string, each with an "&" before it.
 *
 * @throws {ForgekeyError} as `serializeRestrictions`; `ERR_RESTRICTION_CONFLICT` also for a name of both lists, because official
 *   clients pick one of two values silently, and not all of them the same one
 */
function joinSegments(parameters: readonly Entry[], rules: SigningRules, shared: SharedParameters): string {
  let text = '';
  let at = 0;
  let previousName = '';
  let previousSegment = '';
  for (const [name, value] of parameters) {
    if (value === undefined) continue;
    const segment = segmentOf(name, value, rules);
    if (name === previousName) {
      if (segment !== previousSegment) throw conflict(name);
      continue;
    }
    previousName = name;
    previousSegment = segment;
    while (at < shared.names.length && shared.names[at]! < name) text += shared.segments[at++];
    if (shared.names[at] === name && shared.segments[at++] !== segment) throw conflict(name);
    text += segment;
  }
  return text + shared.tails[at];
}

/** A parameter as it stands in a query string, with an "&" before it. */
export function segmentOf(name: string, value: unknown, { allowUnknown, toSign }: SigningRules): string {
  const row = searchParameter(name);
  if (row === undefined && !(allowUnknown && canBeNewer(name))) throw unknownParameter(name);
  return row === undefined
    ? `&${encode(name)}=${untypedText(name, value)}`
    : row.prefix + textOf(row, value, toSign);
}

/** Whether the vendor could have added a parameter of this name. */
function canBeNewer(name: string): boolean {
  return name !== '' && name !== 'searchParams' && name.isWellFormed();
}

/** A parameter as it stands in a query string; `value` has been checked. */
export function encodeParameter(name: string, value: unknown): string {
  return `${encode(name)}=${encodeValue(value)}`;
}
