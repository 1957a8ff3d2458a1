import type { ReactNode } from 'react';
import { Chip } from '../components/chip.tsx';
import { MergedParameters } from '../components/merged-parameters.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import type { Judgement } from './judge-request.ts';

export interface VerdictProps {
  judgement: Judgement;
  request: object;
}

export function Verdict({
  judgement: { verdict, decoded, isSignatureChecked },
  request,
}: VerdictProps): ReactNode {
  return (
    <div data-testid="verdict">
      {verdict.allowed ? (
        <>
          <p>
            <Chip tone="good">allowed</Chip>{' '}
            {!isSignatureChecked && <Chip tone="quiet">if the signature holds, which was not checked</Chip>}
          </p>
          <MergedParameters
            restrictions={decoded?.restrictions ?? {}}
            request={request}
            merged={verdict.parameters}
          />
        </>
      ) : (
        <>
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
