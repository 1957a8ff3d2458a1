import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import { LocalTimeInput } from '../components/local-time-input.tsx';
import { ServiceBoundary } from '../components/service-boundary.tsx';
import { ParentChoice } from './parent-choice.tsx';
import type { UsedJudgement } from './use-judgement.ts';

/** The form of a request. The key and its parent are never in a link; the other fields are. */
export function RequestFields(used: UsedJudgement): ReactNode {
  const { form, parentName, change, setLimits, showExample } = used;
  const id = useId();
  return (
    <Card
      title="The request"
      className="both-rows"
      aside={
        <button type="button" className="button small" onClick={showExample}>
          A refused example
        </button>
      }
    >
      <div className="fields">
        <KeyField {...used} />
        <TextField label="Index" value={form.index} onChange={index => change({ index })} />
        <TextField label="IP address of the client" value={form.ip} onChange={ip => change({ ip })} />
        <TextField label="Referer" value={form.referer} onChange={referer => change({ referer })} />
        <div className="field">
          <label htmlFor={`${id}-at`}>Time (now, if empty)</label>
          <LocalTimeInput id={`${id}-at`} seconds={form.at} onChange={at => change({ at })} />
        </div>
        <BodyField {...used} />
        <ServiceBoundary>
          <ParentChoice name={parentName} onName={parent => change({ parent })} onLimits={setLimits} />
        </ServiceBoundary>
        <ParentJsonField {...used} />
        <SecretField {...used} />
      </div>
    </Card>
  );
}

function KeyField({ form, setKey }: UsedJudgement): ReactNode {
  const id = useId();
  return (
    <div className="field wide">
      <label htmlFor={id}>
        Secured API key{' '}
        <span className="type">or text that contains it; read in this page, sent nowhere</span>
      </label>
      <textarea
        id={id}
        className="credential"
        rows={4}
        value={form.key}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setKey(event.target.value)}
      />
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function TextField({ label, value, onChange }: TextFieldProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
      />
    </div>
  );
}

function BodyField({ form, body, change }: UsedJudgement): ReactNode {
  const id = useId();
  return (
    <div className="field wide">
      <label htmlFor={id}>
        Search parameters of the request, as JSON <span className="type">or the whole body</span>
      </label>
      <textarea
        id={id}
        rows={4}
        value={form.params}
        spellCheck={false}
        aria-invalid={'problem' in body}
        aria-describedby={`${id}-note`}
        onChange={event => change({ params: event.target.value })}
      />
      <p id={`${id}-note`} className="field-note error">
        {'problem' in body && body.problem}
      </p>
    </div>
  );
}

function SecretField({ form, setParentApiKey }: UsedJudgement): ReactNode {
  const id = useId();
  return (
    <div className="field wide">
      <label htmlFor={id}>
        Parent API key <span className="type">to check the signature; never stored</span>
      </label>
      <input
        id={id}
        type="password"
        value={form.parentApiKey}
        autoComplete="off"
        onChange={event => setParentApiKey(event.target.value)}
      />
    </div>
  );
}

function ParentJsonField({ parentJson, parentProblem, setParentJson }: UsedJudgement): ReactNode {
  const id = useId();
  return (
    <div className="field wide">
      <label htmlFor={id}>
        Parent key as JSON <span className="type">the answer of GET /1/keys/{'{key}'}</span>
      </label>
      <textarea
        id={id}
        rows={2}
        value={parentJson}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={parentProblem !== undefined}
        aria-describedby={`${id}-note`}
        onChange={event => setParentJson(event.target.value)}
      />
      <p id={`${id}-note`} className="field-note error">
        {parentProblem}
      </p>
    </div>
  );
}
