import { type ReactNode, useState } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { plural } from '../lib/format.ts';
import { type Catalog, RefusedRequest } from '../lib/service.ts';
import { createAttemptContext } from './attempt-context.ts';
import { type Attempt, attempts } from './attempt-list.ts';
import type { DemoSession } from './demo-session.ts';

export interface AttemptsProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
}

/** How an attempt ended. */
interface Outcome {
  readonly held: boolean;
  readonly status: number;
  readonly message?: string;
  readonly code?: string;
  readonly nbHits?: number;
}

/** Tries what the key must not allow, with real requests. */
export function Attempts({ session, catalog, indexName }: AttemptsProps): ReactNode {
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, Outcome>>>({});
  const [isBusy, setBusy] = useState(false);
  const run = async (list: readonly Attempt[]): Promise<void> => {
    setBusy(true);
    for (const attempt of list) {
      const outcome = await tryOne(attempt, session, catalog, indexName);
      setOutcomes(current => ({ ...current, [attempt.title]: outcome }));
    }
    setBusy(false);
  };
  const tried = Object.values(outcomes);
  const held = tried.filter(outcome => outcome.held).length;
  return (
    <Card
      title="Try to see more"
      aside={
        <span className="actions">
          {tried.length > 0 && (
            <Chip tone={held === tried.length ? 'good' : 'bad'}>
              <span data-testid="held">
                {held} of {tried.length} held
              </span>
            </Chip>
          )}
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
            <p className="quiet">{attempt.trick}</p>
            <div aria-live="polite">
              <AttemptOutcome outcome={outcomes[attempt.title]} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AttemptOutcome({ outcome }: { outcome: Outcome | undefined }): ReactNode {
  if (outcome === undefined) return null;
  const { held, status, message, code, nbHits } = outcome;
  return (
    <>
      <Chip tone={held ? 'good' : 'bad'}>{held ? 'held' : 'not held'}</Chip>{' '}
      {status === 200 ? (
        <span className="attempt-answer">
          200, {plural(nbHits ?? 0, 'record')}, {held ? 'none of them hidden' : 'more than the key allows'}
        </span>
      ) : (
        <RefusalNote status={status} message={message ?? ''} code={code} />
      )}
    </>
  );
}

function classOf(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  return outcome.held ? 'held' : 'not-held';
}

async function tryOne(
  attempt: Attempt,
  session: DemoSession,
  catalog: Catalog,
  indexName: string,
): Promise<Outcome> {
  try {
    const context = await createAttemptContext(session, catalog, indexName);
    const answer = await attempt.run(context);
    const { message, code, nbHits } = answer.body;
    return {
      held: attempt.holds(answer, context),
      status: answer.status,
      ...(typeof message === 'string' && { message }),
      ...(typeof code === 'string' && { code }),
      ...(typeof nbHits === 'number' && { nbHits }),
    };
  } catch (error) {
    const { status, message } =
      error instanceof RefusedRequest ? error.refusal : { status: 0, message: String(error) };
    return { held: false, status, message };
  }
}
