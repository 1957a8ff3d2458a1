import { MAX_JSON_NODES, MAX_PARAMETERS, MAX_QUERY_STRING_LENGTH } from '../lib/limits.ts';
import { type Entry, ownEntries } from '../lib/plain-copy.ts';
import { isSeconds } from '../lib/time.ts';
import {
  conflict,
  lossyContainer,
  lossyValue,
  notAnObject,
  nothingToSign,
  restrictionsError,
  tooLongToSign,
  unknownParameter,
  valueError,
  wrongType,
} from './restriction-errors.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';
import { type NamedSearchParameter, searchParameter } from './search-parameters.ts';
import { assertSignable } from './signable-value.ts';
import { canonicalText, checkPlainValue, checkUntypedValue, isCommaList, plainValue } from './value-types.ts';

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
  return joinParameters(
    readParameters(restrictions, { allowUnknown: options?.allowUnknownParameters === true }),
  );
}

/** Parameters sorted by name, each as it stands in the query string, with an "&" before it. */
export interface SortedParameters {
  readonly names: string[];
  readonly segments: string[];
}

/** How strictly parameters are read. */
export interface ReadOptions {
  /** Whether names are taken that the table does not have. */
  readonly allowUnknown: boolean;
  /** Whether a key is made of them: a number that the engine would round is refused. */
  readonly toSign?: boolean;
}

/**
 * The parameters of restrictions: everything that was given is among them or refused.
 *
 * @throws {ForgekeyError} as `serializeRestrictions`
 */
export function readParameters(restrictions: unknown, options: ReadOptions): SortedParameters {
  const sorted: SortedParameters = { names: [], segments: [] };
  const parameters = parametersOf(restrictions);
  for (let index = 0; index < parameters.length; index++) {
    const [name, value] = parameters[index]!;
    if (value !== undefined) addParameter(sorted, name, value, options);
  }
  return sorted;
}

/** The parameters of both places, each value read once. Those that are undefined count as not given. */
export function parametersOf(restrictions: unknown): readonly Entry[] {
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

function entriesOf(container: unknown, place: string): readonly Entry[] {
  if (typeof container !== 'object' || container === null) throw notAnObject(container, place);
  try {
    return ownEntries(container, MAX_JSON_NODES);
  } catch (error) {
    throw lossyContainer(place, error);
  }
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
  options: ReadOptions,
): void {
  const segment = segmentOf(name, value, options);
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
    while (at < shared.names.length && shared.names[at]! < name) text += shared.segments[at++];
    if (shared.names[at] === name && shared.segments[at++] !== own.segments[index]) throw conflict(name);
    text += own.segments[index];
  }
  text += shared.tails[at];
  if (text === '') throw nothingToSign();
  if (text.length - 1 > MAX_QUERY_STRING_LENGTH) throw tooLongToSign(text.length - 1);
  // Without the first "&".
  return text.slice(1);
}

/** A parameter as it stands in a query string; `value` has been checked. */
export function encodeParameter(name: string, value: unknown): string {
  return `${encode(name)}=${encodeValue(value)}`;
}

/** The canonical text, encoded. The elements of a list are encoded one by one: most of them need no encoding. */
function encodeValue(value: unknown): string {
  if (!isCommaList(value)) return encode(canonicalText(value));
  let text = '';
  for (let index = 0; index < value.length; index++)
    text += `${index === 0 ? '' : '%2C'}${encode(value[index]!)}`;
  return text;
}

/** What takes part in no syntax: it is nothing to encode, no condition, no pattern and no separator. */
const word: RegExp = /^[\w.-]{1,256}$/;

/** Most text is a word, and a test tells faster than the encoder. */
function encode(text: string): string {
  return word.test(text) ? text : encodeURIComponent(text);
}

function segmentOf(name: string, value: unknown, { allowUnknown, toSign }: ReadOptions): string {
  const row = searchParameter(name);
  if (row === undefined && !(allowUnknown && canBeNewer(name))) throw unknownParameter(name);
  if (row === undefined) return untypedSegment(name, value);
  let plain: unknown;
  try {
    plain = plainValue(row.type, value);
  } catch (error) {
    throw lossyValue(name, error);
  }
  return row.prefix + (obviousText(row, plain) ?? checkedText(row, plain, value, toSign === true));
}

/** The text of a value that passes all checks at a glance: a word, a list of words, a count or a time. The checks decide of others. */
function obviousText({ name, type }: NamedSearchParameter, plain: unknown): string | undefined {
  if (typeof plain === 'number') {
    const isObvious =
      type === 'integer' ? Number.isSafeInteger(plain) : type === 'seconds' && isSeconds(plain);
    return isObvious && plain > 0 ? String(plain) : undefined;
  }
  if (type === 'string') return name !== 'restrictSources' && isWord(plain) ? plain : undefined;
  return (type === 'string[]' || type === 'nested') && Array.isArray(plain) ? wordsText(plain) : undefined;
}

function wordsText(list: readonly unknown[]): string | undefined {
  let text: string | undefined;
  for (let index = 0; index < list.length; index++) {
    const element = list[index];
    if (!isWord(element)) return undefined;
    text = text === undefined ? element : `${text}%2C${element}`;
  }
  return text;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && word.test(value);
}

function checkedText(row: NamedSearchParameter, plain: unknown, given: unknown, toSign: boolean): string {
  const checked = checkPlainValue(row.type, plain);
  if (checked === undefined) throw wrongType(row.name, row, given);
  if (row.nonNegative && (checked as number) < 0) throw valueError(row.name, 'must be 0 or more.');
  assertSignable(row, checked, toSign);
  return encodeValue(checked);
}

function untypedSegment(name: string, value: unknown): string {
  let checked: unknown;
  try {
    checked = checkUntypedValue(value);
  } catch (error) {
    throw lossyValue(name, error);
  }
  if (checked === undefined) throw wrongType(name, undefined, value);
  return `&${encodeParameter(name, checked)}`;
}

/** Whether the vendor could have added a parameter of this name. */
function canBeNewer(name: string): boolean {
  return name !== '' && name !== 'searchParams' && name.isWellFormed();
}
