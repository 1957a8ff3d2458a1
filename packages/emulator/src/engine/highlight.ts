import { editDistance } from '@forgekey/core/internal';
import type { SearchOptions } from './search-options.ts';
import { foldedWords, foldWord, MAX_QUERY_WORDS, replaceWords } from './words.ts';

export interface Highlight {
  value: string;
  matchLevel: 'none' | 'partial' | 'full';
  fullyHighlighted?: boolean;
  matchedWords: string[];
}

/** Highlights, in the shape of the record that they belong to. */
export type HighlightTree = { [name: string]: Highlight | HighlightTree | (Highlight | HighlightTree)[] };

/** Marks the words of one query. */
export interface Highlighter {
  highlight(text: string): Highlight;
  /** Which word of the query a word of the text matches, and how many of its letters are marked. */
  find(word: string): { word: string; length: number } | undefined;
}

export function createHighlighter(query: string, options: SearchOptions): Highlighter {
  const words = foldedWords(query).slice(0, MAX_QUERY_WORDS);
  const distinctWords = new Set(words).size;
  const { highlightPreTag: before, highlightPostTag: after } = options;

  const find: Highlighter['find'] = word => {
    const folded = foldWord(word);
    const prefix = words.find((candidate, index) =>
      isPrefixAllowed(index, words, options) ? folded.startsWith(candidate) : folded === candidate,
    );
    if (prefix !== undefined) {
      // Folding can change the number of letters (ß stays, an accent goes). Then the whole word is marked.
      return { word: prefix, length: folded.length === word.length ? prefix.length : word.length };
    }
    const near = words.find(candidate => isNear(folded, candidate, options));
    return near === undefined ? undefined : { word: near, length: word.length };
  };

  return {
    find,
    highlight(text) {
      const matched = new Set<string>();
      let [letters, marked] = [0, 0];
      const value = replaceWords(text, word => {
        const found = words.length === 0 ? undefined : find(word);
        letters += word.length;
        if (found === undefined) return word;
        matched.add(found.word);
        marked += found.length;
        return `${before}${word.slice(0, found.length)}${after}${word.slice(found.length)}`;
      });
      if (matched.size === 0) return { value: text, matchLevel: 'none', matchedWords: [] };
      return {
        value,
        matchLevel: matched.size === distinctWords ? 'full' : 'partial',
        fullyHighlighted: marked === letters,
        matchedWords: [...matched],
      };
    },
  };
}

function isPrefixAllowed(index: number, words: readonly string[], { queryType }: SearchOptions): boolean {
  return queryType === 'prefixAll' || (queryType === 'prefixLast' && index === words.length - 1);
}

function isNear(word: string, candidate: string, options: SearchOptions): boolean {
  if (options.typoTolerance === 'false') return false;
  const { minWordSizefor1Typo, minWordSizefor2Typos } = options;
  const { length } = candidate;
  const allowed = length >= minWordSizefor2Typos ? 2 : length >= minWordSizefor1Typo ? 1 : 0;
  return allowed > 0 && Math.abs(word.length - length) <= allowed && editDistance(word, candidate) <= allowed;
}

/**
 * Applies `mark` to every string and number in a value, with its dotted path, and keeps the shape of the value; undefined if there is
 * none.
 */
export function mapTexts(
  value: unknown,
  mark: (text: string, path: string) => Highlight | undefined,
  path = '',
): HighlightTree[string] | undefined {
  if (typeof value === 'string' || typeof value === 'number') return mark(String(value), path);
  if (Array.isArray(value)) {
    const marked = value.map(element => mapTexts(element, mark, path)).filter(one => one !== undefined);
    return marked.length > 0 ? (marked as (Highlight | HighlightTree)[]) : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const tree: HighlightTree = Object.create(null);
  for (const [name, member] of Object.entries(value)) {
    const marked = mapTexts(member, mark, path === '' ? name : `${path}.${name}`);
    if (marked !== undefined) tree[name] = marked;
  }
  return Object.keys(tree).length > 0 ? tree : undefined;
}
