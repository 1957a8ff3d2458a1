import { nearestName, refusals, shown } from '@forgekey/core/internal';
import { type ExplainedRefusal, explainRefusal, type RefusalRow, searchParameters } from '@forgekey/node';
import { UsageError } from '../errors.ts';

const MAX_MESSAGE_CHARACTERS = 300;
const MAX_NAME_CHARACTERS = 60;

/** The known parts of the server's answer. */
export interface ServerAnswer {
  readonly status: number | undefined;
  readonly message: string | undefined;
}

/**
 * The rules behind the answer: one for a documented text, several for a status alone.
 *
 * @throws {UsageError} no rule about keys gives this answer
 */
export function explainAnswer({ status, message }: ServerAnswer): readonly ExplainedRefusal[] {
  if (message === undefined) {
    const sameStatus = refusals.filter(row => row.status === status);
    return nonEmpty(
      sameStatus.map(row => explained(row, { message: row.message.replace(/NAME|TEXT/, '…') })),
    );
  }
  const text = inServersCase(message.trim());
  const row = explainRefusal({ message: text, ...(status === undefined ? {} : { status }) });
  return nonEmpty(row === undefined ? [] : [withGiven(row, text)]);
}

/** The rule, with the details in the server's text. */
function withGiven(row: RefusalRow, text: string): ExplainedRefusal {
  const parameter = nameIn(row, text);
  const [, column] = /\bcol(?:umn)? (\d+)/i.exec(text) ?? [];
  return explained(row, {
    message: shown(text, MAX_MESSAGE_CHARACTERS),
    ...(parameter === undefined ? {} : { parameter: shown(parameter, MAX_NAME_CHARACTERS) }),
    // The engine counts from 0.
    ...(column === undefined ? {} : { column: Number(column) + 1 }),
    hint: suggestionFor(row, parameter) + row.hint,
  });
}

function explained({ rule: reason, ...row }: RefusalRow, given: Partial<ExplainedRefusal>): ExplainedRefusal {
  return { ...row, reason, ...given };
}

function suggestionFor({ code }: RefusalRow, parameter = ''): string {
  if (code !== 'ERR_RESTRICTION_UNKNOWN') return '';
  const nearest = nearestName(parameter, Object.keys(searchParameters));
  return nearest === undefined ? '' : `Did you mean "${nearest}"? `;
}

/** The part of the text in place of NAME. */
function nameIn({ message }: RefusalRow, text: string): string | undefined {
  const [before = '', after] = message.split('NAME');
  if (after === undefined || !text.startsWith(before)) return undefined;
  const rest = text.slice(before.length);
  return after === '' ? rest : rest.slice(0, Math.max(0, rest.indexOf(after)));
}

/** Corrects a text that was typed or copied from a log, so that it begins with the documented text. */
function inServersCase(text: string): string {
  const beginnings = refusals.map(({ message }) => message.split(/NAME|TEXT/, 1)[0]!);
  const longest = beginnings
    .filter(beginning => text.toLowerCase().startsWith(beginning.toLowerCase()))
    .sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? text : longest + text.slice(longest.length);
}

function nonEmpty(causes: readonly ExplainedRefusal[]): readonly ExplainedRefusal[] {
  if (causes.length > 0) return causes;
  throw new UsageError(
    'No rule about keys gives this answer.',
    'Give --status and --message as the server sent them: the JSON body, or the "message" in it.',
  );
}
