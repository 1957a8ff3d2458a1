import { type ReactNode, useEffect, useState } from 'react';
import { Chip } from '../components/chip.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { type Catalog, type Refusal, RefusedRequest, searchIndex } from '../lib/service.ts';

export interface WhatItOpensProps {
  securedApiKey: string;
  catalog: Catalog;
  /** The parent counts queries: each look costs one for every index, so it has to be asked for. */
  isCounted: boolean;
}

type Count = { readonly nbHits: number } | { readonly refusal: Refusal };

/** How many records of each index the key shows, of those that are there. */
export function WhatItOpens({ securedApiKey, catalog, isCounted }: WhatItOpensProps): ReactNode {
  const [isAskedFor, setAskedFor] = useState(false);
  const counts = useCounts(isCounted && !isAskedFor ? undefined : securedApiKey, catalog);
  if (isCounted && !isAskedFor) {
    return (
      <button type="button" className="button" onClick={() => setAskedFor(true)}>
        Count what it opens: {catalog.indices.length} queries of the parent’s hourly limit
      </button>
    );
  }
  const refusals = new Map(
    Object.values(counts).flatMap(count =>
      'refusal' in count ? [[count.refusal.message, count.refusal] as const] : [],
    ),
  );
  return (
    <>
      <ul className="openings" data-testid="openings">
        {catalog.indices.map(({ name, records }) => (
          <Opening key={name} name={name} records={records} count={counts[name]} />
        ))}
      </ul>
      {[...refusals.values()].map(refusal => (
        <RefusalNote key={refusal.message} {...refusal} />
      ))}
    </>
  );
}

function Opening({
  name,
  records,
  count,
}: {
  name: string;
  records: number;
  count: Count | undefined;
}): ReactNode {
  const seen = count && 'nbHits' in count ? count.nbHits : 0;
  return (
    <li>
      <code>{name}</code>
      <span className="opening-track" aria-hidden="true">
        <span style={{ width: `${(seen / records) * 100}%` }} />
      </span>
      <span className="opening-count">
        {count === undefined && '…'}
        {count && 'nbHits' in count && `${seen} of ${records}`}
        {count && 'refusal' in count && <Chip tone="bad">refused</Chip>}
      </span>
    </li>
  );
}

function useCounts(apiKey: string | undefined, catalog: Catalog): Readonly<Record<string, Count>> {
  const [counts, setCounts] = useState<Readonly<Record<string, Count>>>({});
  useEffect(() => {
    setCounts({});
    if (apiKey === undefined) return;
    const controller = new AbortController();
    const { applicationId, indices } = catalog;
    for (const { name } of indices) {
      const request = { applicationId, apiKey, indexName: name };
      searchIndex(request, { hitsPerPage: 0 }, controller.signal).then(
        ({ nbHits }) => setCounts(current => ({ ...current, [name]: { nbHits } })),
        error => {
          if (error instanceof RefusedRequest)
            setCounts(current => ({ ...current, [name]: { refusal: error.refusal } }));
        },
      );
    }
    return () => controller.abort();
  }, [apiKey, catalog]);
  return counts;
}
