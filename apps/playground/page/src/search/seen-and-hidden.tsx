import { compileFilters } from '@forgekey/core';
import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import type { SearchHit } from '../lib/service.ts';
import { RecordDots } from './record-dots.tsx';
import { unlimitedParent, useParentHits } from './use-parent-hits.ts';
import { type EvidenceProps, useVerdict } from './use-verdict.ts';

export interface SeenAndHiddenProps extends EvidenceProps {
  /** How many records InstantSearch found. */
  nbHits: number | undefined;
}

/** The same search without the restriction, record by record. */
export function SeenAndHidden(props: SeenAndHiddenProps): ReactNode {
  const { session, catalog, nbHits } = props;
  const { user } = session;
  const verdict = useVerdict(props);
  const outcome = useParentHits(props);
  const parameters = verdict?.explanation.parameters;
  const isSeen = parameters ? compileFilters(parameters) : () => false;
  const parent = catalog.parents.find(({ name }) => name === user.parent)!;
  return (
    <Card
      title="What this key hides"
      className="seen-and-hidden"
      aside={user.visibleBy.length > 0 && <span className="quiet">may see {user.visibleBy.join(', ')}</span>}
    >
      {outcome && 'refusal' in outcome && <RefusalNote {...outcome.refusal} />}
      {verdict && outcome && 'hits' in outcome && (
        <Comparison hits={outcome.hits} isSeen={isSeen} nbHits={nbHits} />
      )}
      {parent.name !== unlimitedParent && (
        <p className="quiet">
          The parent of this key is <code>{parent.name}</code>: {parent.description}. The comparison is with{' '}
          <code>{unlimitedParent}</code>.
        </p>
      )}
    </Card>
  );
}

interface ComparisonProps {
  hits: readonly SearchHit[];
  isSeen: (hit: SearchHit) => boolean;
  nbHits: number | undefined;
}

function Comparison({ hits, isSeen, nbHits }: ComparisonProps): ReactNode {
  const seen = hits.filter(isSeen).length;
  const isAgreed = nbHits === seen;
  return (
    <>
      <p className="tally">
        <span className="good">
          <b data-testid="seen">{seen}</b> seen
        </span>
        <span className="bad">
          <b data-testid="hidden">{hits.length - seen}</b> hidden
        </span>
        <span className="quiet">of the {hits.length} records that match</span>
      </p>
      <RecordDots hits={hits} isSeen={isSeen} />
      {nbHits !== undefined && (
        <p data-testid="agreement">
          <Chip tone={isAgreed ? 'good' : 'bad'}>
            {isAgreed ? 'The key’s filter and the service agree' : 'The key’s filter and the service differ'}
          </Chip>{' '}
          <span className="quiet">
            predicted {seen}, answered {nbHits}
          </span>
        </p>
      )}
    </>
  );
}
