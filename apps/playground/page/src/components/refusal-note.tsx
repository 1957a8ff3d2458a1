import type { ReactNode } from 'react';
import { Chip } from './chip.tsx';
import { type Answer, type AnswerExplanation, explainAnswer } from './explain-answer.ts';

/** A refusal in the server's words, the rule behind it, and what to change. Status 0: there was no answer. */
export function RefusalNote({ status, message, code }: Answer): ReactNode {
  const explanation = explainAnswer({ status, message, code });
  return (
    <div className="refusal">
      <p className="refusal-head">
        {status !== undefined && <Chip tone="bad">{status === 0 ? 'no answer' : status}</Chip>}
        <b>{message}</b>
      </p>
      {explanation && <RuleAndFix {...explanation} />}
    </div>
  );
}

export function RuleAndFix({ rule, hint }: AnswerExplanation): ReactNode {
  return (
    <dl className="rule-and-fix">
      <dt>Rule</dt>
      <dd>{rule}</dd>
      <dt>Fix</dt>
      <dd>{hint}</dd>
    </dl>
  );
}
