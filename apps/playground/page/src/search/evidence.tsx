import { compileFilters } from '@forgekey/core';
import { authorizeRestrictions } from '@forgekey/core/internal';
import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { MergedParameters } from '../components/merged-parameters.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import type { Catalog, SearchHit } from '../lib/service.ts';
import type { DemoSession } from './demo-session.ts';
import type { SentRequest } from './observed-client.ts';
import { RecordDots } from './record-dots.tsx';
import { unlimitedParent, useParentHits } from './use-parent-hits.ts';
import { useSessionLog } from './use-session.ts';

export interface EvidenceProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
  /** What InstantSearch asked for last. */
  sent: SentRequest | undefined;
  /** How many records it was told of. */
  nbHits: number | undefined;
}

/** The same search without the restriction, record by record, and the parameters that make the difference. */
export function Evidence({ session, catalog, indexName, sent, nbHits }: EvidenceProps): ReactNode {
  const restrictions = useSessionLog(session).keys.at(-1)?.restrictions;
  const parent = catalog.parents.find(({ name }) => name === session.user.parent)!;
  const outcome = useParentHits({ catalog, indexName, sent });
  if (restrictions === undefined || sent === undefined) return null;

  const request = { indexName, parameters: sent.parameters, ip: '127.0.0.1', referer: window.location.href };
  // The service verified the signature; here only its rules are followed, to show what they make of the request.
  const verdict = authorizeRestrictions({ key: { restrictions }, parent: parent.limits, request });
  return (
    <>
      <Card title={`The parent key “${unlimitedParent}” sees`}>
        {parent.name !== unlimitedParent && (
          <p className="quiet">
            The key of {session.user.name} has another parent, <code>{parent.name}</code>:{' '}
            {parent.description}.
          </p>
        )}
        {outcome && 'refusal' in outcome && <RefusalNote {...outcome.refusal} />}
        {outcome && 'hits' in outcome && (
          <Comparison
            name={session.user.name}
            hits={outcome.hits}
            isSeen={verdict.allowed ? compileFilters(verdict.parameters) : () => false}
            nbHits={nbHits}
          />
        )}
      </Card>
      <Card title="What the engine runs">
        {verdict.allowed ? (
          <MergedParameters
            restrictions={restrictions}
            request={sent.parameters}
            merged={verdict.parameters}
          />
        ) : (
          <RefusalNote {...verdict} />
        )}
      </Card>
    </>
  );
}

interface ComparisonProps {
  name: string;
  hits: readonly SearchHit[];
  isSeen: (hit: SearchHit) => boolean;
  nbHits: number | undefined;
}

const listed = 5;

function Comparison({ name, hits, isSeen, nbHits }: ComparisonProps): ReactNode {
  const hidden = hits.filter(hit => !isSeen(hit));
  const seen = hits.length - hidden.length;
  return (
    <>
      <p className="tally">
        <span className="good">
          <b data-testid="seen">{seen}</b> seen
        </span>
        <span className="bad">
          <b data-testid="hidden">{hidden.length}</b> hidden
        </span>
        <span className="quiet">of {hits.length}</span>
      </p>
      <RecordDots hits={hits} isSeen={isSeen} />
      {nbHits !== undefined && (
        <p data-testid="agreement">
          <Chip tone={nbHits === seen ? 'good' : 'bad'}>
            {nbHits === seen
              ? 'the key’s filter and the service agree'
              : 'the key’s filter and the service differ'}
          </Chip>{' '}
          <span className="quiet">
            predicted {seen}, answered {nbHits}
          </span>
        </p>
      )}
      {hidden.length > 0 && (
        <>
          <h3>Hidden from {name}</h3>
          <ul className="hidden-records" data-testid="hidden-records">
            {hidden.slice(0, listed).map(hit => (
              <li key={hit.objectID}>
                <span>{hit.title}</span> <code>{visibleBy(hit)}</code>
              </li>
            ))}
            {hidden.length > listed && <li className="quiet">and {hidden.length - listed} more</li>}
          </ul>
        </>
      )}
    </>
  );
}

function visibleBy(hit: SearchHit): string {
  return Array.isArray(hit.visible_by) ? hit.visible_by.join(' · ') : '';
}
