import { explainRefusal, type ForgekeyErrorCode } from '@forgekey/core';

export interface Answer {
  /** Absent where only the text is known. */
  readonly status?: number | undefined;
  readonly message: string;
  readonly code?: string | undefined;
}

/** The rule behind an answer, and what to change. */
export interface AnswerExplanation {
  readonly rule: string;
  readonly mend: string;
}

/** Answers that no key is refused with, but that somebody meets who looks for hidden records. */
const otherAnswers: readonly (AnswerExplanation & { status: number; begins: string })[] = [
  {
    status: 404,
    begins: 'ObjectID does not exist',
    rule: 'The index has no such record, or the filters of the key hide it: the answer is the same for both.',
    mend: 'Compare the record with the filters of the key. A key without them tells which of the two it is.',
  },
  {
    status: 400,
    begins: 'Cannot search in ',
    rule: 'Only attributes that the index declares as searchable facets can be listed value by value.',
    mend: 'Add searchable(…) to attributesForFaceting, but never for an attribute that says who may see what.',
  },
];

/** Explains what the service answers besides results; undefined where it has nothing to do with a key. */
export function explainAnswer({ status, message, code }: Answer): AnswerExplanation | undefined {
  return (
    (code === undefined ? undefined : explainRefusal({ code: code as ForgekeyErrorCode })) ??
    otherAnswers.find(
      other => message.startsWith(other.begins) && (status === undefined || status === other.status),
    ) ??
    explainRefusal({ message, ...(status !== undefined && { status }) })
  );
}
