import type { SearchOptions } from './search-options.ts';
import { isSameAttribute, positionOf, type TermIndex } from './term-index.ts';
import { foldedWords, foldWord, MAX_QUERY_WORDS } from './words.ts';

/** How well a record matches the words of a query. Lower is better, except for `words`. */
export interface WordCriteria {
  readonly typos: number;
  /** How many words of the query it contains. */
  readonly words: number;
  readonly proximity: number;
  readonly attribute: number;
  /** How many words of the query it contains only as part of a longer word, or with typos. */
  readonly inexact: number;
}

/** The match of every record if the query has no words. */
export const noWords: WordCriteria = { typos: 0, words: 0, proximity: 0, attribute: 0, inexact: 0 };

/** The records that contain the words of a query. */
export interface WordMatches {
  readonly ordinals: readonly number[];
  /** The match of a record in `ordinals`; valid until the next search. */
  criteriaOf(ordinal: number): WordCriteria;
}

// How well a word matches, as one number to compare: typos first, then whole words, then the place.
const PLACE_RANGE = 2 ** 32;
const NONE = Number.POSITIVE_INFINITY;
const FARTHEST = 8;

/**
 * The records that match the query of `options` and for which `isVisible` holds; undefined if the query has no words, so
 * that every record matches. `removeWordsIfNoResults` decides which words are dropped.
 */
export function matchWords(
  terms: TermIndex,
  options: SearchOptions,
  size: number,
  isVisible: (ordinal: number) => boolean,
): WordMatches | undefined {
  const words = foldedWords(options.query).slice(0, MAX_QUERY_WORDS);
  if (words.length === 0) return undefined;
  const optional = new Set(options.optionalWords.map(foldWord));
  const answers = words.map((word, index) =>
    answersOf(terms, word, { isLast: index === words.length - 1, best: terms.buffer(index, size) }, options),
  );
  for (const kept of requirements(words, optional, options.removeWordsIfNoResults)) {
    const ordinals = select(answers, kept, size, isVisible);
    if (ordinals.length > 0) return describe(terms, answers, limitTypos(answers, ordinals, options));
  }
  return describe(terms, answers, []);
}

/** The sets of words that a record must contain, in the order in which they are tried. */
function* requirements(
  words: readonly string[],
  optional: ReadonlySet<string>,
  fallback: SearchOptions['removeWordsIfNoResults'],
): Iterable<readonly boolean[]> {
  const required = words.map(word => !optional.has(word));
  yield required;
  if (fallback === 'allOptional') yield words.map(() => false);
  if (fallback !== 'lastWords' && fallback !== 'firstWords') return;
  for (let dropped = 1; dropped < words.length; dropped++) {
    yield required.map((isRequired, index) => {
      const isDropped = fallback === 'lastWords' ? index >= words.length - dropped : index < dropped;
      return isRequired && !isDropped;
    });
  }
}

/** The best match for a word in each record. */
function answersOf(
  terms: TermIndex,
  word: string,
  { isLast, best }: { isLast: boolean; best: Float64Array },
  options: SearchOptions,
): Float64Array {
  const isPrefix = options.queryType === 'prefixAll' || (options.queryType === 'prefixLast' && isLast);
  best.fill(NONE);
  const { restrictSearchableAttributes } = options;
  for (const { postings, typos, isWhole } of terms.match(word, {
    typos: typosAllowed(word, options),
    isPrefix,
  })) {
    const base = (typos * 2 + (isWhole ? 0 : 1)) * PLACE_RANGE;
    const { entries, length } = postings;
    for (let at = 0; at < length; at += 2) {
      const place = terms.orderedPlace(entries[at + 1]!);
      if (restrictSearchableAttributes !== undefined) {
        if (!restrictSearchableAttributes.includes(terms.attributeAt(place).name)) continue;
      }
      const ordinal = entries[at]!;
      if (base + place < best[ordinal]!) best[ordinal] = base + place;
    }
  }
  return best;
}

function typosAllowed(word: string, options: SearchOptions): number {
  if (options.typoTolerance === 'false') return 0;
  if (!options.allowTyposOnNumericTokens && /^\p{N}+$/u.test(word)) return 0;
  if (word.length >= options.minWordSizefor2Typos) return 2;
  return word.length >= options.minWordSizefor1Typo ? 1 : 0;
}

function select(
  answers: readonly Float64Array[],
  required: readonly boolean[],
  size: number,
  isVisible: (ordinal: number) => boolean,
): number[] {
  const needed = answers.filter((_, index) => required[index]);
  const isFound =
    needed.length > 0
      ? (ordinal: number) => needed.every(answer => answer[ordinal]! < NONE)
      : (ordinal: number) => answers.some(answer => answer[ordinal]! < NONE);
  const ordinals: number[] = [];
  for (let ordinal = 0; ordinal < size; ordinal++)
    if (isFound(ordinal) && isVisible(ordinal)) ordinals.push(ordinal);
  return ordinals;
}

/** `min` keeps the records with the fewest typos, `strict` those with at most one more. */
function limitTypos(
  answers: readonly Float64Array[],
  ordinals: readonly number[],
  { typoTolerance }: SearchOptions,
): readonly number[] {
  if (typoTolerance !== 'min' && typoTolerance !== 'strict') return ordinals;
  const typos = ordinals.map(ordinal => countTypos(answers, ordinal));
  const fewest = typos.reduce((least, count) => Math.min(least, count), NONE);
  const limit = typoTolerance === 'min' ? fewest : fewest + 1;
  return ordinals.filter((_, index) => typos[index]! <= limit);
}

function countTypos(answers: readonly Float64Array[], ordinal: number): number {
  return answers.reduce((sum, answer) => sum + (answer[ordinal]! < NONE ? typosOf(answer[ordinal]!) : 0), 0);
}

function typosOf(answer: number): number {
  return Math.floor(answer / (2 * PLACE_RANGE));
}

function describe(
  terms: TermIndex,
  answers: readonly Float64Array[],
  ordinals: readonly number[],
): WordMatches {
  return {
    ordinals,
    criteriaOf(ordinal) {
      let [typos, words, exact, proximity] = [0, 0, 0, 0];
      let attribute = NONE;
      let previous: number | undefined;
      for (const answer of answers) {
        const best = answer[ordinal]!;
        if (best === NONE) continue;
        const place = best % PLACE_RANGE;
        words++;
        typos += typosOf(best);
        if (best < PLACE_RANGE) exact++;
        attribute = Math.min(attribute, weightOf(terms, place));
        if (previous !== undefined) proximity += distance(previous, place);
        previous = place;
      }
      return { typos, words, proximity, attribute, inexact: words - exact };
    },
  };
}

/** The rank of the attribute, then the position in it if the attribute is ordered. */
function weightOf(terms: TermIndex, place: number): number {
  const { rank, isOrdered } = terms.attributeAt(place);
  return rank * 0x10000 + (isOrdered ? positionOf(place) : 0);
}

function distance(a: number, b: number): number {
  return isSameAttribute(a, b)
    ? Math.min(FARTHEST, Math.max(1, Math.abs(positionOf(b) - positionOf(a))))
    : FARTHEST;
}
