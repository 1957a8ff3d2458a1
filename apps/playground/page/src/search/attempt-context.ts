import { compileFilters, decodeSecuredApiKey, type SecuredApiKeyRestrictions } from '@forgekey/core';
import {
  type Catalog,
  credentialHeaders,
  type MintOrder,
  mint,
  RefusedRequest,
  requestJson,
  type SearchHit,
  searchIndex,
} from '../lib/service.ts';
import type { DemoSession } from './demo-session.ts';
import { unrestrictedKeys } from './use-parent-hits.ts';

/** An answer of the service, refused or not. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an attempt to see more can use. */
export interface AttemptContext {
  readonly userId: string;
  readonly indexName: string;
  readonly apiKey: string;
  readonly restrictions: SecuredApiKeyRestrictions;
  /** A record that exists and that the key hides; absent if it hides none. */
  readonly hidden: SearchHit | undefined;
  /** Whether the key's own filters let a record through. */
  mayShow(record: object): boolean;
  /** Sends a request with a key, the session's by default. */
  send(path: string, body?: object, apiKey?: string): Promise<Answer>;
  /** Requests another key from the server. */
  mint(order: MintOrder): Promise<string>;
}

const everyRecord = 1000;

export async function createAttemptContext(
  session: DemoSession,
  { applicationId }: Catalog,
  indexName: string,
): Promise<AttemptContext> {
  const apiKey = await session.keys.get();
  const { restrictions } = decodeSecuredApiKey(apiKey);
  const mayShow = compileFilters(restrictions);
  const everything = await searchIndex(
    { applicationId, apiKey: await unrestrictedKeys.get(), indexName },
    { hitsPerPage: everyRecord },
  );
  return {
    userId: session.user.id,
    indexName,
    apiKey,
    restrictions,
    hidden: everything.hits.find(hit => !mayShow(hit)),
    mayShow,
    async send(path, body, key = apiKey) {
      const headers = credentialHeaders(applicationId, key);
      const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
      try {
        return { status: 200, body: (await requestJson(path, init)) as Answer['body'] };
      } catch (error) {
        if (!(error instanceof RefusedRequest)) throw error;
        return { status: error.refusal.status, body: { ...error.refusal } };
      }
    },
    mint: async order => (await mint(order)).securedApiKey ?? '',
  };
}
