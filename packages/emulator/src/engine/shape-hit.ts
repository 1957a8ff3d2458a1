import type { IndexDefinition } from './definition.ts';
import type { Match } from './find-matches.ts';
import { type Highlighter, type HighlightTree, mapTexts } from './highlight.ts';
import { attributeSelection, type IndexedRecord, pickAttributes } from './record.ts';
import type { SearchOptions } from './search-options.ts';
import { readSnippetList, snippet, wordsAt } from './snippet.ts';

/** A record as an answer shows it. */
export type Hit = Record<string, unknown> & { objectID: string };

/** The record with the attributes that may be retrieved. `objectID` is always included. */
export function retrieve(
  record: IndexedRecord,
  unretrievable: readonly string[],
  attributesToRetrieve: readonly string[],
): Hit {
  const selection = attributeSelection(attributesToRetrieve, unretrievable);
  return { ...pickAttributes(record, selection), objectID: record.objectID };
}

/** A record of a result, with its highlights, snippets and ranking information. */
export function shapeHit(
  match: Match,
  definition: IndexDefinition,
  unretrievable: readonly string[],
  options: SearchOptions,
  highlighter: Highlighter,
): Hit {
  const { record } = match;
  const hit = retrieve(record, unretrievable, options.attributesToRetrieve);
  const wanted = options.attributesToHighlight ?? definition.searchable?.map(({ name }) => name) ?? ['*'];
  const highlights = highlightRecord(record, wanted, unretrievable, highlighter);
  if (highlights !== undefined) hit._highlightResult = highlights;
  const snippets = snippetRecord(record, unretrievable, options, highlighter);
  if (snippets !== undefined) hit._snippetResult = snippets;
  if (options.getRankingInfo) hit._rankingInfo = rankingInfo(match);
  return hit;
}

/** Attributes that no answer shows are not highlighted either. `attributesToRetrieve` hides nothing here, as in the engine. */
function highlightRecord(
  record: IndexedRecord,
  wanted: readonly string[],
  unretrievable: readonly string[],
  highlighter: Highlighter,
): HighlightTree | undefined {
  if (wanted.length === 0) return undefined;
  const picked = pickAttributes(record, attributeSelection(wanted, unretrievable));
  delete picked.objectID;
  return mapTexts(picked, text => highlighter.highlight(text)) as HighlightTree | undefined;
}

function snippetRecord(
  record: IndexedRecord,
  unretrievable: readonly string[],
  options: SearchOptions,
  highlighter: Highlighter,
): HighlightTree | undefined {
  const limits = readSnippetList(options.attributesToSnippet);
  if (limits.size === 0) return undefined;
  const selection = attributeSelection([...limits.keys()], [...unretrievable, 'objectID']);
  return mapTexts(pickAttributes(record, selection), (text, path) =>
    snippet(text, wordsAt(path, limits), highlighter, options),
  ) as HighlightTree | undefined;
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
