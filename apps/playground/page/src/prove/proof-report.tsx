import type { Proof, Reason } from '@forgekey/core';
import { describeReason } from '@forgekey/core/internal';
import type { ReactNode } from 'react';
import { Chip, type Tone } from '../components/chip.tsx';
import { CodeBlock } from '../components/code-block.tsx';

export interface ProofReportProps {
  proof: Proof;
  /** What each verdict means for this question. */
  words: Readonly<Record<Proof['verdict'], string>>;
  /** A verdict is good or bad news by what was asked. */
  tone?: Tone;
  /** What the reasons of a refutation say. */
  because: string;
  /** Whose keys a and b are, where there are two. */
  names?: Readonly<Record<'a' | 'b', string>>;
  children?: ReactNode;
}

const tones: Readonly<Record<Proof['verdict'], Tone>> = {
  proved: 'good',
  refuted: 'bad',
  vacuous: 'warn',
  undecided: 'warn',
};

/** The answer, and what it rests on. */
export function ProofReport({ proof, words, tone, because, names, children }: ProofReportProps): ReactNode {
  const { verdict } = proof;
  return (
    <div className="stack proof" data-testid="proof">
      <p className="proof-verdict">
        <Chip tone={tone ?? tones[verdict]}>{verdict}</Chip> <span>{words[verdict]}</span>
      </p>
      {verdict === 'undecided' && <p>{proof.reason}</p>}
      {verdict === 'refuted' && (
        <CodeBlock
          text={JSON.stringify(proof.record, null, 2)}
          what={names ? 'a record that both find' : 'a record that breaks it'}
        />
      )}
      {verdict !== 'undecided' && proof.because.length > 0 && (
        <Reasons
          title={{ proved: 'Proved by', refuted: because, vacuous: 'These exclude each other' }[verdict]}
          reasons={proof.because}
          names={names}
        />
      )}
      {children}
      {verdict === 'refuted' && proof.hint && <p className="quiet">{proof.hint}</p>}
      {verdict === 'proved' && proof.assumptions.length > 0 && (
        <details>
          <summary>What it assumes</summary>
          <dl className="policies">
            {proof.assumptions.map(({ code, attribute, message, hint }) => (
              <div key={`${code} ${attribute}`}>
                <dt>
                  <code>{code}</code>
                </dt>
                <dd>
                  {message} {hint}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

interface ReasonsProps {
  title: string;
  reasons: readonly Reason[];
  names: ProofReportProps['names'];
}

function Reasons({ title, reasons, names }: ReasonsProps): ReactNode {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="reasons">
        {reasons.map(reason => {
          const owner =
            'of' in reason && (reason.of === 'a' || reason.of === 'b') ? names?.[reason.of] : undefined;
          return (
            <li key={describeReason(reason)}>
              {owner !== undefined && <b>{owner}</b>}
              <code className="term">
                {owner === undefined ? describeReason(reason) : withoutOwner(reason)}
              </code>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function withoutOwner(reason: Reason): string {
  if ('rule' in reason) return describeReason(reason);
  const { of: _, ...others } = reason;
  return describeReason(others);
}
