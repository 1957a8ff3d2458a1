import { foldWord } from './text-index.ts';

export interface Highlight {
  value: string;
  matchLevel: 'none' | 'partial' | 'full';
  fullyHighlighted?: boolean;
  matchedWords: string[];
}

export interface HighlightInput {
  /** The folded words of the query. */
  words: readonly string[];
  /** The folded words of the record that matched, typos included. */
  terms: ReadonlySet<string>;
  preTag: string;
  postTag: string;
}

const words = /[\p{L}\p{N}]+/gu;

/** Marks what matched in a text or in each text of a list. Numbers and objects are not marked. */
export function highlight(value: unknown, input: HighlightInput): Highlight | Highlight[] | undefined {
  if (Array.isArray(value))
    return value.every(item => typeof item === 'string')
      ? value.map(item => highlightText(item, input))
      : undefined;
  return typeof value === 'string' ? highlightText(value, input) : undefined;
}

/** Marks in `text` the words, or beginnings of words, that made it match. Nothing is escaped: the page escapes. */
export function highlightText(text: string, input: HighlightInput): Highlight {
  const matched = new Set<string>();
  let letters = 0;
  let marked = 0;
  const value = text.replace(words, word => {
    const found = findMatch(word, input);
    letters += word.length;
    if (!found) return word;
    matched.add(found.word);
    marked += found.length;
    return `${input.preTag}${word.slice(0, found.length)}${input.postTag}${word.slice(found.length)}`;
  });
  if (matched.size === 0) return { value: text, matchLevel: 'none', matchedWords: [] };
  return {
    value,
    matchLevel: matched.size === new Set(input.words).size ? 'full' : 'partial',
    fullyHighlighted: marked === letters,
    matchedWords: [...matched],
  };
}

/** Which word of the query a word of the text answers, and how many of its letters are marked. */
function findMatch(
  word: string,
  { words, terms }: HighlightInput,
): { word: string; length: number } | undefined {
  const folded = foldWord(word);
  if (!terms.has(folded)) return undefined;
  const prefix = words.find(candidate => folded.startsWith(candidate));
  if (prefix !== undefined) {
    // Folding can change the number of letters (ß stays, an accent goes): then the whole word is marked.
    return { word: prefix, length: folded.length === word.length ? prefix.length : word.length };
  }
  const nearest = nearestWord(folded, words);
  return nearest === undefined ? undefined : { word: nearest, length: word.length };
}

/** The word of the query that a word with a typo stands for: the one with the longest common beginning. */
function nearestWord(folded: string, words: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let longest = -1;
  for (const word of words) {
    let common = 0;
    while (common < word.length && word[common] === folded[common]) common += 1;
    if (common > longest) [nearest, longest] = [word, common];
  }
  return nearest;
}
