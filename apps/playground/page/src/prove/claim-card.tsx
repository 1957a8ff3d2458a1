import { confineToAttribute, isForgekeyError, type Proof, proveConfined } from '@forgekey/core';
import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import type { KeyToProve } from './keys-to-prove.ts';
import { ProofReport } from './proof-report.tsx';
import { SearchForIt } from './search-for-it.tsx';

export interface ClaimCardProps {
  keys: readonly KeyToProve[];
  selected: KeyToProve;
  attribute: string;
  /** As typed; undefined for the one that follows from the key. */
  claim: string | undefined;
  onSelect: (id: string) => void;
  onClaim: (claim: string | undefined) => void;
}

const words: Readonly<Record<Proof['verdict'], string>> = {
  proved: 'Whatever a search asks for, every record satisfies the claim.',
  refuted: 'The key can show this record, which does not satisfy the claim.',
  vacuous: 'The key shows nothing at all. This is nearly always a mistake.',
  undecided: 'There is no answer. Do not take it for a proof.',
};

/** One key, a claim about all that it shows, and the answer. */
export function ClaimCard(props: ClaimCardProps): ReactNode {
  const { keys, selected, attribute, claim, onSelect, onClaim } = props;
  const id = useId();
  const { conditions, parent, user } = selected;
  const options = parent === undefined ? {} : { parent };
  const inferred = attribute === '' ? undefined : confineToAttribute(conditions, attribute, options).claim;
  const text = claim ?? inferred ?? '';
  const answer = text.trim() === '' ? undefined : answerTo(() => proveConfined(conditions, text, options));
  const error = typeof answer === 'string' ? answer : undefined;
  return (
    <Card title="What a key can never show">
      <div className="field wide">
        <label htmlFor={`${id}-key`}>Key</label>
        <select id={`${id}-key`} value={selected.id} onChange={event => onSelect(event.target.value)}>
          {keys.map(key => (
            <option key={key.id} value={key.id}>
              {key.name}
            </option>
          ))}
        </select>
      </div>
      <div className="field wide">
        <label htmlFor={`${id}-claim`}>
          Claim <span className="type">a filter that every record it shows satisfies</span>
        </label>
        <textarea
          id={`${id}-claim`}
          rows={3}
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-note`}
          placeholder="tenant_id:42"
          onChange={event => onClaim(event.target.value)}
        />
        <p className="field-note" id={`${id}-note`}>
          {error ??
            (claim === undefined && inferred !== undefined
              ? `Taken from the key: its values of ${attribute}. Change it to ask for more.`
              : text.trim() === ''
                ? `No group of this key is about ${attribute || 'the attribute'} alone. Write a claim.`
                : 'Your own claim.')}
        </p>
      </div>
      {claim !== undefined && (
        <button type="button" className="button small" onClick={() => onClaim(undefined)}>
          Back to the claim of the key
        </button>
      )}
      <div aria-live="polite">
        {answer !== undefined && typeof answer !== 'string' && (
          <ProofReport proof={answer} words={words} because="It does not satisfy">
            {answer.verdict === 'refuted' && user !== undefined && (
              <SearchForIt
                key={JSON.stringify([user.id, answer.record])}
                record={answer.record}
                users={[user]}
              />
            )}
          </ProofReport>
        )}
      </div>
    </Card>
  );
}

/** The proof, or what is wrong with the claim. */
function answerTo(prove: () => Proof): Proof | string {
  try {
    return prove();
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    return `${error.message} ${error.hint ?? ''}`.trim();
  }
}
