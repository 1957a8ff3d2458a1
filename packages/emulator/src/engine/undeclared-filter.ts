import { filterGroupsOf, quoteName, shownName } from '@forgekey/core/internal';
import type { Parameters } from '@forgekey/node';
import type { IndexDefinition } from './definition.ts';

/** Attributes that can be filtered without being declared. */
const alwaysFilterable: ReadonlySet<string> = new Set(['objectID', '_tags', '*']);

/**
 * What to say of a filter on an attribute that is missing in `attributesForFaceting`. The engine applies no such filter, but
 * the emulator does. An index without that setting has no warning, and a number may be filtered without it.
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

/** A declared object declares what is in it. */
function isDeclared(filterable: ReadonlySet<string>, attribute: string): boolean {
  return filterable.has(attribute) || [...filterable].some(declared => attribute.startsWith(`${declared}.`));
}
