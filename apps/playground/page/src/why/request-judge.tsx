import type { ParentApiKey } from '@forgekey/core';
import { type ReactNode, useId, useState } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { ServiceBoundary } from '../components/service-boundary.tsx';
import { useMemory } from '../lib/memory.ts';
import { useParameters } from '../lib/use-location.ts';
import { useNow } from '../lib/use-now.ts';
import { GateLine } from './gate-line.tsx';
import { judgeRequest } from './judge-request.ts';
import { ParentChoice } from './parent-choice.tsx';
import { Verdict } from './verdict.tsx';

const noLimits: ParentApiKey = {};

/** Judges a request by the rules of the service, and shows at which of them it stops. */
export function RequestJudge(): ReactNode {
  const id = useId();
  const clock = useNow();
  const [key, setKey] = useMemory('why.key', '');
  const [parentApiKey, setParentApiKey] = useState('');
  const [parent, setParent] = useState(noLimits);
  const [shared, change] = useParameters();
  const {
    index = 'documents',
    params = '{\n  "query": ""\n}',
    ip = '127.0.0.1',
    referer = '',
    at = '',
  } = shared;
  const parameters = readObject(params);
  const now = at === '' ? clock : new Date(at);
  const missing = [
    key.trim() === '' && 'Paste a key',
    index === '' && 'Name an index',
    parameters === undefined && 'Complete the JSON',
    Number.isNaN(now.getTime()) && 'Correct the time',
  ].filter(step => step !== false);
  const judgement =
    parameters !== undefined && missing.length === 0
      ? judgeRequest({
          key: key.trim(),
          parentApiKey,
          parent,
          indexName: index,
          parameters,
          ip,
          referer,
          now,
        })
      : undefined;

  const field = (name: string, label: string, value: string, type = 'text'): ReactNode => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        type={type}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={event => change({ [name]: event.target.value })}
      />
    </div>
  );
  return (
    <div className="split">
      <Card title="The request">
        <div className="fields">
          <div className="field wide">
            <label htmlFor={`${id}-key`}>
              Secured API key <span className="type">stays in this page, kept in no link</span>
            </label>
            <textarea
              id={`${id}-key`}
              className="credential"
              rows={3}
              value={key}
              spellCheck={false}
              autoComplete="off"
              onChange={event => setKey(event.target.value)}
            />
          </div>
          {field('index', 'Index', index)}
          {field('ip', 'IP address of the client', ip)}
          {field('referer', 'Referer', referer)}
          {field('at', 'Time (now, if empty)', at, 'datetime-local')}
          <div className="field wide">
            <label htmlFor={`${id}-params`}>Search parameters of the request, as JSON</label>
            <textarea
              id={`${id}-params`}
              rows={4}
              value={params}
              spellCheck={false}
              aria-invalid={parameters === undefined}
              aria-describedby={`${id}-params-note`}
              onChange={event => change({ params: event.target.value })}
            />
            <p id={`${id}-params-note`} className="field-note error">
              {parameters === undefined && 'Not a JSON object yet.'}
            </p>
          </div>
          <ServiceBoundary>
            <ParentChoice
              name={shared.parent ?? ''}
              onName={parent => change({ parent })}
              onLimits={setParent}
            />
          </ServiceBoundary>
          <div className="field wide">
            <label htmlFor={`${id}-parent`}>
              Parent API key <span className="type">to check the signature; never stored</span>
            </label>
            <input
              id={`${id}-parent`}
              type="password"
              value={parentApiKey}
              autoComplete="off"
              onChange={event => setParentApiKey(event.target.value)}
            />
          </div>
        </div>
      </Card>
      <div className="stack" aria-live="polite">
        <Card title="How far it comes">
          {judgement ? (
            <>
              <GateLine judgement={judgement} />
              <Verdict judgement={judgement} request={parameters ?? {}} />
            </>
          ) : (
            <Chip tone="quiet">{missing.join(', ')}</Chip>
          )}
        </Card>
      </div>
    </div>
  );
}

function readObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json.trim() === '' ? '{}' : json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
