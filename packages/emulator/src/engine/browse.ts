import { readInteger } from './read-parameter.ts';
import { readSearchOptions } from './search-options.ts';
import { type Hit, retrieve } from './shape-hit.ts';
import type { View } from './view.ts';
import { visibleOrdinals } from './visible-records.ts';

const MAX_BROWSED = 1000;

export interface BrowsedPage {
  readonly hits: Hit[];
  readonly nbHits: number;
  readonly hitsPerPage: number;
  /** The sequence number of the last hit; absent after the last record that is visible. */
  readonly last?: number;
}

/**
 * The next records in the order in which they were indexed, without ranking, facets or limits on pages.
 *
 * @param after - the sequence number to continue from, 0 at the start
 */
export function browse({ index, parameters, unretrievable }: View, after: number): BrowsedPage {
  const { store, settings } = index;
  const options = readSearchOptions(parameters, settings);
  const hitsPerPage = Math.max(1, readInteger(parameters, 'hitsPerPage', MAX_BROWSED, MAX_BROWSED));
  const visible = visibleOrdinals(index, parameters, options);
  const start = store.firstAfter(after);
  const rest = visible.filter(ordinal => ordinal >= start);
  const page = rest.slice(0, hitsPerPage);
  const hits = page.map(ordinal => retrieve(store.at(ordinal)!, unretrievable, options.attributesToRetrieve));
  const isLast = rest.length === page.length;
  return {
    hits,
    nbHits: visible.length,
    hitsPerPage,
    ...(!isLast && { last: store.sequenceOf(page.at(-1)!) }),
  };
}
