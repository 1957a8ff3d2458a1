import type { ForgekeyErrorCode } from '../errors.ts';
import { hidingParameters } from '../filters/of-parameters.ts';
import { isObject } from '../lib/plain-copy.ts';
import { type RefusalRow, refusals } from './refusals.ts';

/** The response of the server, or the code of a forgekey error. */
export interface RefusalSymptom {
  /** The HTTP status. */
  readonly status?: number;
  /** The text of the server: the `message` in its JSON body. */
  readonly message?: string;
  /** The code of a forgekey error. With a code, `status` and `message` are ignored. */
  readonly code?: ForgekeyErrorCode;
}

/**
 * Explains a response of the server, for every documented refusal of a search: the rule behind it, and how to fix it. It compares
 * the beginning of the message, because the engine adds a column or a name to some messages. For an unknown message, the status
 * decides, if only one rule has it.
 *
 * It does not read a key. `explainSearch` explains whether a request with a key would be refused.
 *
 * @returns the refusal, or undefined if the response is not about a key.
 * @throws {TypeError} `symptom` is not an object, or `message` is not a string
 * @example
 * explainRefusal({ status: 403, message: 'Index not allowed with this API key' })?.hint
 */
export function explainRefusal(symptom: RefusalSymptom): RefusalRow | undefined {
  if (!isObject(symptom) || !['string', 'undefined'].includes(typeof symptom.message)) {
    throw new TypeError(
      'explainRefusal takes the { status, message } of an answer, or the { code } of an error.',
    );
  }
  const { status, message = '', code } = symptom;
  if (code !== undefined) return refusals.find(row => row.code === code);
  const sameStatus = refusals.filter(row => status === undefined || row.status === status);
  // If one text begins with another, it comes later in the table.
  const known = sameStatus.filter(row => matchesText(row, message.trim())).at(-1);
  return known ?? (sameStatus.length === 1 ? sameStatus[0] : undefined);
}

function matchesText({ code, message }: RefusalRow, text: string): boolean {
  if (code === 'ERR_FILTER_SYNTAX') return isFilterSyntaxText(text);
  const [before, after = ''] = message.split('NAME') as [string, string?];
  return text.startsWith(before) && text.includes(after, before.length);
}

/** The engine's texts about filter syntax have no common beginning, and some clients remove the parameter before them. */
function isFilterSyntaxText(text: string): boolean {
  const parameters = [...hidingParameters, 'optionalFilters', 'reRankingApplyFilter'];
  return (
    parameters.includes(/^"?(\w*)/.exec(text)![1]!) ||
    /^(?:unexpected token|different types are not allowed|filter \(|incomplete string|empty string|expected numeric|not allowed )/i.test(
      text,
    )
  );
}
