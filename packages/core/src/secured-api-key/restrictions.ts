import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { isIpv4Range } from '../lib/ipv4.ts';
import { describe, ownEntries, UnwritableValue } from '../lib/json.ts';
import { quote } from '../lib/quote.ts';
import { nearestParameterName } from './nearest-parameter-name.ts';
import { readValue, writeUntypedValue, writeValue } from './parameter-value.ts';
import {
  type KeyOnlyParameterName,
  type SearchParameterName,
  type SearchParameterValue,
  searchParameter,
} from './search-parameters.ts';

/** Search parameters, by name; an `undefined` one is left out. */
export type SearchParameters = {
  readonly [Name in Exclude<SearchParameterName, KeyOnlyParameterName>]?:
    | SearchParameterValue<Name>
    | undefined;
};

/**
 * What a secured API key may do less than its parent: the key restrictions and any search parameters, flat or under
 * `searchParams`.
 */
export interface SecuredApiKeyRestrictions extends SearchParameters {
  /** Index names, or patterns with a leading and/or trailing `*`. */
  readonly restrictIndices?: SearchParameterValue<'restrictIndices'> | undefined;
  /** One IPv4 address or one IPv4 range, such as `192.168.1.0/24`. */
  readonly restrictSources?: string | undefined;
  /** The last moment of validity: Unix time in seconds, or a `Date`, which is rounded down to the second. */
  readonly validUntil?: number | Date | undefined;
  /** Search parameters again, as the official clients take them; the same parameter must not stand in both places. */
  readonly searchParams?: SearchParameters | undefined;
}

/** A parameter and its canonical text, not yet URL-encoded. */
export interface RestrictionEntry {
  readonly name: string;
  readonly text: string;
}

/**
 * The restrictions as canonical texts, sorted by name: what is signed is exactly what this returns, and everything
 * that was given is in it or refused. Never modifies its input.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE`, `ERR_RESTRICTION_EMPTY`, `ERR_RESTRICTION_UNKNOWN`, `ERR_RESTRICTION_CONFLICT`
 */
export function normalizeRestrictions(
  restrictions: unknown,
  allowUnknownParameters: boolean,
): RestrictionEntry[] {
  const texts = new Map<string, string>();
  for (const [name, value] of entriesOf(restrictions, 'restrictions')) {
    if (value === undefined) continue;
    if (name !== 'searchParams') addEntry(texts, name, value, allowUnknownParameters);
    else {
      for (const [inner, innerValue] of entriesOf(value, 'searchParams')) {
        if (innerValue !== undefined) addEntry(texts, inner, innerValue, allowUnknownParameters);
      }
    }
  }
  return Array.from(texts, ([name, text]) => ({ name, text })).sort(byName);
}

/** By UTF-16 code units: the same on every host, unlike an order by locale. */
export function byName(a: RestrictionEntry, b: RestrictionEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Refuses one parameter with two values: official clients pick one silently, and not all the same one. */
export function assertSameText(name: string, text: string, other: string): void {
  if (text === other) return;
  const mend =
    name === 'filters' ? 'Join them with combineFilters(a, b), which means a AND b.' : 'Give it once.';
  throw new ForgekeyError(
    'ERR_RESTRICTION_CONFLICT',
    `"${name}" is given twice with different values. ${mend}`,
    {
      parameter: name,
    },
  );
}

function addEntry(texts: Map<string, string>, name: string, value: unknown, allowUnknown: boolean): void {
  const text = textOf(name, value, allowUnknown);
  const other = texts.get(name);
  if (other !== undefined) assertSameText(name, text, other);
  texts.set(name, text);
}

function entriesOf(container: unknown, parameter: string): [name: string, value: unknown][] {
  if (typeof container !== 'object' || container === null) {
    const message = `"${parameter}" must be an object of parameters; it is ${describe(container)}.`;
    if (parameter === 'restrictions') {
      const code = container === undefined ? 'ERR_RESTRICTIONS_EMPTY' : 'ERR_RESTRICTION_VALUE';
      throw new ForgekeyTypeError(code, message, parameter);
    }
    throw new ForgekeyError('ERR_RESTRICTION_VALUE', message, { parameter });
  }
  try {
    return ownEntries(container);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw new ForgekeyError(
      'ERR_RESTRICTION_VALUE',
      `"${parameter}" must be a plain object of parameters; it is or holds ${error.reason}. ` +
        'Its contents would not be signed: copy them into a plain object.',
      { parameter },
    );
  }
}

function textOf(name: string, value: unknown, allowUnknown: boolean): string {
  const row = searchParameter(name);
  if (row === undefined && !(allowUnknown && name !== '' && name.isWellFormed()))
    throw unknownParameter(name);
  let text: string | undefined;
  try {
    text = row === undefined ? writeUntypedValue(value) : writeValue(row.type, value);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw valueError(name, `holds ${error.reason}, which cannot be signed faithfully.`);
  }
  if (text === undefined)
    throw valueError(name, `must be ${expectationOf(name, row!.type)}; it is ${describe(value)}.`);
  if (row?.restricts) assertRestricts(name, row.type, text);
  return text;
}

/** Judges the text that will be signed, so that no getter or proxy can show the check something else. */
function assertRestricts(name: string, type: string, text: string): void {
  const value = readValue(type, text);
  if (value === undefined) throw valueError(name, 'is text that cannot be read as a list: pass an array.');
  const elements =
    typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(elementsOf) : [];
  const isEmpty =
    (Array.isArray(value) && value.length === 0) || elements.some(element => element.trim() === '');
  if (isEmpty) {
    throw new ForgekeyError(
      'ERR_RESTRICTION_EMPTY',
      `"${name}" is empty, or holds an empty element, and would restrict nothing: the key would open everything. ` +
        'Make no key where there is nothing to permit, or leave the parameter out on purpose.',
      { parameter: name },
    );
  }
  if (name === 'restrictSources' && !isIpv4Range(text)) {
    throw valueError(
      name,
      'must be one IPv4 address or one IPv4 range such as 192.168.1.0/24. ' +
        (text.includes(':') ? 'IPv6 is not documented by the vendor.' : 'Several sources need several keys.'),
    );
  }
  if (name === 'restrictIndices' && elements.some(element => !/^\*?[^*]*\*?$/.test(element))) {
    throw valueError(
      name,
      'has an index pattern with a "*" inside: a "*" counts only as the first or the last character.',
    );
  }
}

/** A group without elements restricts nothing, like an empty element. */
function elementsOf(element: string | readonly string[]): readonly string[] {
  if (typeof element === 'string') return [element];
  return element.length === 0 ? [''] : element;
}

function expectationOf(name: string, type: string): string {
  if (type === 'seconds') return 'a Unix time in whole seconds (not milliseconds), or a Date';
  if (type === 'nested') return 'a list of texts (a list inside it is an OR), or one text';
  return `of type ${type}${name === 'filters' ? ' (join several with combineFilters)' : ''}`;
}

function valueError(name: string, what: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `"${name}" ${what}`, { parameter: name });
}

function unknownParameter(name: string): ForgekeyError {
  const nearest = nearestParameterName(name);
  return new ForgekeyError(
    'ERR_RESTRICTION_UNKNOWN',
    `${quote(name)} is no search parameter or key restriction, so it would restrict nothing. ` +
      (nearest === undefined ? '' : `Did you mean "${nearest}"? `) +
      'For a parameter newer than this list, pass allowUnknownParameters: true.',
    { parameter: name },
  );
}
