import { createCredentialSource, createKeyRequester, loadFrom } from '@forgekey/browser-verify';
import { createAgentChatTransport } from '@forgekey/browser-verify/chat';
import { liteClient } from 'algoliasearch/lite';
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat, ChatTrigger, InstantSearch } from 'react-instantsearch';
import { hosts } from './page.ts';

/** The chat widget as an application mounts it, with credentials that live for seconds. */
const keys = createCredentialSource({ load: loadFrom('/credentials?for=key', 'securedApiKey') });
const tokens = createCredentialSource({ load: loadFrom('/credentials?for=token', 'userToken') });
const searchClient = liteClient('APP', 'set-per-request', { hosts, requester: createKeyRequester(keys) });
const transport = createAgentChatTransport({
  applicationId: 'APP',
  agentId: 'shop',
  keys,
  tokens,
  origin: location.origin,
});

createRoot(document.getElementById('root')!).render(
  h(
    InstantSearch,
    { searchClient, indexName: 'shop' },
    h(Chat, { transport, persistence: false } as never),
    h(ChatTrigger),
  ),
);
