import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { CredentialSource, CredentialState } from '../credential-source/types.ts';
import { createKeyRequester } from '../requester/create-key-requester.ts';
import type { Requester } from '../requester/types.ts';
import { type LazySource, lazySource } from './lazy-source.ts';

const Context = createContext<LazySource | undefined>(undefined);

/** Props of `CredentialProvider`. */
export interface CredentialProviderProps {
  /** Creates the source when it is first needed. It is read once: for another user, give the provider another `key`. */
  create: () => CredentialSource;
  /** The components that may call `useCredential` and `useSearchClient`. */
  children?: ReactNode;
}

/**
 * Gives one credential source to the components inside. It opens the source when it is first used and closes it when the
 * provider is unmounted. StrictMode, Suspense and hot reload neither close it early nor open it twice.
 *
 * One provider serves one user. After a login or logout, change its `key`: then the source and the search clients of the components
 * inside are created again.
 *
 * @example
 * <CredentialProvider key={user.id} create={() => createCredentialSource({ load })}>
 *   <Search />
 * </CredentialProvider>
 */
export function CredentialProvider({ create, children }: CredentialProviderProps): ReactElement {
  const [source] = useState(() => lazySource(create));
  useEffect(() => source.retain(), [source]);
  // Not the context itself: only React 19 renders that.
  return createElement(Context.Provider, { value: source }, children);
}

/** The state of the credential, and its source. */
export interface UsedCredential extends CredentialState {
  /** The source. Its provider closes it. */
  readonly source: Omit<CredentialSource, 'close'>;
}

/**
 * The state of the credential, for a component that shows it. The component renders again after every change. It loads nothing.
 *
 * @throws {Error} there is no `CredentialProvider` around the component
 * @example
 * const { status, error, source } = useCredential();
 * if (status === 'failed') return <button onClick={() => source.renew()}>Try again: {error.message}</button>;
 */
export function useCredential(): UsedCredential {
  const source = useSource();
  const read = (): CredentialState => source.state;
  const state = useSyncExternalStore(source.subscribe, read, read);
  return { ...state, source };
}

/**
 * A search client that is created once and sends the current key with every request, so that InstantSearch keeps its cache.
 *
 * @param create Creates the client with a requester. Called once for each provider; StrictMode calls it twice and drops one.
 * @throws {Error} there is no `CredentialProvider` around the component
 * @example
 * const searchClient = useSearchClient(requester => liteClient(appId, 'set-per-request', { requester }));
 * return <InstantSearch searchClient={searchClient} indexName="products">…</InstantSearch>;
 */
export function useSearchClient<Client>(create: (requester: Requester) => Client): Client {
  const source = useSource();
  const [made, setMade] = useState(() => ({ source, client: create(createKeyRequester(source)) }));
  if (made.source === source) return made.client;
  // The component is now inside another provider.
  const next = { source, client: create(createKeyRequester(source)) };
  setMade(next);
  return next.client;
}

function useSource(): LazySource {
  const source = useContext(Context);
  if (source === undefined) {
    throw new Error('useCredential and useSearchClient need a CredentialProvider around the component.');
  }
  return source;
}
