import { AsciiWriter } from '../lib/ascii-writer.ts';
import { decodeUtf8Lossy, encodeUtf8 } from '../lib/bytes.ts';
import { MAX_JSON_NODES, MAX_PARAMETERS, MAX_QUERY_STRING_LENGTH } from '../lib/limits.ts';
import { givenOption } from '../lib/options.ts';
import { type Entry, ownEntries } from '../lib/plain-copy.ts';
import { SIGNATURE_LENGTH } from './envelope.ts';
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
import { type AssertNumbers, writeChecked, writeUntyped, writeValue } from './write-value.ts';

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
  return queryStringOf(parametersOf(restrictions), signingRules(options ?? {}));
}

/** How strictly parameters are taken. */
export interface SigningRules {
  /** Whether names are taken that the table does not have. */
  readonly allowUnknown: boolean;
  /** Checks the numbers in filters, if a key is made of the parameters. Lint finds such numbers with the rest of the syntax. */
  readonly assertNumbers: AssertNumbers | undefined;
}

export function signingRules(options: SerializeOptions, assertNumbers?: AssertNumbers): SigningRules {
  return {
    allowUnknown: givenOption(options, 'allowUnknownParameters', options.allowUnknownParameters) === true,
    assertNumbers,
  };
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

let idleWriter: AsciiWriter | undefined;

/**
 * A writer whose text so far is the place of the signature. All calls use the same one in turn, but a call that an accessor of a
 * caller makes during another gets a new one. Return it with `returnWriter`.
 */
export function borrowWriter(): AsciiWriter {
  const writer = idleWriter ?? new AsciiWriter(SIGNATURE_LENGTH + MAX_QUERY_STRING_LENGTH);
  idleWriter = undefined;
  // Each parameter begins with "&". The first "&" is not part of the query string, so the signature may overwrite it.
  writer.length = SIGNATURE_LENGTH - 1;
  return writer;
}

export function returnWriter(writer: AsciiWriter): void {
  idleWriter = writer;
}

/** What `write` writes, without the "&" of the first parameter. */
function written(write: (writer: AsciiWriter) => void): string {
  const writer = borrowWriter();
  try {
    write(writer);
    return writer.text(SIGNATURE_LENGTH);
  } finally {
    returnWriter(writer);
  }
}

/**
 * The query string of parameters, which it sorts.
 *
 * @throws {ForgekeyError} as `serializeRestrictions`
 */
export function queryStringOf(parameters: Entry[], rules: SigningRules): string {
  return written(writer => writeParameters(writer, parameters, rules));
}

/** The query string of one parameter. */
export function segmentOf(name: string, value: unknown, rules: SigningRules): string {
  return written(writer => writeParameter(writer, name, value, rules));
}

/** The same for a value that has been checked. */
export function checkedSegmentOf(name: string, value: unknown): string {
  return written(writer => {
    writeName(writer, name);
    writeChecked(writer, value);
  });
}

/** Parameters that many keys share, sorted by name. */
export interface SharedParameters {
  readonly names: readonly string[];
  /** Each as it stands in a query string, with an "&" before it. */
  readonly segments: readonly Uint8Array[];
}

/** Checks and encodes parameters once for many keys. There need be none. */
export function shareParameters(parameters: Entry[], rules: SigningRules): SharedParameters {
  assertCount(parameters.length);
  if (parameters.every(([, value]) => value === undefined)) return nothingShared;
  const segments = queryStringOf(parameters, rules).split('&');
  return {
    names: segments.map(segment => decodeURIComponent(segment.slice(0, segment.indexOf('=')))),
    segments: segments.map(segment => encodeUtf8(`&${segment}`)),
  };
}

const nothingShared: SharedParameters = { names: [], segments: [] };

/**
 * Writes the query string of parameters, which it sorts, and of those that many keys share. The server answers 403 to a key
 * without restrictions, so there must be one.
 *
 * @throws {ForgekeyError} as `serializeRestrictions`; `ERR_RESTRICTION_CONFLICT` also for a name of both lists, because official
 *   clients pick one of two values silently, and not all of them the same one
 */
export function writeParameters(
  writer: AsciiWriter,
  parameters: Entry[],
  rules: SigningRules,
  shared: SharedParameters = nothingShared,
): void {
  assertCount(parameters.length + shared.names.length);
  sortByName(parameters);
  let at = 0;
  let previousName = '';
  let previousStart = 0;
  for (let index = 0; index < parameters.length; index++) {
    const [name, value] = parameters[index]!;
    if (value === undefined) continue;
    if (name === previousName) {
      const previous = writer.text(previousStart);
      writer.length = previousStart;
      writeParameter(writer, name, value, rules);
      if (writer.text(previousStart) !== previous) throw conflict(name);
      continue;
    }
    while (at < shared.names.length && shared.names[at]! < name) writer.writeBytes(shared.segments[at++]!);
    previousName = name;
    previousStart = writer.length;
    writeParameter(writer, name, value, rules);
    if (shared.names[at] !== name) continue;
    if (decodeUtf8Lossy(shared.segments[at++]!) !== writer.text(previousStart)) throw conflict(name);
  }
  while (at < shared.names.length) writer.writeBytes(shared.segments[at++]!);
  const length = writer.length - SIGNATURE_LENGTH;
  if (length < 0) throw nothingToSign();
  if (length > MAX_QUERY_STRING_LENGTH) throw tooLongToSign(length);
}

function assertCount(parameters: number): void {
  if (parameters > MAX_PARAMETERS) throw restrictionsError(`have more than ${MAX_PARAMETERS} parameters.`);
}

/** By UTF-16 code units: the same on every host, unlike a locale. A few names are sorted fastest by insertion. */
function sortByName(parameters: Entry[]): void {
  for (let index = 1; index < parameters.length; index++) {
    const parameter = parameters[index]!;
    let at = index;
    for (; at > 0 && parameters[at - 1]![0] > parameter[0]; at--) parameters[at] = parameters[at - 1]!;
    parameters[at] = parameter;
  }
}

/** Writes a parameter as it stands in a query string, with an "&" before it. */
function writeParameter(
  writer: AsciiWriter,
  name: string,
  value: unknown,
  { allowUnknown, assertNumbers }: SigningRules,
): void {
  const row = searchParameter(name);
  if (row !== undefined) {
    row.prefix ??= encodeUtf8(`&${name}=`);
    writer.writeBytes(row.prefix);
    writeValue(writer, row, value, assertNumbers);
    return;
  }
  if (!allowUnknown || !canBeNewer(name)) throw unknownParameter(name);
  writeName(writer, name);
  writeUntyped(writer, name, value);
}

function writeName(writer: AsciiWriter, name: string): void {
  writer.write('&');
  writer.writeEncoded(name);
  writer.write('=');
}

/** Whether the vendor could have added a parameter of this name. */
function canBeNewer(name: string): boolean {
  return name !== '' && name !== 'searchParams' && name.isWellFormed();
}
