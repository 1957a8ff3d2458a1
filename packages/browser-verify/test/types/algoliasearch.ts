// Compiled, never run: the requester has to fit the clients that it is made for, without a cast.

import { type Algoliasearch, algoliasearch } from 'algoliasearch';
import { type LiteClient, liteClient } from 'algoliasearch/lite';
import { createInsightsClient } from 'search-insights';
import {
  type CredentialSource,
  createAgentStudioFetch,
  createInsightsRequestFn,
  createKeyRequester,
} from '../../src/index.ts';

declare const keys: CredentialSource;

export const client: Algoliasearch = algoliasearch('APP', 'key', { requester: createKeyRequester(keys) });
export const lite: LiteClient = liteClient('APP', 'key', { requester: createKeyRequester(keys) });
export const insights: unknown = createInsightsClient(createInsightsRequestFn(keys));
export const events: unknown = client.initInsights({
  region: 'de',
  options: { requester: createKeyRequester(keys) },
});
export const recommend: unknown = client.initRecommend({ options: { requester: createKeyRequester(keys) } });
// The requester of one client, wrapped for another.
export const wrapped: LiteClient = liteClient('APP', 'key', {
  requester: createKeyRequester(keys, { requester: client.transporter.requester }),
});
export const agentFetch: typeof fetch = createAgentStudioFetch(keys, { keys });
