import type { ReactNode } from 'react';
import { type GateState, gatesOf } from './gates.ts';
import type { Judgement } from './judge-request.ts';

const marks: Readonly<Record<GateState, string>> = {
  passed: '✓',
  refused: '✕',
  'not reached': '·',
  'not checked': '?',
};

/** The checks as gates on a way, and the one at which the request stops. */
export function GateLine({ judgement }: { judgement: Judgement }): ReactNode {
  return (
    <ol className="gates" data-testid="gates">
      {gatesOf(judgement).map(({ title, question, state }) => (
        <li key={title} className={`gate ${state.replace(' ', '-')}`}>
          <span className="gate-mark" aria-hidden="true">
            {marks[state]}
          </span>
          <span className="gate-title">{title}</span>
          <span className="gate-question">{question}</span>
          <span className="visually-hidden">{state}</span>
        </li>
      ))}
    </ol>
  );
}
