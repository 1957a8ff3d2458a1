import { readSearchOptions } from './search-options.ts';
import { type Hit, retrieve } from './shape-hit.ts';
import type { View } from './view.ts';
import { compileVisibility, visibleOrdinals } from './visible-records.ts';

/**
 * The record with this id, unless the parameters hide it from every search. Whether the engine applies a key's filters
 * here is not documented; the safe reading is to show less (`policies.retrievalById`).
 *
 * A hidden record and one that does not exist take the same steps, so that the response time reveals nothing.
 */
export function findObject({ index, parameters, unretrievable }: View, objectID: string): Hit | undefined {
  const options = readSearchOptions(parameters, index.settings);
  const isVisible = compileVisibility(parameters, options);
  // If a key signs a query, each of its searches runs that query.
  const withWords = options.query === '' ? undefined : visibleOrdinals(index, parameters, options);
  const ordinal = index.store.ordinalOf(objectID) ?? -1;
  const record = index.store.at(ordinal);
  const isShown = isVisible(record ?? { objectID });
  if (record === undefined || !isShown || withWords?.includes(ordinal) === false) return undefined;
  return retrieve(record, unretrievable, options.attributesToRetrieve);
}
