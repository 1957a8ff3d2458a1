import type { ReactNode } from 'react';
import { FoldingCard } from '../components/card.tsx';
import { MergedParameters } from '../components/merged-parameters.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { type EvidenceProps, useVerdict } from './use-verdict.ts';

/** The parameters of the last search, each with its source. */
export function EngineRun(props: EvidenceProps): ReactNode {
  const verdict = useVerdict(props);
  if (verdict === undefined) return null;
  const { restrictions, request, explanation } = verdict;
  const { parameters, refusal } = explanation;
  return (
    <FoldingCard title="What the engine runs">
      {parameters && (
        <MergedParameters restrictions={restrictions} request={request.parameters} merged={parameters} />
      )}
      {refusal && <RefusalNote {...refusal} />}
    </FoldingCard>
  );
}
