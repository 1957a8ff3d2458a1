import { type CredentialSource, createCredentialSource } from '@forgekey/browser-verify';
import { useEffect, useState } from 'react';
import {
  type Catalog,
  mint,
  type Refusal,
  RefusedRequest,
  type SearchHit,
  searchIndex,
} from '../lib/service.ts';
import type { SentRequest } from './observed-client.ts';

export type ParentOutcome =
  | { readonly hits: readonly SearchHit[] }
  | { readonly refusal: Refusal }
  | undefined;

const lifetimeSec = 600;
const everyRecord = 1000;
/** Parameters that decide which records are found. The others only shape the page. */
const deciding = ['query', 'facetFilters', 'numericFilters', 'filters', 'tagFilters'];

/** The parent key that each person is compared with. It limits neither indices nor hits nor the number of queries. */
export const unlimitedParent = 'search';

/** A key whose only limit is its expiry. The page never holds the parent key itself. */
export const unrestrictedKeys: CredentialSource = createCredentialSource({
  async load({ signal }) {
    const validUntil = Math.floor(Date.now() / 1000) + lifetimeSec;
    const minted = await mint({ restrictions: { validUntil }, parent: unlimitedParent }, { signal });
    return minted.securedApiKey ?? '';
  },
});

export interface ParentHitsOptions {
  catalog: Catalog;
  indexName: string;
  sent: SentRequest | undefined;
}

/** Everything that the same search finds with the parent's own rights. */
export function useParentHits({ catalog, indexName, sent }: ParentHitsOptions): ParentOutcome {
  const [outcome, setOutcome] = useState<ParentOutcome>();
  const parameters = sent && JSON.stringify(pick(sent.parameters, deciding));
  const { applicationId } = catalog;
  useEffect(() => {
    if (parameters === undefined) return;
    const controller = new AbortController();
    const search = async (): Promise<ParentOutcome> => {
      try {
        const apiKey = await unrestrictedKeys.get({ signal: controller.signal });
        const body = { ...JSON.parse(parameters), hitsPerPage: everyRecord, attributesToHighlight: [] };
        return await searchIndex({ applicationId, apiKey, indexName }, body, controller.signal);
      } catch (error) {
        return error instanceof RefusedRequest ? { refusal: error.refusal } : undefined;
      }
    };
    void search().then(result => {
      if (!controller.signal.aborted) setOutcome(result);
    });
    return () => controller.abort();
  }, [parameters, applicationId, indexName]);
  return outcome;
}

function pick(parameters: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.includes(name)));
}
