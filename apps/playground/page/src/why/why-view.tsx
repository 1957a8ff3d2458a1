import { policies } from '@forgekey/core';
import { type ReactNode, useState } from 'react';
import { Card } from '../components/card.tsx';
import { Tabs } from '../components/tabs.tsx';
import { useParameters } from '../lib/use-location.ts';
import { AnswerExplainer } from './answer-explainer.tsx';
import { RequestJudge } from './request-judge.tsx';

export function WhyView(): ReactNode {
  const [{ from = 'request' }, change] = useParameters();
  return (
    <div className="stack">
      <Tabs
        label="What you have"
        selected={from}
        onSelect={from => change({ from })}
        tabs={[
          { id: 'request', label: 'A key and a request', content: <RequestJudge /> },
          { id: 'answer', label: 'The server’s answer', content: <AnswerExplainer /> },
        ]}
      />
      <Policies />
    </div>
  );
}

function Policies(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title="Assumptions">
      <details open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>What this page assumes, because Algolia does not document it</summary>
        <dl className="policies">
          {Object.entries(policies).map(([name, { choice, note }]) => (
            <div key={name}>
              <dt>
                <code>{name}</code> <b>{choice}</b>
              </dt>
              <dd>{note}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}
