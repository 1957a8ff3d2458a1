import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { describe, ownEntries, UnwritableValue } from '../lib/json.ts';
import { quote } from '../lib/quote.ts';
import { restrictionText } from './restriction-text.ts';
import type { KeyOnlyParameterName, SearchParameterName, SearchParameterValue } from './search-parameters.ts';

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
  for (const [name, value] of parametersOf(restrictions)) addText(texts, name, value, allowUnknownParameters);
  return Array.from(texts, ([name, text]) => ({ name, text })).sort(byName);
}

/** The parameters of both places, flat, each value read once; those that are undefined are left out. */
export function parametersOf(restrictions: unknown): [name: string, value: unknown][] {
  return entriesOf(restrictions, 'restrictions')
    .flatMap(entry => {
      const [name, value] = entry;
      return name === 'searchParams' && value !== undefined ? entriesOf(value, 'searchParams') : [entry];
    })
    .filter(([, value]) => value !== undefined);
}

/** Adds the canonical text of one parameter to those of the others. */
export function addText(
  texts: Map<string, string>,
  name: string,
  value: unknown,
  allowUnknownParameters: boolean,
): void {
  const text = restrictionText(name, value, allowUnknownParameters);
  const other = texts.get(name);
  if (other !== undefined) assertSameText(name, text, other);
  texts.set(name, text);
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
  const message = `${quote(name)} is given twice with different values. ${mend}`;
  throw new ForgekeyError('ERR_RESTRICTION_CONFLICT', message, { parameter: name });
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
