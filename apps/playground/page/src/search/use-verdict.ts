import { type DecodedRestrictions, explainSearch, type SearchExplanation } from '@forgekey/core';
import { useMemo } from 'react';
import type { Catalog } from '../lib/service.ts';
import type { DemoSession } from './demo-session.ts';
import type { SentRequest } from './observed-client.ts';
import { useSessionLog } from './use-session.ts';

export interface EvidenceProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
  /** The last request of InstantSearch. */
  sent: SentRequest | undefined;
}

/** Whether the session's key allows the last request. */
export interface Verdict {
  readonly restrictions: DecodedRestrictions;
  readonly request: SentRequest;
  readonly explanation: SearchExplanation;
}

/** Applies the rules of the service. The service has verified the signature, so this does not. */
export function useVerdict({ session, catalog, indexName, sent }: EvidenceProps): Verdict | undefined {
  const key = useSessionLog(session).keys.at(-1);
  const { parent: parentName } = session.user;
  return useMemo(() => {
    if (key === undefined || sent === undefined) return undefined;
    const { securedApiKey, restrictions } = key;
    const { limits: parent } = catalog.parents.find(({ name }) => name === parentName)!;
    const referer = window.location.href;
    const request = { indexName, parameters: sent.parameters, ip: '127.0.0.1', referer };
    return { restrictions, request: sent, explanation: explainSearch({ securedApiKey, parent, request }) };
  }, [key, sent, catalog, parentName, indexName]);
}
