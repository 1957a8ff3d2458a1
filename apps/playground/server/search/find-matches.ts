import type { PlaygroundRecord } from '../data/record.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchOptions } from './search-options.ts';
import { queryWords } from './text-index.ts';

/** A record of the result with the words of it that matched. */
export interface Match {
  record: PlaygroundRecord;
  terms: ReadonlySet<string>;
}

const noTerms: ReadonlySet<string> = new Set();

/**
 * The records among `visible` that match the query, in the order of the result. `visible` must stand in the order
 * of the index's ranking. Records outside `visible` are never returned or counted. How common a word is among them does
 * weigh in the scores, as MiniSearch knows only the whole index: it can change the order of the result, never its members.
 */
export function findMatches(
  index: SearchIndex,
  visible: readonly PlaygroundRecord[],
  options: SearchOptions,
): Match[] {
  if (queryWords(options.query).length === 0) return visible.map(record => ({ record, terms: noTerms }));

  const rank = new Map(visible.map((record, position) => [record.objectID, position]));
  const rankOf = (objectID: string): number => rank.get(objectID)!;
  const found = index.text.search(options, new Set(rank.keys()));
  found.sort((a, b) => {
    const byScore = index.definition.sortFirst ? 0 : b.score - a.score;
    return byScore || rankOf(a.objectID) - rankOf(b.objectID);
  });
  return found.map(({ objectID, terms }) => ({ record: visible[rankOf(objectID)]!, terms: new Set(terms) }));
}
