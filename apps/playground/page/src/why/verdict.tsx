import type { ReactNode } from 'react';
import type { Query } from '../../../server/routes/read-query.ts';
import { Chip } from '../components/chip.tsx';
import { MergedParameters } from '../components/merged-parameters.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import type { Judgement } from './judge-request.ts';

export interface VerdictProps {
  judgement: Judgement;
  /** All queries of the request. */
  queries: readonly Query[];
}

export function Verdict({
  judgement: { verdict, query, decoded, isSignatureChecked, detail },
  queries,
}: VerdictProps): ReactNode {
  return (
    <div data-testid="verdict">
      {queries.length > 1 && (
        <p className="quiet">
          {verdict.allowed ? 'Each of the queries is allowed. The first of' : 'All are refused for query'}{' '}
          {verdict.allowed ? queries.length : `${queries.indexOf(query) + 1} of ${queries.length}`}, on{' '}
          <code>{query.indexName}</code>:
        </p>
      )}
      {verdict.allowed ? (
        <>
          <p>
            <Chip tone="good">allowed</Chip>{' '}
            {!isSignatureChecked && <Chip tone="quiet">if the signature holds, which was not checked</Chip>}
          </p>
          <MergedParameters
            restrictions={decoded?.restrictions ?? {}}
            request={query.parameters}
            merged={verdict.parameters}
          />
        </>
      ) : (
        <>
          {detail !== undefined && (
            <p>
              <b>{detail}</b> All that the server says is:
            </p>
          )}
          <RefusalNote {...verdict} />
          {verdict.parameter !== undefined && (
            <p className="quiet">
              Decided by <code>{verdict.parameter}</code>
            </p>
          )}
        </>
      )}
    </div>
  );
}
