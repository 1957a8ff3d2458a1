import type { FilterTerm } from '../filters/ast.ts';
import { isListOf, isObject } from '../lib/plain-copy.ts';

/**
 * The settings of an index, with the vendor's names. Proofs use only these; other settings are ignored.
 *
 * @see https://www.algolia.com/doc/rest-api/search/get-settings
 */
export interface IndexSettings {
  /** Attributes for facet filters, with or without `searchable()`, `filterOnly()` and `afterDistinct()`. */
  readonly attributesForFaceting?: readonly string[] | null | undefined;
  /** Attributes for numeric filters, with or without `equalOnly()`. Absent: every attribute. */
  readonly numericAttributesForFiltering?: readonly string[] | null | undefined;
  /** Names of the replicas, with or without `virtual()`. */
  readonly replicas?: readonly string[] | null | undefined;
  /** The name of the primary index, if this index is a replica. */
  readonly primary?: string | null | undefined;
}

const listNames = ['attributesForFaceting', 'numericAttributesForFiltering', 'replicas'] as const;

/** @throws {TypeError} `settings` is not an object, or one of its members has the wrong type */
export function assertSettings(settings: IndexSettings = {}): void {
  if (!isObject(settings)) throw new TypeError('"settings" must be the settings of an index, as an object.');
  for (const name of listNames) {
    const list: unknown = settings[name] ?? [];
    if (!isListOf(list, element => typeof element === 'string')) {
      throw new TypeError(`"settings.${name}" must be an array of strings.`);
    }
  }
  if (typeof (settings.primary ?? '') !== 'string')
    throw new TypeError('"settings.primary" must be a string.');
}

/** Whether the index allows filters with this condition. Tags need no declaration. */
export function isDeclared(term: FilterTerm, settings: IndexSettings): boolean {
  if (term.kind === 'tag') return true;
  if (term.kind === 'facet') return named(settings.attributesForFaceting ?? []).has(term.attribute);
  const numeric = settings.numericAttributesForFiltering;
  if (numeric === undefined || numeric === null) return true;
  const needsOrder = term.kind === 'range' || !['=', '!='].includes(term.operator);
  const usable = needsOrder ? numeric.filter(name => !name.startsWith('equalOnly(')) : numeric;
  return named(usable).has(term.attribute);
}

/** The other names under which the records of the index can be searched. */
export function namesOfSameRecords({ replicas, primary }: IndexSettings): string[] {
  return [...named(replicas ?? []), ...(primary ? [primary] : [])];
}

/** The names inside modifiers, which may be nested: `afterDistinct(searchable(brand))`. */
function named(list: readonly string[]): ReadonlySet<string> {
  return new Set(list.map(withoutModifiers));
}

function withoutModifiers(text: string): string {
  const opening = /^(?:(?:searchable|filterOnly|afterDistinct|equalOnly|virtual)\()*/.exec(text)![0];
  const depth = opening.split('(').length - 1;
  return text.endsWith(')'.repeat(depth)) ? text.slice(opening.length, text.length - depth) : text;
}
