import { type ReactNode, useState } from 'react';
import { Card } from '../components/card.tsx';
import { Chip, type Tone } from '../components/chip.tsx';
import { explainAnswer } from '../components/explain-answer.ts';
import { RuleAndFix } from '../components/refusal-note.tsx';
import { plural } from '../lib/format.ts';
import type { Catalog } from '../lib/service.ts';
import { createAttemptContext } from './attempt-context.ts';
import { type Attempt, attempts } from './attempt-list.ts';
import { type Outcome, tryAttempt } from './attempt-outcome.ts';
import type { DemoSession } from './demo-session.ts';

export interface AttemptsProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
}

/** Tries what the key must not allow, with real requests. */
export function Attempts({ session, catalog, indexName }: AttemptsProps): ReactNode {
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, Outcome>>>({});
  const [isBusy, setBusy] = useState(false);
  const run = async (list: readonly Attempt[]): Promise<void> => {
    setBusy(true);
    for (const attempt of list) {
      const outcome = await tryAttempt(attempt, () => createAttemptContext(session, catalog, indexName));
      setOutcomes(current => ({ ...current, [attempt.title]: outcome }));
    }
    setBusy(false);
  };
  return (
    <Card
      title="Try to see more"
      aside={
        <span className="actions">
          <Tally outcomes={Object.values(outcomes)} />
          <button
            type="button"
            className="button small primary"
            disabled={isBusy}
            onClick={() => void run(attempts)}
          >
            Try all
          </button>
        </span>
      }
    >
      <p className="quiet">
        Each attempt is a real request to the local service. “Held” means that it showed nothing hidden.
      </p>
      <ul className="attempts">
        {attempts.map(attempt => (
          <li key={attempt.title} className={classOf(outcomes[attempt.title])}>
            <div className="attempt-head">
              <h3>{attempt.title}</h3>
              <button
                type="button"
                className="button tiny"
                disabled={isBusy}
                onClick={() => void run([attempt])}
              >
                Try<span className="visually-hidden"> {attempt.title}</span>
              </button>
            </div>
            {outcomes[attempt.title] === undefined && <p className="trick">{attempt.trick}</p>}
            <div aria-live="polite">
              <AttemptOutcome outcome={outcomes[attempt.title]} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Tally({ outcomes }: { outcomes: readonly Outcome[] }): ReactNode {
  if (outcomes.length === 0) return null;
  const held = outcomes.filter(({ verdict }) => verdict === 'held').length;
  const tried = outcomes.filter(({ verdict }) => verdict !== 'not tried').length;
  const untried = outcomes.length - tried;
  return (
    <>
      {tried > 0 && (
        <Chip tone={held === tried ? 'good' : 'bad'}>
          <span data-testid="held">
            {held} of {tried} held
          </span>
        </Chip>
      )}
      {untried > 0 && <Chip tone="quiet">{untried} not tried</Chip>}
    </>
  );
}

const tones: Readonly<Record<Outcome['verdict'], Tone>> = {
  held: 'good',
  'not held': 'bad',
  'not tried': 'quiet',
};

function AttemptOutcome({ outcome }: { outcome: Outcome | undefined }): ReactNode {
  if (outcome === undefined) return null;
  const { verdict, status, message = '', code, nbHits = 0 } = outcome;
  const isRefused = status !== undefined && status !== 200;
  const explanation = isRefused ? explainAnswer({ status, message, code }) : undefined;
  const extent = verdict === 'held' ? 'none of them hidden' : 'more than the key allows';
  const result = nbHits === 0 ? 'no record' : `${plural(nbHits, 'record')}, ${extent}`;
  return (
    <>
      <p className={isRefused ? 'attempt-answer refused' : 'attempt-answer'}>
        <Chip tone={tones[verdict]}>{verdict}</Chip> {status ? `${status}: ` : ''}
        {status === 200 ? result : message}
      </p>
      {explanation && (
        <details>
          <summary>Why</summary>
          <RuleAndFix {...explanation} />
        </details>
      )}
    </>
  );
}

function classOf(outcome: Outcome | undefined): string {
  return outcome === undefined ? '' : outcome.verdict.replace(' ', '-');
}
