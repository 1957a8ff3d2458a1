import { refusalOf } from '../lib/service.ts';
import type { Answer, AttemptContext } from './attempt-context.ts';
import type { Attempt } from './attempt-list.ts';

/** How an attempt ended. */
export interface Outcome {
  /** `not tried`: nothing leaked, but nothing is proved either. */
  readonly verdict: 'held' | 'not held' | 'not tried';
  /** Absent if nothing was sent. */
  readonly status?: number;
  readonly message?: string;
  readonly code?: string;
  readonly nbHits?: number;
}

const nothingHidden = 'The key hides no record of this index: there is nothing to look for.';

/** Makes the attempt. Never rejects. */
export async function tryAttempt(attempt: Attempt, prepare: () => Promise<AttemptContext>): Promise<Outcome> {
  try {
    const context = await prepare();
    if (attempt.needsHidden && context.hidden === undefined)
      return { verdict: 'not tried', message: nothingHidden };
    const answer = await attempt.run(context);
    const { message, code, nbHits } = answer.body;
    return {
      verdict: verdictOn(attempt, answer, context),
      status: answer.status,
      ...(typeof message === 'string' && { message }),
      ...(typeof code === 'string' && { code }),
      ...(typeof nbHits === 'number' && { nbHits }),
    };
  } catch (error) {
    const { status, message } = refusalOf(error);
    return { verdict: 'not tried', status, message };
  }
}

/** A refusal for another reason, such as a rate limit or an expired key, says nothing about the restriction. */
function verdictOn(
  { refusedWith, showsNothing }: Attempt,
  answer: Answer,
  context: AttemptContext,
): Outcome['verdict'] {
  if (answer.status === 200) return showsNothing?.(answer, context) ? 'held' : 'not held';
  const { code, message } = answer.body;
  const reason = String(code ?? message);
  return refusedWith.some(expected => reason.startsWith(expected)) ? 'held' : 'not tried';
}
