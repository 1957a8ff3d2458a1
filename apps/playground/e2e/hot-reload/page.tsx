import { createCredentialSource, loadFrom } from '@forgekey/browser-verify';
import { CredentialProvider } from '@forgekey/browser-verify/react';
import type { ReactNode } from 'react';
import { Status } from './status.tsx';

const create = () => createCredentialSource({ load: loadFrom('/credentials', 'securedApiKey') });

export function Page(): ReactNode {
  return (
    <CredentialProvider create={create}>
      <h1>Page, version 1</h1>
      <Status />
    </CredentialProvider>
  );
}
