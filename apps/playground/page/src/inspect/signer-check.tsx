import { type ReactNode, useEffect, useId, useState } from 'react';
import { Card } from '../components/card.tsx';
import { Chip, type Tone } from '../components/chip.tsx';
import type { SignerAnswer, SignerQuestion } from './signers.ts';

export interface SignerCheckProps {
  credential: string;
  /** What signs such a credential, for the labels. */
  what: string;
  check: SignerQuestion;
}

interface Candidate {
  readonly id: number;
  readonly secret: string;
}

const maxCandidates = 8;
const tones: Readonly<Record<SignerAnswer['outcome'], Tone>> = {
  'signed it': 'good',
  'did not sign it': 'bad',
  'not checked': 'warn',
};

/** Which of the typed secrets signed the credential. They are gone when the view is left. */
export function SignerCheck({ credential, what, check }: SignerCheckProps): ReactNode {
  const [candidates, setCandidates] = useState<readonly Candidate[]>([{ id: 1, secret: '' }]);
  const change = (id: number, secret: string): void =>
    setCandidates(candidates.map(candidate => (candidate.id === id ? { id, secret } : candidate)));
  return (
    <Card title="Who signed it">
      <p className="quiet">
        Reading proves nothing: anyone can write such a text. With the secret, the signature is checked here,
        by the browser’s own cryptography. Use a page that you run yourself, and not a production secret.
      </p>
      {candidates.map(({ id, secret }) => (
        <SignerField
          key={id}
          label={`${what} ${id}`}
          secret={secret}
          credential={credential}
          check={check}
          onChange={text => change(id, text)}
        />
      ))}
      <button
        type="button"
        className="button small"
        disabled={candidates.length === maxCandidates}
        onClick={() => setCandidates([...candidates, { id: candidates.length + 1, secret: '' }])}
      >
        Add another
      </button>
    </Card>
  );
}

interface SignerFieldProps {
  label: string;
  secret: string;
  credential: string;
  check: SignerQuestion;
  onChange: (secret: string) => void;
}

function SignerField({ label, secret, credential, check, onChange }: SignerFieldProps): ReactNode {
  const id = useId();
  const answer = useAnswer(check, credential, secret);
  return (
    <div className="field wide">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="password"
        value={secret}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-answer`}
        onChange={event => onChange(event.target.value)}
      />
      <div id={`${id}-answer`} aria-live="polite">
        {answer && (
          <>
            <Chip tone={tones[answer.outcome]}>{answer.outcome}</Chip>
            <p className="field-note">{answer.message}</p>
          </>
        )}
      </div>
    </div>
  );
}

function useAnswer(check: SignerQuestion, credential: string, secret: string): SignerAnswer | undefined {
  const [answer, setAnswer] = useState<SignerAnswer>();
  useEffect(() => {
    let isCurrent = true;
    setAnswer(undefined);
    if (secret !== '') {
      void check(credential, secret).then(result => {
        if (isCurrent) setAnswer(result);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [check, credential, secret]);
  return answer;
}
