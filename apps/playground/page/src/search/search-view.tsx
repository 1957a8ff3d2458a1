import { type ReactNode, use, useMemo, useState } from 'react';
import { Segmented } from '../components/segmented.tsx';
import { useMemory } from '../lib/memory.ts';
import { type Catalog, loadCatalog } from '../lib/service.ts';
import { useParameters } from '../lib/use-location.ts';
import { AgentChat } from './agent-chat.tsx';
import { Attempts } from './attempts.tsx';
import type { DemoSession } from './demo-session.ts';
import { EngineRun } from './engine-run.tsx';
import { KeyOfUser } from './key-of-user.tsx';
import { observedClient, type SentRequest } from './observed-client.ts';
import { PastedKeyField, pastedKeyName, readPastedKey } from './pasted-key.tsx';
import { type Renewal, readRenewal } from './renewal.ts';
import { RenewalPanel } from './renewal-panel.tsx';
import { Results } from './results.tsx';
import { SeenAndHidden } from './seen-and-hidden.tsx';
import { useSession } from './use-session.ts';
import { UserPicker } from './user-picker.tsx';

export function SearchView(): ReactNode {
  const catalog = use(loadCatalog());
  const [parameters, change] = useParameters();
  const [pasted, setPasted] = useMemory(pastedKeyName, '');
  const pastedKey = useMemo(() => readPastedKey(pasted), [pasted]);
  const own = pastedKey && 'user' in pastedKey ? pastedKey : undefined;
  const user = own?.user ?? catalog.users.find(({ id }) => id === parameters.user) ?? catalog.users[0]!;
  const indexName =
    catalog.indices.find(({ name }) => name === parameters.index)?.name ?? indexFor(user.parent, catalog);
  const renewal = readRenewal(parameters);
  const session = useSession({ catalog, user, apiKey: own?.apiKey, ...renewal });
  // Not part of the session, so that searches go on when a new session begins.
  const [isPulsing, setPulsing] = useState(false);
  return (
    <div className="stack">
      <div className="who">
        <UserPicker
          users={catalog.users}
          selected={own ? undefined : user.id}
          onSelect={id => {
            setPasted('');
            change({ user: id, q: undefined });
          }}
        />
        <div className="where">
          <Segmented
            label="Index"
            options={catalog.indices.map(({ name }) => ({ value: name, label: name }))}
            value={indexName}
            onChange={index => change({ index, q: undefined })}
          />
          <PastedKeyField
            value={pasted}
            problem={pastedKey && 'problem' in pastedKey ? pastedKey.problem : undefined}
            onChange={setPasted}
          />
        </div>
      </div>
      {session && (
        <SessionPanels
          // Discards the results, answers and typed text of one person before the next person is shown.
          key={`${session.id} ${indexName}`}
          session={session}
          catalog={catalog}
          indexName={indexName}
          query={parameters.q ?? ''}
          onQuery={q => change({ q: q || undefined })}
          renewal={renewal}
          isPulsing={isPulsing}
          onPulsing={setPulsing}
        />
      )}
    </div>
  );
}

interface SessionPanelsProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
  query: string;
  onQuery: (query: string) => void;
  renewal: Renewal;
  isPulsing: boolean;
  onPulsing: (isPulsing: boolean) => void;
}

function SessionPanels(props: SessionPanelsProps): ReactNode {
  const { session, catalog, indexName, query, onQuery, renewal, isPulsing, onPulsing } = props;
  const [sent, setSent] = useState<SentRequest>();
  const [nbHits, setNbHits] = useState<number>();
  const client = useMemo(() => observedClient(session, setSent), [session]);
  const evidence = { session, catalog, indexName, sent };
  return (
    <>
      <div className="split">
        <Results
          session={session}
          client={client}
          index={catalog.indices.find(({ name }) => name === indexName)!}
          query={query}
          onQuery={onQuery}
          onCount={setNbHits}
        />
        <div className="stack">
          <SeenAndHidden {...evidence} nbHits={nbHits} />
          {session.isRenewed && <Attempts session={session} catalog={catalog} indexName={indexName} />}
        </div>
      </div>
      {session.isRenewed && (
        <RenewalPanel
          session={session}
          catalog={catalog}
          indexName={indexName}
          renewal={renewal}
          isPulsing={isPulsing}
          onPulsing={onPulsing}
        />
      )}
      <div className="split even">
        <KeyOfUser session={session} />
        <EngineRun {...evidence} />
      </div>
      <AgentChat session={session} catalog={catalog} indexName={indexName} />
    </>
  );
}

/** The index that is shown first: the parent key "products-only" opens only the shop's. */
function indexFor(parent: string, { indices }: Catalog): string {
  const wanted = parent === 'products-only' ? 'products' : 'documents';
  return (indices.find(({ name }) => name === wanted) ?? indices[0]!).name;
}
