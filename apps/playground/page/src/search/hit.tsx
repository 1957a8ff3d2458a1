import type { ComponentType, ReactNode } from 'react';
import type { Highlight } from 'react-instantsearch';

type HighlightProps = Parameters<typeof Highlight>[0];

export interface HitProps {
  hit: HighlightProps['hit'];
  highlight: ComponentType<HighlightProps>;
}

/** One record, with the people and groups that may see it. */
export function Hit({ hit, highlight: Highlight }: HitProps): ReactNode {
  const record = hit as unknown as Record<string, unknown>;
  const visibleBy = Array.isArray(record.visible_by) ? record.visible_by.map(String) : [];
  return (
    <article className="hit">
      <h3>
        <Highlight attribute={record.title === undefined ? 'name' : 'title'} hit={hit} />
      </h3>
      <p>
        <Highlight attribute="description" hit={hit} />
      </p>
      <p className="hit-facts">
        <code>{hit.objectID}</code>
        {typeof record.price === 'number' && <span>{record.price.toFixed(2)}</span>}
        {typeof record.salary === 'number' && <span>{record.salary}</span>}
        <span>{visibleBy.join(' · ')}</span>
      </p>
    </article>
  );
}
