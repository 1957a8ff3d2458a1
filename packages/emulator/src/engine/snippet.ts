import type { Highlight, Highlighter } from './highlight.ts';
import type { SearchOptions } from './search-options.ts';

/** The vendor's default number of words in a snippet. */
const DEFAULT_SNIPPET_WORDS = 10;

/** Reads `description:20` into the attribute and its number of words. */
export function readSnippetList(list: readonly string[]): Map<string, number> {
  return new Map(
    list.map(entry => {
      const [, name, words] = /^(.*?)(?::(\d{1,4}))?$/s.exec(entry)!;
      return [name!, words === undefined ? DEFAULT_SNIPPET_WORDS : Number(words)];
    }),
  );
}

/** The number of words for an attribute, by the listed name that is nearest to it. */
export function wordsAt(path: string, list: ReadonlyMap<string, number>): number {
  let name = path;
  while (!list.has(name) && name.includes('.')) name = name.slice(0, name.lastIndexOf('.'));
  return list.get(name) ?? list.get('*') ?? DEFAULT_SNIPPET_WORDS;
}

/** The words around the first match, highlighted, with an ellipsis wherever text was cut. */
export function snippet(
  text: string,
  maxWords: number,
  highlighter: Highlighter,
  { snippetEllipsisText: ellipsis }: SearchOptions,
): Highlight {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
  if (words.length <= maxWords) return highlighter.highlight(text);
  const firstMatch = words.findIndex(([word]) => highlighter.find(word) !== undefined);
  const start = Math.max(0, Math.min(firstMatch - Math.floor(maxWords / 2), words.length - maxWords));
  const first = words[start]!;
  const last = words[Math.min(words.length, start + maxWords) - 1] ?? first;
  const end = last.index + last[0].length;
  const part = maxWords === 0 ? '' : text.slice(start === 0 ? 0 : first.index, end);
  const { value, matchLevel, matchedWords } = highlighter.highlight(part);
  const before = start > 0 ? ellipsis : '';
  const after = end < text.length ? ellipsis : '';
  return { value: `${before}${value}${after}`, matchLevel, matchedWords };
}
