const wordPattern = /[\p{L}\p{N}]+/gu;
const combiningMarks = /\p{M}+/gu;
const plainWord = /^[a-z0-9]*$/;

/** No query contains a longer word (MAX_PARAMETER_BYTES). The dictionary is as deep as its longest word. */
const MAX_WORD_LENGTH = 512;

/** The form in which words are compared: lower case, without accents. */
export function foldWord(word: string): string {
  const start = word.slice(0, MAX_WORD_LENGTH);
  if (plainWord.test(start)) return start;
  return start.normalize('NFD').replace(combiningMarks, '').toLowerCase();
}

/** The words of a text, unchanged. */
export function wordsOf(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

/** The words of a text, folded. */
export function foldedWords(text: string): string[] {
  return wordsOf(text).map(foldWord);
}

/** The engine ignores further words of a query. */
export const MAX_QUERY_WORDS = 10;

/** Replaces each word of a text, and keeps everything between the words. */
export function replaceWords(text: string, replacement: (word: string) => string): string {
  return text.replace(wordPattern, replacement);
}
