import type { ReactNode } from 'react';
import type { SearchHit } from '../lib/service.ts';

export interface RecordDotsProps {
  hits: readonly SearchHit[];
  isSeen: (hit: SearchHit) => boolean;
}

/** A dot for every record that the search finds without the restriction. */
export function RecordDots({ hits, isSeen }: RecordDotsProps): ReactNode {
  const seen = hits.filter(isSeen).length;
  return (
    <div
      className="record-dots"
      role="img"
      aria-label={`${seen} of ${hits.length} records are seen, ${hits.length - seen} are hidden`}
    >
      {hits.map(hit => (
        <span key={hit.objectID} className={isSeen(hit) ? 'dot seen' : 'dot hidden'} title={hit.title} />
      ))}
    </div>
  );
}
