import { compileFilters, type Parameters } from '@forgekey/node';
import { isInPlace, limitsPlace } from './geo-options.ts';
import { matchWords } from './match-words.ts';
import type { SearchIndex } from './search-index.ts';
import { readSearchOptions } from './search-options.ts';
import { type Hit, retrieve } from './shape-hit.ts';

/**
 * The record with this id, unless the parameters keep it out of every search result. Whether the engine applies a key's
 * filters here is not documented; to show less is the safe reading (`policies.retrievalById`). A hidden record and one
 * that does not exist take the same way, so that the time tells nothing.
 */
export function findObject(index: SearchIndex, objectID: string, parameters: Parameters): Hit | undefined {
  const options = readSearchOptions(parameters, index.settings);
  const isVisible = compileFilters(parameters);
  const ordinal = index.store.ordinalOf(objectID);
  const record = ordinal === undefined ? undefined : index.store.at(ordinal);
  const candidate = record ?? { objectID };
  const passes =
    isVisible(candidate) &&
    (!limitsPlace(options.geo) || isInPlace(candidate, options.geo)) &&
    (options.query === '' || holdsWords(index, ordinal, parameters));
  return record !== undefined && passes
    ? retrieve(record, index.definition, options.attributesToRetrieve)
    : undefined;
}

/** A key can sign a query, which every one of its searches then runs. */
function holdsWords(index: SearchIndex, ordinal: number | undefined, parameters: Parameters): boolean {
  const options = readSearchOptions(parameters, index.settings);
  const found = matchWords(index.terms, options, index.store.length, one => one === ordinal);
  return found === undefined || found.ordinals.length > 0;
}
