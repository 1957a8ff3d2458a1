import type { LiteClient } from 'algoliasearch/lite';
import type { DemoSession } from './demo-session.ts';

/** What InstantSearch asked for, before any key was applied. */
export interface SentRequest {
  readonly indexName: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const never = new Promise<never>(() => {});

/** The client of the session, telling what it is asked: also what it answers from its cache. */
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
      // The person has changed: the caller is gone, and the error of InstantSearch would reach no one.
      if (keys.state.status === 'closed') return never;
      throw error;
    }
  };
  return { ...client, search };
}
