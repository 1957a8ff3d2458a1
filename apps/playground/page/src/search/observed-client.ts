import type { LiteClient } from 'algoliasearch/lite';
import type { DemoSession } from './demo-session.ts';

/** A request of InstantSearch, before any key is applied. */
export interface SentRequest {
  readonly indexName: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const never = new Promise<never>(() => {});

/** The client of the session. It reports each request, including those that it answers from its cache. */
export function observedClient(
  { client, keys }: DemoSession,
  onRequest: (request: SentRequest) => void,
): LiteClient {
  const search: LiteClient['search'] = async (requests, options) => {
    const list = Array.isArray(requests) ? requests : requests.requests;
    const { indexName, params, type: _, ...parameters } = list[0] as Record<string, unknown>;
    onRequest({ indexName: String(indexName), parameters: { ...parameters, ...Object(params) } });
    try {
      return await client.search(requests, options);
    } catch (error) {
      // The person has changed, so no one handles the error any more.
      if (keys.state.status === 'closed') return never;
      throw error;
    }
  };
  return { ...client, search };
}
