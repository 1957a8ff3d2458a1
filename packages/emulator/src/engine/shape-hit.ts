import type { IndexDefinition } from './definition.ts';
import type { Match } from './find-matches.ts';
import { type Highlighter, type HighlightTree, mapTexts } from './highlight.ts';
import { attributeSelection, type IndexedRecord, pickAttributes } from './record.ts';
import type { SearchOptions } from './search-options.ts';
import { readSnippetList, snippet } from './snippet.ts';

/** A record as an answer shows it. */
export type Hit = Record<string, unknown> & { objectID: string };

/** The record with the attributes that may be retrieved; `objectID` is always there. */
export function retrieve(
  record: IndexedRecord,
  definition: IndexDefinition,
  attributesToRetrieve: readonly string[],
): Hit {
  const selection = attributeSelection(attributesToRetrieve, definition.unretrievable);
  return { ...pickAttributes(record, selection), objectID: record.objectID };
}

/** A record of a result, with its highlights, snippets and ranking information. */
export function shapeHit(
  match: Match,
  definition: IndexDefinition,
  options: SearchOptions,
  highlighter: Highlighter,
): Hit {
  const { record } = match;
  const hit = retrieve(record, definition, options.attributesToRetrieve);
  const highlights = highlightRecord(record, definition, options, highlighter);
  if (highlights !== undefined) hit._highlightResult = highlights;
  const snippets = snippetRecord(record, definition, options, highlighter);
  if (snippets !== undefined) hit._snippetResult = snippets;
  if (options.getRankingInfo) hit._rankingInfo = rankingInfo(match);
  return hit;
}

/** Marks the searchable attributes, or those asked for; what may not be retrieved is not marked. */
function highlightRecord(
  record: IndexedRecord,
  definition: IndexDefinition,
  { attributesToHighlight }: SearchOptions,
  highlighter: Highlighter,
): HighlightTree | undefined {
  const wanted = attributesToHighlight ?? definition.searchable?.map(({ name }) => name) ?? ['*'];
  if (wanted.length === 0) return undefined;
  const picked = pickAttributes(record, attributeSelection(wanted, definition.unretrievable));
  delete picked.objectID;
  return mapTexts(picked, text => highlighter.highlight(text)) as HighlightTree | undefined;
}

function snippetRecord(
  record: IndexedRecord,
  definition: IndexDefinition,
  options: SearchOptions,
  highlighter: Highlighter,
): HighlightTree | undefined {
  const result: HighlightTree = Object.create(null);
  for (const [name, maxWords] of readSnippetList(options.attributesToSnippet)) {
    const selection = attributeSelection([name], [...definition.unretrievable, 'objectID']);
    const marked = mapTexts(pickAttributes(record, selection), text =>
      snippet(text, maxWords, highlighter, options),
    );
    Object.assign(result, marked);
  }
  return Object.keys(result).length > 0 ? result : undefined;
}

function rankingInfo({ words: criteria, filters, geoDistance }: Match): object {
  const { typos, words, proximity, attribute, inexact } = criteria;
  return {
    nbTypos: typos,
    firstMatchedWord: Number.isFinite(attribute) ? attribute : 0,
    proximityDistance: proximity,
    userScore: 0,
    geoDistance: Number.isFinite(geoDistance) ? geoDistance : 0,
    geoPrecision: 1,
    nbExactWords: words - inexact,
    words,
    filters,
  };
}
