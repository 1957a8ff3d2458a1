import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { type LoggedDecision, useDecisions } from './use-decisions.ts';

/** A live log: what each client requested, and the reason for each answer. */
export function LogView(): ReactNode {
  const { decisions, isLive } = useDecisions();
  return (
    <Card
      title="Requests"
      aside={<Chip tone={isLive ? 'good' : 'warn'}>{isLive ? 'live' : 'not connected'}</Chip>}
    >
      {decisions.length === 0 ? (
        <p>No request yet. Search in another view, or point a client of yours at this address.</p>
      ) : (
        <ol className="log">
          {decisions.map(decision => (
            <Decision key={decision.number} decision={decision} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function Decision({ decision }: { decision: LoggedDecision }): ReactNode {
  const { time, status, method, path, durationMs, message, hint, warning, parameters = {} } = decision;
  return (
    <li>
      <details>
        <summary>
          <Chip tone={status < 400 ? 'good' : 'bad'}>{status}</Chip>
          <time dateTime={time}>{time.slice(11, 19)}</time>
          <code>
            {method} {path}
          </code>
          <span className="log-who">{whoAsked(decision)}</span>
          <span className="log-duration">{durationMs} ms</span>
          {message !== undefined && <b className="log-message">{message}</b>}
        </summary>
        {hint !== undefined && <p>{hint}</p>}
        {warning !== undefined && <p>{warning}</p>}
        <dl>
          {Object.entries(parameters).map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <code>{typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

function whoAsked({ keyKind, keyFingerprint, userToken }: LoggedDecision): string {
  if (keyFingerprint === undefined) return 'no key';
  const user = userToken === undefined ? '' : ` of ${userToken}`;
  return `${keyKind ?? 'unknown'} key ${keyFingerprint}${user}`;
}
