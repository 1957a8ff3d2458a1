import { type ReactNode, use, useMemo, useState } from 'react';
import { Segmented } from '../components/segmented.tsx';
import { type Catalog, loadCatalog } from '../lib/service.ts';
import { useParameters } from '../lib/use-location.ts';
import { AgentChat } from './agent-chat.tsx';
import { Attempts } from './attempts.tsx';
import type { DemoSession } from './demo-session.ts';
import { Evidence } from './evidence.tsx';
import { KeyOfUser } from './key-of-user.tsx';
import { observedClient, type SentRequest } from './observed-client.ts';
import { Results } from './results.tsx';
import { SessionStrip } from './session-strip.tsx';
import { useSession } from './use-session.ts';
import { UserPicker } from './user-picker.tsx';

const lifetimes = [
  { value: '15', label: '15 s' },
  { value: '60', label: '1 min' },
  { value: '300', label: '5 min' },
] as const;

const clocks = [
  { value: 'right', label: 'ahead of time' },
  { value: 'slow', label: 'when refused' },
] as const;

const minLifetimeSec = 3;
const maxLifetimeSec = 86_400;

export function SearchView(): ReactNode {
  const catalog = use(loadCatalog());
  const [parameters, change] = useParameters();
  const user = catalog.users.find(({ id }) => id === parameters.user) ?? catalog.users[0]!;
  const indexName =
    catalog.indices.find(({ name }) => name === parameters.index)?.name ?? indexFor(user.parent);
  const lifetimeSec = readLifetime(parameters.life);
  const isClockSlow = parameters.clock === 'slow';
  const session = useSession({ catalog, user, lifetimeSec, isClockSlow });
  // Outlives the session: a search without a pause goes on when the keys change.
  const [isPulsing, setPulsing] = useState(false);
  return (
    <div className="stack">
      <UserPicker
        users={catalog.users}
        selected={user.id}
        onSelect={id => change({ user: id, q: undefined })}
      />
      <div className="settings">
        <Segmented
          label="Index"
          options={catalog.indices.map(({ name }) => ({ value: name, label: name }))}
          value={indexName}
          onChange={index => change({ index, q: undefined })}
        />
        <Segmented
          label="Expiry"
          options={lifetimes}
          value={lifetimes.find(({ value }) => value === String(lifetimeSec))?.value ?? '15'}
          onChange={life => change({ life })}
        />
        <Segmented
          label="Renewal"
          options={clocks}
          value={isClockSlow ? 'slow' : 'right'}
          onChange={clock => change({ clock: clock === 'slow' ? clock : undefined })}
        />
      </div>
      {session && (
        <SessionPanels
          // Whatever was found, asked or typed for one person is gone before the next one is shown.
          key={`${session.id} ${indexName}`}
          session={session}
          catalog={catalog}
          indexName={indexName}
          query={parameters.q ?? ''}
          onQuery={q => change({ q: q || undefined })}
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
  isPulsing: boolean;
  onPulsing: (isPulsing: boolean) => void;
}

function SessionPanels(props: SessionPanelsProps): ReactNode {
  const { session, catalog, indexName, query, onQuery, isPulsing, onPulsing } = props;
  const [sent, setSent] = useState<SentRequest>();
  const [nbHits, setNbHits] = useState<number>();
  const client = useMemo(() => observedClient(session, setSent), [session]);
  return (
    <>
      <SessionStrip
        session={session}
        catalog={catalog}
        indexName={indexName}
        isPulsing={isPulsing}
        onPulsing={onPulsing}
      />
      <div className="split">
        <div className="stack">
          <Results
            session={session}
            client={client}
            index={catalog.indices.find(({ name }) => name === indexName)!}
            query={query}
            onQuery={onQuery}
            onCount={setNbHits}
          />
          <KeyOfUser session={session} />
        </div>
        <div className="stack">
          <Evidence session={session} catalog={catalog} indexName={indexName} sent={sent} nbHits={nbHits} />
        </div>
      </div>
      <Attempts session={session} catalog={catalog} indexName={indexName} />
      <AgentChat session={session} catalog={catalog} indexName={indexName} />
    </>
  );
}

function readLifetime(text: string | undefined): number {
  const seconds = Number(text ?? lifetimes[0].value);
  return seconds >= minLifetimeSec && seconds <= maxLifetimeSec ? Math.floor(seconds) : 15;
}

/** The index that shows most: the parent of a shop's key opens no other. */
function indexFor(parent: string): string {
  return parent === 'products-only' ? 'products' : 'documents';
}
