import type { ReactNode } from 'react';
import { Chip, type Tone } from '../components/chip.tsx';
import type { MintOutcome, MintOutcomes } from './use-minted.ts';

export interface SideBySideProps {
  outcomes: MintOutcomes;
  /** Which of the two credentials is compared. */
  what: 'securedApiKey' | 'userToken';
}

const ends = 22;

/** The same credential from two runtimes, and whether every byte is the same. */
export function SideBySide({ outcomes, what }: SideBySideProps): ReactNode {
  const { tone, text } = compare(outcomes, what);
  return (
    <div className="side-by-side" data-testid="side-by-side">
      <Runtime name="Node" outcome={outcomes.node} what={what} />
      <div className="verdict" aria-live="polite">
        <Chip tone={tone}>{text}</Chip>
      </div>
      <Runtime name="Deno" outcome={outcomes.deno} what={what} />
    </div>
  );
}

function compare({ node, deno }: MintOutcomes, what: SideBySideProps['what']): { tone: Tone; text: string } {
  if (node && deno && 'minted' in node && 'minted' in deno) {
    return node.minted[what] === deno.minted[what]
      ? { tone: 'good', text: 'byte-identical' }
      : { tone: 'bad', text: 'not the same' };
  }
  const isSameRefusal =
    node && deno && 'refusal' in node && 'refusal' in deno && node.refusal.message === deno.refusal.message;
  return { tone: 'quiet', text: isSameRefusal ? 'the same answer' : 'nothing to compare' };
}

interface RuntimeProps {
  name: string;
  outcome: MintOutcome;
  what: SideBySideProps['what'];
}

function Runtime({ name, outcome, what }: RuntimeProps): ReactNode {
  const credential = outcome && 'minted' in outcome ? outcome.minted[what] : undefined;
  return (
    <div className="runtime">
      <h3>{outcome && 'minted' in outcome ? outcome.minted.runtime : name}</h3>
      {outcome === undefined && <p className="quiet">waiting…</p>}
      {outcome && 'refusal' in outcome && <p className="quiet">{outcome.refusal.message}</p>}
      {credential !== undefined && (
        <code>
          {credential.slice(0, ends)}…{credential.slice(-ends)}
        </code>
      )}
    </div>
  );
}
