import type { RankingCriterion } from './definition.ts';
import type { Match } from './find-matches.ts';
import { type IndexedRecord, valuesAt } from './record.ts';
import type { SearchIndex } from './search-index.ts';

type Compare = (a: Match, b: Match) => number;

/**
 * The vendor's tie-breaking order. Each criterion looks only at the two records. None uses how common a word is, so the
 * order reveals nothing about records that a key hides.
 *
 * @see https://www.algolia.com/doc/guides/managing-results/relevance-overview/in-depth/ranking-criteria/
 */
export function compareMatches(index: SearchIndex): Compare {
  const { rank, definition } = index;
  const byRank: Compare = (a, b) => rank[a.ordinal]! - rank[b.ordinal]!;
  const comparisons = definition.ranking.map(criterion =>
    criterion === 'custom' ? byRank : comparisonOf(criterion),
  );
  return (a, b) => {
    for (const compare of comparisons) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return byRank(a, b);
  };
}

function comparisonOf(criterion: Exclude<RankingCriterion, 'custom'>): Compare {
  switch (criterion) {
    case 'typo':
      return (a, b) => a.words.typos - b.words.typos;
    case 'geo':
      return (a, b) => (a.geoDistance === b.geoDistance ? 0 : a.geoDistance - b.geoDistance);
    case 'words':
      return (a, b) => b.words.words - a.words.words;
    case 'filters':
      return (a, b) => b.filters - a.filters;
    case 'proximity':
      return (a, b) => a.words.proximity - b.words.proximity;
    case 'attribute':
      return (a, b) => a.words.attribute - b.words.attribute;
    case 'exact':
      return (a, b) => a.words.inexact - b.words.inexact;
    default:
      return (a, b) =>
        criterion.sign * (numberAt(a.record, criterion.attribute) - numberAt(b.record, criterion.attribute));
  }
}

function numberAt(record: IndexedRecord, attribute: string): number {
  const value = valuesAt(record, attribute).find(one => typeof one !== 'string');
  return value === undefined ? Number.MAX_SAFE_INTEGER : Number(value);
}

/** The best `count` of `items` in order, without sorting the rest. */
export function best<Item>(
  items: readonly Item[],
  count: number,
  compare: (a: Item, b: Item) => number,
): Item[] {
  if (count === 0) return [];
  if (count >= items.length || count > items.length / 8) return items.toSorted(compare).slice(0, count);
  const kept: Item[] = [];
  for (const item of items) {
    if (kept.length === count && compare(item, kept[count - 1]!) >= 0) continue;
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(item, kept[middle]!) < 0) high = middle;
      else low = middle + 1;
    }
    kept.splice(low, 0, item);
    if (kept.length > count) kept.pop();
  }
  return kept;
}
