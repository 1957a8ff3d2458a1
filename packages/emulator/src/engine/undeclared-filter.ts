import { filterGroupsOf, quoteName, shownName } from '@forgekey/core/internal';
import type { Parameters } from '@forgekey/node';
import type { IndexDefinition } from './definition.ts';

/** Attributes that can be filtered without being declared. */
const alwaysFilterable: ReadonlySet<string> = new Set(['objectID', '_tags', '*']);

/**
 * The warning about a filter on an attribute that is missing from `attributesForFaceting`. The engine does not apply such
 * a filter, but the emulator does. There is no warning for an index without that setting, or for a numeric filter.
 *
 * @throws as `compileFilters`
 */
export function undeclaredFilterWarning(
  { filterable }: IndexDefinition,
  parameters: Parameters,
): string | undefined {
  if (filterable === undefined || filterable.has('*')) return undefined;
  for (const { group, parameter } of filterGroupsOf(parameters)) {
    for (const term of group) {
      if (term.kind !== 'facet' || Number.isFinite(Number(term.value))) continue;
      if (alwaysFilterable.has(term.attribute) || isDeclared(filterable, term.attribute)) continue;
      return (
        `"${parameter}" filters on ${quoteName(term.attribute)}, which is not in "attributesForFaceting" of the index. ` +
        `Algolia does not apply such a filter. Add "filterOnly(${shownName(term.attribute)})" to the setting.`
      );
    }
  }
  return undefined;
}

/** Declaring an object also declares its attributes. */
function isDeclared(filterable: ReadonlySet<string>, attribute: string): boolean {
  return filterable.has(attribute) || [...filterable].some(declared => attribute.startsWith(`${declared}.`));
}
