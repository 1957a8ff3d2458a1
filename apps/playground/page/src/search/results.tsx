import type { LiteClient } from 'algoliasearch/lite';
import { type ReactNode, useEffect, useState } from 'react';
import {
  Configure,
  Highlight,
  Hits,
  InstantSearch,
  Pagination,
  RefinementList,
  SearchBox,
  useInstantSearch,
} from 'react-instantsearch';
import { Card } from '../components/card.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { plural } from '../lib/format.ts';
import { hasRoom } from '../lib/room.ts';
import { type IndexSummary, refusalOf } from '../lib/service.ts';
import type { DemoSession } from './demo-session.ts';
import { Hit, type HitProps } from './hit.tsx';

export interface ResultsProps {
  session: DemoSession;
  client: LiteClient;
  index: IndexSummary;
  query: string;
  onQuery: (query: string) => void;
  onCount: (nbHits: number | undefined) => void;
}

const preferredFacets = ['company', 'category', 'group', 'brand'];
const shownFacets = 3;
const hitsPerPage = hasRoom() ? 8 : 4;
const debounceMs = 200;

let pending: ReturnType<typeof setTimeout> | undefined;

/** Waits for a pause in the typing, because each query counts against a rate limit. */
function debounce(query: string, search: (query: string) => void): void {
  clearTimeout(pending);
  pending = setTimeout(() => search(query), debounceMs);
}

/** Unmodified InstantSearch with the official client. Nothing in here knows that the key changes. */
export function Results({ session, client, index, query, onQuery, onCount }: ResultsProps): ReactNode {
  const { attributesForFaceting: countable } = index;
  const preferred = preferredFacets.filter(name => countable.includes(name));
  const facets = [...new Set([...preferred, ...countable])].slice(0, shownFacets);
  return (
    <InstantSearch
      searchClient={client}
      indexName={index.name}
      initialUiState={{ [index.name]: { query } }}
      future={{ preserveSharedStateOnUnmount: true }}
      onStateChange={({ uiState, setUiState }) => {
        setUiState(uiState);
        onQuery(uiState[index.name]?.query ?? '');
      }}
    >
      <Configure hitsPerPage={hitsPerPage} />
      <Card title={`${session.user.name} sees`} aside={<Count />} className="results">
        <SearchBox placeholder={`Search ${index.name}`} queryHook={debounce} />
        <Outcome onCount={onCount}>
          <Facets names={facets} />
          <div data-testid="hits">
            <NoHits name={session.user.name} />
            <Hits hitComponent={HitWithHighlight} />
            <Pagination padding={1} showFirst={false} showLast={false} />
          </div>
        </Outcome>
      </Card>
    </InstantSearch>
  );
}

/** On a phone the facets start folded, so that the results are in view. */
function Facets({ names }: { names: readonly string[] }): ReactNode {
  const [isOpen, setOpen] = useState(hasRoom);
  return (
    <details className="facets" open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>Refine</summary>
      {names.map(name => (
        <section key={name} aria-label={`Facet ${name}`}>
          <h3>{name}</h3>
          <RefinementList attribute={name} limit={5} />
        </section>
      ))}
    </details>
  );
}

function Count(): ReactNode {
  const { results, error } = useInstantSearch({ catchError: true });
  if (error || results.__isArtificial) return null;
  return (
    <span className="quiet" aria-live="polite" data-testid="nb-hits">
      {plural(results.nbHits, 'record')}
    </span>
  );
}

/** Says that nothing was found, because InstantSearch shows nothing then. */
function NoHits({ name }: { name: string }): ReactNode {
  const { results } = useInstantSearch({ catchError: true });
  if (results.__isArtificial || results.nbHits > 0) return null;
  return (
    <p className="notice" data-testid="no-hits">
      {results.query === '' ? (
        <>{name} may see no record of this index.</>
      ) : (
        <>
          No record that {name} may see matches <q>{results.query}</q>.
        </>
      )}
    </p>
  );
}

function HitWithHighlight({ hit }: Pick<HitProps, 'hit'>): ReactNode {
  return <Hit hit={hit} highlight={Highlight} />;
}

interface OutcomeProps {
  onCount: (nbHits: number | undefined) => void;
  children: ReactNode;
}

/** The results, or what a refusal means: InstantSearch would still show the results of the previous search. */
function Outcome({ onCount, children }: OutcomeProps): ReactNode {
  const { results, error, status } = useInstantSearch({ catchError: true });
  const nbHits = error || results.__isArtificial ? undefined : results.nbHits;
  useEffect(() => onCount(nbHits), [nbHits, onCount]);
  const isRefused = error !== undefined && status === 'error';
  return (
    <>
      {isRefused && <RefusalNote {...refusalOf(error)} />}
      <div className="results-body" hidden={isRefused}>
        {children}
      </div>
    </>
  );
}
