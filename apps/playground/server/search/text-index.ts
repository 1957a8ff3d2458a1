import MiniSearch from 'minisearch';
import type { PlaygroundRecord } from '../data/record.ts';
import type { SearchOptions } from './search-options.ts';

/** One record that matched the words, with what highlighting needs to know. */
export interface TextMatch {
  objectID: string;
  score: number;
  /** The words of the record that matched, folded. */
  terms: readonly string[];
}

export interface TextIndex {
  /** The records among `candidates` that match the words, best first. */
  search(options: SearchOptions, candidates: ReadonlySet<string>): TextMatch[];
}

const maxQueryWords = 10;

const wordBreak = /[^\p{L}\p{N}]+/u;

/** Lower case without accents: the form in which words are compared. */
export function foldWord(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** The words of a text, folded. */
export function foldedWords(text: string): string[] {
  return text
    .split(wordBreak)
    .filter(word => word !== '')
    .map(foldWord);
}

/** The words of a query that count, folded: the engine reads no more than ten. */
export function queryWords(query: string): string[] {
  return foldedWords(query).slice(0, maxQueryWords);
}

/** A full-text index over the given attributes, with prefixes and typos, on MiniSearch. */
export function createTextIndex(
  records: readonly PlaygroundRecord[],
  attributes: readonly string[],
): TextIndex {
  const engine = new MiniSearch<PlaygroundRecord>({
    idField: 'objectID',
    fields: [...attributes],
    tokenize: text => text.split(wordBreak).filter(word => word !== ''),
    processTerm: foldWord,
  });
  engine.addAll(records);

  return {
    search(options, candidates) {
      const words = queryWords(options.query);
      const optional = new Set(options.optionalWords.map(foldWord));
      const required = words.filter(word => !optional.has(word));
      const fields = options.restrictSearchableAttributes?.filter(name => attributes.includes(name));
      return engine
        .search(words.join(' '), {
          ...(fields ? { fields } : {}),
          combineWith: 'OR',
          prefix: word => isPrefix(word, words, options.queryType),
          fuzzy: word => typosAllowed(word, options),
          filter: ({ id, queryTerms }) =>
            candidates.has(id) && required.every(word => queryTerms.includes(word)),
        })
        .map(result => ({ objectID: result.id as string, score: result.score, terms: result.terms }));
    },
  };
}

function isPrefix(word: string, words: readonly string[], queryType: SearchOptions['queryType']): boolean {
  if (queryType === 'prefixNone') return false;
  return queryType === 'prefixAll' || word === words.at(-1);
}

function typosAllowed(word: string, options: SearchOptions): number {
  if (!options.typoTolerance) return 0;
  if (!options.allowTyposOnNumericTokens && /^\p{N}+$/u.test(word)) return 0;
  if (word.length >= options.minWordSizefor2Typos) return 2;
  return word.length >= options.minWordSizefor1Typo ? 1 : 0;
}
