import type { Proof, Reason } from '@forgekey/core';
import { describeReason } from '@forgekey/core/internal';
import type { ReactNode } from 'react';
import { Chip, type Tone } from '../components/chip.tsx';
import { CodeBlock } from '../components/code-block.tsx';

/** A verdict in the words of the question: in short, and as a sentence. */
export interface Answer {
  readonly tone: Tone;
  readonly short: string;
  readonly sentence: string;
}

export interface ProofReportProps {
  proof: Proof;
  answer: Answer;
  /** What the record of a refutation shows. */
  recordTitle: string;
  /** What the reasons of a refutation say. */
  because: string;
  /** Whose keys a and b are, if there are two. */
  names?: Readonly<Record<'a' | 'b', string>>;
  children?: ReactNode;
}

/** The answer, and the reasons for it. */
export function ProofReport(props: ProofReportProps): ReactNode {
  const { proof, answer, recordTitle, because, names, children } = props;
  const { verdict } = proof;
  return (
    <div className="stack proof" data-testid="proof">
      <p className="proof-verdict">
        <Chip tone={answer.tone}>{answer.short}</Chip> <span>{answer.sentence}</span>
      </p>
      {verdict === 'undecided' && <p>{proof.reason}</p>}
      {verdict === 'refuted' && <CodeBlock text={JSON.stringify(proof.record, null, 2)} what={recordTitle} />}
      {verdict !== 'undecided' && proof.because.length > 0 && (
        <Reasons
          title={
            { proved: 'Why it holds', refuted: because, vacuous: 'These conditions exclude each other' }[
              verdict
            ]
          }
          reasons={proof.because}
          names={names}
        />
      )}
      {verdict === 'refuted' && proof.hint && <p className="quiet">{proof.hint}</p>}
      {children}
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
        {reasons.map(reason => (
          <li key={describeReason(reason)}>
            <p>
              <SourceOf reason={reason} names={names} />
            </p>
            <code className="term">{'rule' in reason ? reason.rule : reason.text}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whose condition a reason is, and which parameter holds it. */
function SourceOf({ reason, names }: { reason: Reason; names: ProofReportProps['names'] }): ReactNode {
  if ('rule' in reason) return 'The rule that pins it';
  const { of, from, parameter } = reason;
  if (of === 'claim') return 'in the claim';
  const owner = of === 'a' || of === 'b' ? names?.[of] : undefined;
  return (
    <>
      {owner !== undefined && <b>{owner}: </b>}
      {from === 'parent' ? 'the parent key’s ' : owner === undefined && 'the key’s '}
      <code>{parameter}</code>
    </>
  );
}
