import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { ownEntries, UnwritableValue } from '../lib/plain-copy.ts';
import { describeType } from '../lib/text.ts';
import { type RestrictionEntry, restrictionEntry } from './restriction-entry.ts';
import type { KeyOnlyParameterName, SearchParameterName, SearchParameterValue } from './search-parameters.ts';

/** Search parameters, by name; an `undefined` one is left out. */
export type SearchParameters = {
  readonly [Name in Exclude<SearchParameterName, KeyOnlyParameterName>]?:
    | SearchParameterValue<Name>
    | (Name extends NullableParameterName ? null : never)
    | undefined;
};

// The official client's types let these be null, so typed code that moves over must compile; null is refused when it runs.
type NullableParameterName = 'insideBoundingBox' | 'optionalWords' | 'reRankingApplyFilter';

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

/**
 * The restrictions as canonical entries, in the order given: everything that was given is among them or refused. Never
 * modifies its input.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE`, `ERR_RESTRICTION_EMPTY`, `ERR_RESTRICTION_UNKNOWN`
 */
export function restrictionEntries(restrictions: unknown, allowUnknown: boolean): RestrictionEntry[] {
  return parametersOf(restrictions).map(([name, value]) => restrictionEntry(name, value, allowUnknown));
}

/** The parameters of both places, flat, each value read once; those that are undefined are left out. */
export function parametersOf(restrictions: unknown): [name: string, value: unknown][] {
  const parameters: [name: string, value: unknown][] = [];
  for (const entry of entriesOf(restrictions, 'restrictions')) {
    const [name, value] = entry;
    if (value === undefined) continue;
    if (name !== 'searchParams') parameters.push(entry);
    else parameters.push(...entriesOf(value, 'searchParams').filter(([, inner]) => inner !== undefined));
  }
  return parameters;
}

function entriesOf(container: unknown, parameter: string): [name: string, value: unknown][] {
  if (typeof container !== 'object' || container === null) {
    const message = `"${parameter}" must be an object of parameters; it is ${describeType(container)}.`;
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
