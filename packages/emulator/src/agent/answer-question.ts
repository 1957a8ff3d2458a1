import { randomUUID } from 'node:crypto';
import { MAX_PARAMETER_BYTES } from '../engine/read-parameter.ts';
import { runSearch } from '../engine/run-search.ts';
import type { View } from '../engine/view.ts';
import { foldedWords, MAX_QUERY_WORDS } from '../engine/words.ts';
import type { Message } from './conversation-store.ts';

const hitsPerAnswer = 3;

/** Words that carry no meaning in a question. */
const fillerWords = new Set(
  (
    'a about all am an and any are as at be can could do does for from give had has have how i in is it list me my ' +
    'of on or our please show tell that the their there they this to was we what when where which who why with you'
  ).split(' '),
);

/**
 * The search that the agent makes for a question: every word that carries meaning, none of them required. Undefined if
 * there is no such word, because an empty query would find every record.
 */
export function searchParametersFor(
  question: string,
): { query: string; optionalWords: string[]; hitsPerPage: number } | undefined {
  const words = foldedWords(question).filter(word => !fillerWords.has(word));
  const query = shorten([...new Set(words)].slice(0, MAX_QUERY_WORDS).join(' '));
  return query === '' ? undefined : { query, optionalWords: [query], hitsPerPage: hitsPerAnswer };
}

/** Cuts a query to the length that a search accepts. In a language without spaces, a whole question is one word. */
function shorten(query: string): string {
  const bytes = Buffer.from(query).subarray(0, MAX_PARAMETER_BYTES);
  return new TextDecoder().decode(bytes, { stream: true });
}

/** The answer to a question without a word to search for. */
export function askBack(): Message {
  const text = 'What should I look for? Your question has no word that I can search for.';
  return { id: newMessageId(), role: 'assistant', parts: [{ type: 'text', text }] };
}

/** Searches, and describes the result. It sees only the hits that the caller's key allows. */
export function answerQuestion(view: View, query: string): Message {
  const { hits, nbHits } = runSearch(view, new Date());
  const found = hits.map(({ _highlightResult: _, ...hit }) => hit);
  return {
    id: newMessageId(),
    role: 'assistant',
    parts: [
      {
        type: 'tool-algolia_search_index',
        toolCallId: `call_${randomUUID()}`,
        state: 'output-available',
        input: { index: view.index.name, query },
        output: { nbHits, hits: found },
      },
      { type: 'text', text: inWords(found, nbHits) },
    ],
  };
}

function newMessageId(): string {
  return `alg_msg_${randomUUID()}`;
}

function inWords(hits: readonly Record<string, unknown>[], nbHits: number): string {
  if (nbHits === 0) return 'I found nothing about that among the records that you may see.';
  const titles = hits.map(hit => `“${String(hit.title ?? hit.name ?? hit.objectID)}”`).join(', ');
  return nbHits === 1
    ? `I found one record that you may see: ${titles}.`
    : `I found ${nbHits} records that you may see. The closest: ${titles}.`;
}
