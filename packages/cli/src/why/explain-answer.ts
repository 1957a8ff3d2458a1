import { refusals } from '@forgekey/core/bind';
import { explainRefusal, type RefusalRow } from '@forgekey/node';
import { UsageError } from '../lib/usage-error.ts';

/**
 * The rules that the server may have meant: one for a text that it documents, several for a status alone.
 *
 * @throws {UsageError} no rule about keys answers so
 */
export function explainAnswer(
  status: number | undefined,
  message: string | undefined,
): readonly RefusalRow[] {
  if (message === undefined) return nonEmpty(refusals.filter(row => row.status === status));
  const row = explainRefusal({ message, ...(status === undefined ? {} : { status }) });
  return nonEmpty(row === undefined ? [] : [row]);
}

function nonEmpty(rows: readonly RefusalRow[]): readonly RefusalRow[] {
  if (rows.length > 0) return rows;
  throw new UsageError(
    'No rule about keys is known to answer so. Give --status and --message as the server sent them ' +
      '(the "message" of the JSON body, unchanged).',
  );
}
