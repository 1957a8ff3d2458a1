import { ForgekeyError } from '../errors.ts';
import { quoteName } from '../lib/text.ts';
import { encodeParameter } from './canonical-text.ts';
import { restrictionText } from './restriction-text.ts';
import { searchParameter } from './search-parameters.ts';

/** One parameter of a query string. */
export interface RestrictionEntry {
  readonly name: string;
  /** The canonical text of the value. */
  readonly text: string;
  /** Both, as they stand in the query string. */
  readonly encoded: string;
}

/** @throws {ForgekeyError} `ERR_RESTRICTION_VALUE`, `ERR_RESTRICTION_EMPTY`, `ERR_RESTRICTION_UNKNOWN` */
export function restrictionEntry(name: string, value: unknown, allowUnknown: boolean): RestrictionEntry {
  const text = restrictionText(name, value, allowUnknown);
  // The names of the table need no encoding.
  const encoded =
    searchParameter(name) === undefined ? encodeParameter(name, text) : `${name}=${encodeURIComponent(text)}`;
  return { name, text, encoded };
}

/**
 * Sorts entries by name, in place, and lets one of two equal ones fall away: what is signed is exactly what this returns.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_CONFLICT` one name has two values: official clients pick one silently, and not
 *   all the same one
 */
export function mergeEntries(entries: RestrictionEntry[]): RestrictionEntry[] {
  entries.sort(byName);
  let merged = 0;
  for (const entry of entries) {
    const previous = entries[merged - 1];
    if (previous?.name !== entry.name) entries[merged++] = entry;
    else if (previous.text !== entry.text) throw conflict(entry.name);
  }
  if (merged < entries.length) entries.length = merged;
  return entries;
}

/** Joins merged entries. The server answers 403 to a key without any, so there must be one. */
export function joinEntries(entries: readonly RestrictionEntry[]): string {
  if (entries.length === 0) {
    throw new ForgekeyError(
      'ERR_RESTRICTIONS_EMPTY',
      'No restriction is left, and the server refuses a key without any. Give at least one, such as filters or validUntil.',
      { parameter: 'restrictions' },
    );
  }
  return entries.map(entry => entry.encoded).join('&');
}

/** By UTF-16 code units: the same on every host, unlike an order by locale. */
function byName(a: RestrictionEntry, b: RestrictionEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function conflict(name: string): ForgekeyError {
  const mend =
    name === 'filters' ? 'Join them with combineFilters(a, b), which means a AND b.' : 'Give it once.';
  const message = `${quoteName(name)} is given twice with different values. ${mend}`;
  return new ForgekeyError('ERR_RESTRICTION_CONFLICT', message, { parameter: name });
}
