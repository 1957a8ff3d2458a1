import { confineToAttribute, isForgekeyError, type Proof, proveConfined } from '@forgekey/core';
import { type ReactNode, useId } from 'react';
import { Card } from '../components/card.tsx';
import type { KeyToProve } from './keys-to-prove.ts';
import { type Answer, ProofReport } from './proof-report.tsx';
import { SearchForIt } from './search-for-it.tsx';

export interface ClaimCardProps {
  keys: readonly KeyToProve[];
  selected: KeyToProve;
  attribute: string;
  /** The typed claim; undefined for the one that follows from the key. */
  claim: string | undefined;
  onSelect: (id: string) => void;
  onClaim: (claim: string | undefined) => void;
}

const answers: Readonly<Record<Proof['verdict'], Answer>> = {
  proved: {
    tone: 'good',
    short: 'holds',
    sentence: 'Whatever a search asks for, every record that the key shows satisfies the claim.',
  },
  refuted: {
    tone: 'bad',
    short: 'does not hold',
    sentence: 'The key can show this record, which does not satisfy the claim.',
  },
  vacuous: {
    tone: 'warn',
    short: 'shows nothing',
    sentence: 'The key shows no record at all. This is nearly always a mistake.',
  },
  undecided: { tone: 'warn', short: 'no answer', sentence: 'This is not a proof: the claim may be false.' },
};

/** One key, a claim about all records that it shows, and the answer. */
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
          className="claim"
          rows={3}
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-note`}
          placeholder="tenant_id:42"
          onChange={event => onClaim(event.target.value)}
        />
        <p className={error === undefined ? 'field-note' : 'field-note error'} id={`${id}-note`}>
          {error ??
            (claim === undefined && inferred !== undefined
              ? `This is what the key’s own conditions on ${attribute} say. Edit it to test a stronger claim.`
              : text.trim() === ''
                ? whyNoClaim(attribute)
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
          <ProofReport
            proof={answer}
            answer={answers[answer.verdict]}
            recordTitle="a record that breaks the claim"
            because="The condition that it breaks"
          >
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

function whyNoClaim(attribute: string): string {
  return attribute === ''
    ? 'Name a tenant attribute, or write a claim.'
    : `No condition of this key is about ${attribute} alone. Write a claim.`;
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
