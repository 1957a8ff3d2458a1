import type { ExplainedRefusal } from '@forgekey/core';
import type { ReactNode } from 'react';
import { Chip } from '../components/chip.tsx';
import { explainAnswer } from '../components/explain-answer.ts';
import { RefusalNote } from '../components/refusal-note.tsx';
import type { Judgement } from './judge-form.ts';
import type { Query } from './read-request-body.ts';

export interface VerdictProps {
  judgement: Judgement;
  /** All queries of the request. */
  queries: readonly Query[];
}

export function Verdict({ judgement: { explanation, query }, queries }: VerdictProps): ReactNode {
  const { refusal, checks } = explanation;
  const isSignatureChecked = checks.every(({ outcome }) => outcome !== 'unknown');
  return (
    <div className="verdict" data-testid="verdict">
      {queries.length > 1 && (
        <p className="quiet">
          {refusal
            ? `The whole request is refused, because of query ${queries.indexOf(query) + 1} of ${queries.length}, on `
            : `All ${queries.length} queries are allowed. This is the first, on `}
          <code>{query.indexName}</code>:
        </p>
      )}
      {refusal ? (
        <RefusalReason refusal={refusal} />
      ) : (
        <p>
          <Chip tone="good">allowed</Chip>{' '}
          {!isSignatureChecked && <Chip tone="quiet">if the signature is valid, which was not checked</Chip>}
        </p>
      )}
    </div>
  );
}

/** The server's answer with its rule, and what the server does not say: the two values that it compared. */
function RefusalReason({ refusal }: { refusal: ExplainedRefusal }): ReactNode {
  const { status, message, code, reason, limit, asked } = refusal;
  const isInRule = explainAnswer({ status, message, code })?.rule === reason;
  return (
    <>
      <RefusalNote status={status} message={message} code={code} />
      {!isInRule && <p>{reason}</p>}
      {limit && (
        <p>
          Here, <code>{limit.name}</code> is <code>{textOf(limit.value)}</code>
          {asked && (
            <>
              , and <code>{asked.name}</code> is <code>{textOf(asked.value)}</code>
            </>
          )}
          .
        </p>
      )}
    </>
  );
}

function textOf(value: unknown): string {
  if (value === undefined) return 'absent';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
