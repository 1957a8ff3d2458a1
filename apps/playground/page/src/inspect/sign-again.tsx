import type { DecodedRestrictions } from '@forgekey/core';
import { type ReactNode, useId, useState } from 'react';
import { Card } from '../components/card.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { formatJson } from '../lib/format.ts';
import { mint, type Refusal, refusalOf } from '../lib/service.ts';
import { readJsonObject } from './read-json-object.ts';

export interface SignAgainProps {
  restrictions: DecodedRestrictions;
  onSigned: (securedApiKey: string) => void;
}

/** The parent key of the local service that signs here. */
const parent = 'search';
const anHourSec = 3600;

/** Edits the restrictions of a key and has the local service sign them. Nothing is sent before the button is pressed. */
export function SignAgain({ restrictions, onSigned }: SignAgainProps): ReactNode {
  const id = useId();
  const [json, setJson] = useState(() => formatJson(restrictions));
  const [refusal, setRefusal] = useState<Refusal>();
  const edited = readJsonObject(json);
  const sign = async (): Promise<void> => {
    setRefusal(undefined);
    try {
      const { securedApiKey = '' } = await mint({ restrictions: edited!, parent });
      onSigned(securedApiKey);
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  const extend = (): void =>
    setJson(formatJson({ ...edited, validUntil: Math.floor(Date.now() / 1000) + anHourSec }));
  return (
    <Card title="Edit and sign again" className="fill">
      <div className="field wide">
        <label htmlFor={id}>
          Restrictions <span className="type">as JSON</span>
        </label>
        <textarea
          id={id}
          rows={Math.min(14, json.split('\n').length + 1)}
          value={json}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={edited === undefined}
          aria-describedby={`${id}-note`}
          onChange={event => setJson(event.target.value)}
        />
        <p id={`${id}-note`} className={edited === undefined ? 'field-note error' : 'field-note'}>
          {edited === undefined
            ? 'Not a JSON object yet.'
            : `The local service signs them with its own parent key “${parent}”, so the new key opens its demo data.`}
        </p>
      </div>
      <p className="actions">
        <button
          type="button"
          className="button primary"
          disabled={edited === undefined}
          onClick={() => void sign()}
        >
          Sign again
        </button>
        <button type="button" className="button" disabled={edited === undefined} onClick={extend}>
          Set validUntil to one hour from now
        </button>
      </p>
      <div aria-live="polite">{refusal && <RefusalNote {...refusal} />}</div>
    </Card>
  );
}
