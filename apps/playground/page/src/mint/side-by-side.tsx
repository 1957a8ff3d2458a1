import type { ReactNode } from 'react';
import { Chip } from '../components/chip.tsx';
import type { MintOutcome, MintOutcomes } from './use-minted.ts';

export interface SideBySideProps {
  outcomes: MintOutcomes;
  /** Which of the two credentials is compared. */
  what: 'securedApiKey' | 'userToken';
}

const ends = 22;

/** The same credential from two runtimes, and whether every byte is the same. */
export function SideBySide({ outcomes, what }: SideBySideProps): ReactNode {
  const node = credentialOf(outcomes.node, what);
  const deno = credentialOf(outcomes.deno, what);
  const isCompared = node !== undefined && deno !== undefined;
  return (
    <div className="side-by-side" data-testid="side-by-side">
      <Runtime name="Node" outcome={outcomes.node} credential={node} />
      <div className="verdict" aria-live="polite">
        {isCompared ? (
          <Chip tone={node === deno ? 'good' : 'bad'}>
            {node === deno ? 'byte-identical' : 'not the same'}
          </Chip>
        ) : (
          <Chip tone="quiet">nothing to compare yet</Chip>
        )}
      </div>
      <Runtime name="Deno" outcome={outcomes.deno} credential={deno} />
    </div>
  );
}

interface RuntimeProps {
  name: string;
  outcome: MintOutcome;
  credential: string | undefined;
}

function Runtime({ name, outcome, credential }: RuntimeProps): ReactNode {
  return (
    <div className="runtime">
      <h3>{outcome && 'minted' in outcome ? outcome.minted.runtime : name}</h3>
      {outcome === undefined && <p className="quiet">waiting …</p>}
      {outcome && 'refusal' in outcome && <p className="quiet">{outcome.refusal.message}</p>}
      {credential !== undefined && (
        <code>
          {credential.slice(0, ends)}…{credential.slice(-ends)}
        </code>
      )}
    </div>
  );
}

function credentialOf(outcome: MintOutcome, what: SideBySideProps['what']): string | undefined {
  return outcome && 'minted' in outcome ? outcome.minted[what] : undefined;
}
