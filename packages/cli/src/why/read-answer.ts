import { UsageError } from '../errors.ts';
import type { ServerAnswer } from './explain-answer.ts';

/** Reads `--status` and `--message`. The message may be the whole JSON body of the answer. */
export function readAnswer(flags: { readonly status?: string; readonly message?: string }): ServerAnswer {
  const status = flags.status === undefined ? undefined : statusOf(flags.status);
  const body = bodyOf(flags.message ?? '');
  if (body === undefined) return { status, message: flags.message };
  if (status !== undefined && body.status !== undefined && body.status !== status) {
    throw new UsageError(
      `"--status" is ${status}, and the body in "--message" has ${body.status}.`,
      'Give one of them.',
    );
  }
  return { status: status ?? body.status, message: body.message };
}

/** The body of a server error: `{"message": …, "status": …}`. */
function bodyOf(text: string): ServerAnswer | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { message, status } = body as Record<string, unknown>;
  if (typeof message !== 'string') return undefined;
  return { message, status: typeof status === 'number' ? status : undefined };
}

function statusOf(text: string): number {
  if (!/^[1-5]\d\d$/.test(text)) throw new UsageError('"--status" must be an HTTP status, such as 403.');
  return Number(text);
}
