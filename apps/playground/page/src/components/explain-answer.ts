import { explainRefusal, type ForgekeyErrorCode } from '@forgekey/core';

export interface Answer {
  /** Absent if only the text is known. */
  readonly status?: number | undefined;
  readonly message: string;
  readonly code?: string | undefined;
}

/** The rule behind an answer, and what to change. */
export interface AnswerExplanation {
  readonly rule: string;
  readonly hint: string;
}

/** Refusals of other requests than searches: of a record by its id, of a list of facet values, and by an agent. */
const otherAnswers: readonly (AnswerExplanation & { status: number; text: RegExp })[] = [
  {
    status: 404,
    text: /^ObjectID does not exist/,
    rule: 'The index has no such record, or the filters of the key hide it: the answer is the same for both.',
    hint: 'Compare the record with the filters of the key. To find out which of the two it is, use a key without filters.',
  },
  {
    status: 400,
    text: /^Cannot search in /,
    rule: 'Only attributes that the index declares as searchable facets can be listed value by value.',
    hint: 'Add searchable(…) to attributesForFaceting, but never for an attribute that says who may see what.',
  },
  {
    status: 401,
    text: /^The secured user token |^The request carries /,
    rule: 'The request carries no user token, or one that is refused. The text says which check failed.',
    hint: 'Forge a new token on your server, with a secret that Agent Studio knows, and send it as X-Algolia-Secure-User-Token. “Inspect” shows what a token contains.',
  },
  {
    status: 404,
    text: /^Conversation not found/,
    rule: 'There is no such conversation, or it belongs to another user: the answer is the same for both.',
    hint: 'Compare the sub claim of the user token with the user whose conversation it is.',
  },
];

/** Explains a refusal of the service; undefined if no rule is known for it. */
export function explainAnswer({ status, message, code }: Answer): AnswerExplanation | undefined {
  return (
    (code === undefined ? undefined : explainRefusal({ code: code as ForgekeyErrorCode })) ??
    otherAnswers.find(
      other => other.text.test(message) && (status === undefined || status === other.status),
    ) ??
    explainRefusal({ message, ...(status !== undefined && { status }) })
  );
}
