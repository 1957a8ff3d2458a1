import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { GateLine } from './gate-line.tsx';
import { RequestFields } from './request-fields.tsx';
import { useJudgement } from './use-judgement.ts';
import { Verdict } from './verdict.tsx';

/** Judges a request by the rules of the service, and shows at which of them it stops. */
export function RequestJudge(): ReactNode {
  const used = useJudgement();
  const { body, judgement, missing } = used;
  return (
    <div className="split">
      <RequestFields {...used} />
      <div className="stack" aria-live="polite">
        <Card title="Checks">
          {missing.map(step => (
            <p key={step} className="quiet">
              {step}
            </p>
          ))}
          {judgement && (
            <>
              <GateLine checks={judgement.explanation.checks} />
              <Verdict judgement={judgement} queries={'queries' in body ? body.queries : []} />
            </>
          )}
        </Card>
      </div>
    </div>
  );
}
