import { useCredential, useSearchClient } from '@forgekey/browser-verify/react';
import { type ReactNode, useEffect, useState } from 'react';

/** Shows which of all clients it has, and which credential: by its end, for it differs from load to load. */
export function Status(): ReactNode {
  const { source, status } = useCredential();
  const client = useSearchClient(requester => ({ requester, id: crypto.randomUUID() }));
  const [credential, setCredential] = useState('');
  useEffect(() => {
    void source.get().then(setCredential);
  }, [source]);
  return (
    <>
      <h2>Status, version 1</h2>
      <output>{`${status} ${client.id} ${credential}`}</output>
    </>
  );
}
