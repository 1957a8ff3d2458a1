import type { ForgekeyErrorCode } from '../errors.ts';
import { hidingFilterLists } from '../filters/filter-list-item.ts';
import { isObject } from '../lib/plain-copy.ts';
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
 * matched by their beginning, since the engine completes some with a column or a name; a text that is not known stands
 * for the one rule of its status, where there is but one.
 *
 * It does not look at any key: `authorizeSearch` says whether a given request would be refused.
 *
 * @returns undefined where the answer is none that concerns a key.
 * @throws {TypeError} no object, or a `message` that is no text
 * @example
 * explainRefusal({ status: 403, message: 'Index not allowed with this API key' })?.mend
 */
export function explainRefusal(symptom: RefusalSymptom): RefusalRow | undefined {
  if (!isObject(symptom) || typeof (symptom.message ?? '') !== 'string') {
    throw new TypeError('explainRefusal takes { status, message } of an answer, or { code } of an error');
  }
  const { status, message = '', code } = symptom;
  if (code !== undefined) return refusals.find(row => row.code === code);
  const sameStatus = refusals.filter(row => status === undefined || row.status === status);
  const known = longest(sameStatus.filter(row => matchesText(row, message.trim())));
  return known ?? (sameStatus.length === 1 ? sameStatus[0] : undefined);
}

function matchesText({ code, message }: RefusalRow, text: string): boolean {
  if (code === 'ERR_FILTER_SYNTAX') return isFilterSyntaxText(text);
  const [before = '', after = ''] = message.split('NAME');
  return text.startsWith(before) && text.includes(after, before.length);
}

/** The engine's texts on filter syntax have no common beginning, and some clients drop the parameter in front. */
function isFilterSyntaxText(text: string): boolean {
  const parameters = ['filters', ...hidingFilterLists, 'optionalFilters', 'reRankingApplyFilter'];
  return (
    parameters.includes(/^\w*/.exec(text)![0]) ||
    /^(?:unexpected token|different types are not allowed|filter \(|incomplete string|empty string|expected numeric|not allowed )/i.test(
      text,
    )
  );
}

/** "Invalid API key" begins other texts, too: the most specific one is meant. */
function longest(rows: readonly RefusalRow[]): RefusalRow | undefined {
  return rows.reduce<RefusalRow | undefined>(
    (best, row) => (best === undefined || row.message.length > best.message.length ? row : best),
    undefined,
  );
}
