import { foldFacet, RecordReader } from '@forgekey/core/internal';
import { type FilterGroup, type FilterTerm, type Parameters, parseFilterList } from '@forgekey/node';

/** The score of a record for the conditions of `optionalFilters`, which rank records without hiding any. */
export type OptionalScore = (record: object) => number;

/** A condition that can raise the score of its group. */
interface Term {
  readonly group: Group;
  readonly negated: boolean;
  readonly score: number;
}

interface Group {
  /** The negated conditions, the best first: the first one that holds decides. */
  readonly negated: Term[];
}

/**
 * Adds up, over all groups, the best score of a condition that the record satisfies. A condition without a score counts 1. The
 * conditions are found by the values of a record, because there can be thousands of both.
 *
 * @returns undefined if there are no conditions
 */
export function compileOptionalFilters({ optionalFilters }: Parameters): OptionalScore | undefined {
  if (optionalFilters === undefined) return undefined;
  const { groups } = parseFilterList('optionalFilters', optionalFilters as string);
  if (groups.length === 0) return undefined;
  const reader = new RecordReader();
  const termsBySlot = new Map<number, Map<string, Term[]>>();
  const scoreWithoutValues = groups
    .map(group => bestOf(addGroup(group, reader, termsBySlot), new Set()))
    .reduce((sum, score) => sum + score, 0);
  return record => {
    const { texts } = reader.read(record);
    const named = new Map<Group, Set<Term>>();
    for (const [slot, termsByText] of termsBySlot) {
      for (const text of texts[slot] ?? []) {
        for (const term of termsByText.get(text) ?? []) entryOf(named, term.group, () => new Set()).add(term);
      }
    }
    let score = scoreWithoutValues;
    for (const [group, terms] of named) score += bestOf(group, terms) - bestOf(group, new Set());
    return score;
  };
}

function addGroup(
  terms: FilterGroup,
  reader: RecordReader,
  termsBySlot: Map<number, Map<string, Term[]>>,
): Group {
  const group: Group = { negated: [] };
  for (const term of terms) {
    const { slot, text, score } = readTerm(term, reader);
    // The score of a group is never below 0.
    if (score <= 0) continue;
    const compiled = { group, negated: term.negated, score };
    const termsByText = entryOf(termsBySlot, slot, () => new Map<string, Term[]>());
    entryOf(termsByText, text, () => []).push(compiled);
    if (term.negated) group.negated.push(compiled);
  }
  group.negated.sort((a, b) => b.score - a.score);
  return group;
}

function readTerm(term: FilterTerm, reader: RecordReader): { slot: number; text: string; score: number } {
  if (term.kind === 'tag') return { slot: reader.tagSlot(), text: term.value, score: term.score ?? 1 };
  // A list of optional filters has no numeric conditions.
  const { attribute, value, score = 1 } = term as FilterTerm & { kind: 'facet' };
  return { slot: reader.facetSlot(attribute), text: foldFacet(value), score };
}

/** The best score of a group for a record that has the values of the `named` conditions. */
function bestOf({ negated }: Group, named: ReadonlySet<Term>): number {
  let best = negated.find(term => !named.has(term))?.score ?? 0;
  for (const term of named) if (!term.negated && term.score > best) best = term.score;
  return best;
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
