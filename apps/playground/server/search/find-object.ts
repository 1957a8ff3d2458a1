import type { Parameters } from '@forgekey/core';
import { findMatches } from './find-matches.ts';
import type { SearchIndex } from './search-index.ts';
import { readSearchOptions } from './search-options.ts';
import { selectVisible } from './select-visible.ts';
import { shapeRecord } from './shape-record.ts';

/**
 * The record with this id, unless the parameters would keep it out of every search result. Whether the engine applies
 * a key's filters here is not documented; showing less is the safe reading.
 */
export function findObject(
  index: SearchIndex,
  objectID: string,
  parameters: Parameters,
): Record<string, unknown> | undefined {
  const options = readSearchOptions(parameters);
  const found = findMatches(index, selectVisible(index, parameters), options).find(
    ({ record }) => record.objectID === objectID,
  );
  return found && shapeRecord(found.record, options.attributesToRetrieve);
}
