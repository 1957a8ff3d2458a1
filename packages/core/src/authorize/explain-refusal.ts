import type { ForgekeyErrorCode } from '../errors.ts';
import { type RefusalRow, refusals } from './refusals.ts';

/** What the server answered, or the code of an error of ours. */
export interface RefusalSymptom {
  /** The HTTP status. */
  readonly status?: number;
  /** The server's text: the `message` of its JSON body. */
  readonly message?: string;
  readonly code?: ForgekeyErrorCode;
}

/**
 * The rule behind an answer of the server, and what to change: for every documented refusal of a search. Texts are
 * matched by their beginning, since the engine completes some with a column or a name.
 *
 * It does not look at any key: `authorizeSearch` says whether a given request would be refused.
 *
 * @returns undefined where the answer is none that concerns a key.
 * @example
 * explainRefusal({ status: 403, message: 'Index not allowed with this API key' })?.mend
 */
export function explainRefusal({ status, message, code }: RefusalSymptom): RefusalRow | undefined {
  if (code !== undefined) return refusals.find(row => row.code === code);
  const sameStatus = refusals.filter(row => status === undefined || row.status === status);
  if (message === undefined) return sameStatus.length === 1 ? sameStatus[0] : undefined;
  return longest(sameStatus.filter(row => matchesText(row, message.trim())));
}

function matchesText({ code, message }: RefusalRow, text: string): boolean {
  if (code === 'ERR_FILTER_SYNTAX') return filterSyntaxText.test(text);
  const [before = '', after = ''] = message.split('NAME');
  return text.startsWith(before) && text.includes(after, before.length);
}

// The engine's texts on filter syntax have no common beginning, and some clients drop the parameter in front.
const filterSyntaxText: RegExp =
  /^(?:(?:filters|facetFilters|numericFilters|tagFilters)\b|unexpected token|different types are not allowed|filter \(|incomplete string|empty string|expected numeric)/i;

/** "Invalid API key" begins other texts, too: the most specific one is meant. */
function longest(rows: readonly RefusalRow[]): RefusalRow | undefined {
  return rows.reduce<RefusalRow | undefined>(
    (best, row) => (best === undefined || row.message.length > best.message.length ? row : best),
    undefined,
  );
}
