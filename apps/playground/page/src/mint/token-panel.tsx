import { decodeSecuredUserToken } from '@forgekey/core';
import { type ReactNode, useId, useState } from 'react';
import { Card } from '../components/card.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { ColouredToken } from '../components/coloured-token.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { Segmented } from '../components/segmented.tsx';
import { TokenPicture } from '../components/token-picture.tsx';
import { ValidityTimeline } from '../components/validity-timeline.tsx';
import { endOfToken } from '../inspect/credential-end.ts';
import { remember } from '../lib/memory.ts';
import { goTo, useParameters } from '../lib/use-location.ts';
import { CodeTabs } from './code-tabs.tsx';
import { SideBySide } from './side-by-side.tsx';
import { tokenSamples } from './token-samples.ts';
import { type MintOutcomes, useMinted } from './use-minted.ts';

const lifetimes = [
  { value: '300', label: '5 min' },
  { value: '3600', label: '1 h' },
  { value: '86400', label: '1 day' },
  { value: '0', label: '0 s' },
] as const;

/** The form of a user token, and the token that both runtimes make of it. */
export function TokenPanel(): ReactNode {
  const [{ userId = 'mina', lifetime = '86400' }, change] = useParameters();
  const [forgedAtMs, setForgedAtMs] = useState(Date.now);
  const expiresIn = Number(lifetime);
  // Two runtimes make the same bytes only at the same time.
  const nowSec = Math.floor(forgedAtMs / 1000);
  const outcomes = useMinted({ userId, expiresIn, nowSec }, forgedAtMs);
  const apply = (patch: Readonly<Record<string, string>>): void => {
    setForgedAtMs(Date.now());
    change(patch);
  };
  return (
    <div className="split two-rows">
      <TokenForm userId={userId} lifetime={lifetime} onChange={apply} />
      <Card
        title="The token"
        className="both-rows right"
        aside={
          <button type="button" className="button small" onClick={() => setForgedAtMs(Date.now())}>
            Forge again
          </button>
        }
      >
        <TokenResult outcomes={outcomes} />
      </Card>
      <Card title="The code">
        <CodeTabs samples={tokenSamples(userId, expiresIn)} />
      </Card>
    </div>
  );
}

interface TokenFormProps {
  userId: string;
  /** In seconds. */
  lifetime: string;
  onChange: (patch: Readonly<Record<string, string>>) => void;
}

function TokenForm({ userId, lifetime, onChange }: TokenFormProps): ReactNode {
  const id = useId();
  return (
    <Card title="Who it is for" className="key-form">
      <div className="fields">
        <div className="field wide set">
          <label htmlFor={id}>
            userId <span className="type">becomes the sub claim</span>
          </label>
          <input
            id={id}
            value={userId}
            autoComplete="off"
            spellCheck={false}
            onChange={event => onChange({ userId: event.target.value })}
          />
          <p className="hint-buttons">
            <button
              type="button"
              className="button tiny"
              onClick={() => onChange({ userId: 'guest","sub":"admin' })}
            >
              An id with a second subject in it
            </button>
          </p>
        </div>
        <div className="field wide set">
          <Segmented
            label="expiresIn"
            options={lifetimes}
            value={lifetimes.find(({ value }) => value === lifetime)?.value ?? '86400'}
            onChange={value => onChange({ lifetime: value })}
          />
        </div>
      </div>
      <p className="quiet">
        Use a stable id, not a secret or an e-mail address: anyone who holds the token can read it.
      </p>
    </Card>
  );
}

function TokenResult({ outcomes }: { outcomes: MintOutcomes }): ReactNode {
  const token = outcomes.node && 'minted' in outcomes.node ? outcomes.node.minted.userToken : undefined;
  const refusal = outcomes.node && 'refusal' in outcomes.node ? outcomes.node.refusal : undefined;
  return (
    <>
      {refusal && <RefusalNote {...refusal} />}
      {token !== undefined && <ForgedToken text={token} />}
      <SideBySide outcomes={outcomes} what="userToken" />
    </>
  );
}

function ForgedToken({ text }: { text: string }): ReactNode {
  const token = decodeSecuredUserToken(text);
  const inspect = (): void => {
    remember('inspect.credential', text);
    goTo('inspect');
  };
  return (
    <>
      <TokenPicture text={text} token={token} />
      <ValidityTimeline end={endOfToken(token)} what="The token" />
      <CodeBlock text={text} what="the secured user token">
        <ColouredToken text={text} />
      </CodeBlock>
      <p className="actions">
        <button type="button" className="button small" onClick={inspect}>
          Inspect this token
        </button>
      </p>
    </>
  );
}
