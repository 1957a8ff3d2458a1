import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { MergedParameters } from '../components/merged-parameters.tsx';
import { GateLine } from './gate-line.tsx';
import { RequestFields } from './request-fields.tsx';
import { useJudgement } from './use-judgement.ts';
import { Verdict } from './verdict.tsx';

/**
 * Judges a request by the rules of the service, and shows at which of them it stops. The answer comes before the form: in one
 * column, it would otherwise be below everything that was typed.
 */
export function RequestJudge(): ReactNode {
  const used = useJudgement();
  const { body, judgement, missing } = used;
  return (
    <div className="split two-rows">
      <Card title="The answer" className="right">
        <div aria-live="polite">
          {missing.map(step => (
            <p key={step} className="quiet">
              {step}
            </p>
          ))}
          {judgement && <Verdict judgement={judgement} queries={'queries' in body ? body.queries : []} />}
        </div>
      </Card>
      <RequestFields {...used} />
      {judgement && (
        <Card title="Checks">
          <GateLine checks={judgement.explanation.checks} />
          {judgement.explanation.parameters && (
            <>
              <h3>What the engine runs</h3>
              <MergedParameters
                restrictions={judgement.explanation.decoded?.restrictions ?? {}}
                request={judgement.query.parameters}
                merged={judgement.explanation.parameters}
              />
            </>
          )}
        </Card>
      )}
    </div>
  );
}
