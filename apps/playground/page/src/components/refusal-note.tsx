import { explainRefusal, type ForgekeyErrorCode } from '@forgekey/core';
import type { ReactNode } from 'react';
import { Chip } from './chip.tsx';

export interface RefusalNoteProps {
  status: number;
  message: string;
  code?: string | undefined;
}

/** A refusal in the server's words, the rule behind it, and what to change. */
export function RefusalNote({ status, message, code }: RefusalNoteProps): ReactNode {
  const explanation =
    (code === undefined ? undefined : explainRefusal({ code: code as ForgekeyErrorCode })) ??
    explainRefusal({ status, message });
  return (
    <div className="refusal">
      <p className="refusal-head">
        <Chip tone="bad">{status === 0 ? 'no answer' : status}</Chip>
        <b>{message}</b>
      </p>
      {explanation && (
        <dl className="rule-and-mend">
          <dt>Rule</dt>
          <dd>{explanation.rule}</dd>
          <dt>Mend</dt>
          <dd>{explanation.mend}</dd>
        </dl>
      )}
    </div>
  );
}
