import type { Authorization, DecodedRestrictions } from '@forgekey/core';
import { authorizeRestrictions } from '@forgekey/core/internal';
import type { Catalog } from '../lib/service.ts';
import type { DemoSession } from './demo-session.ts';
import type { SentRequest } from './observed-client.ts';
import { useSessionLog } from './use-session.ts';

export interface EvidenceProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
  /** What InstantSearch asked for last. */
  sent: SentRequest | undefined;
}

/** What the session's key makes of the last request. */
export interface Verdict {
  readonly restrictions: DecodedRestrictions;
  readonly request: SentRequest;
  readonly authorization: Authorization;
}

/** By the rules of the service. The service verified the signature; nothing is verified here. */
export function useVerdict({ session, catalog, indexName, sent }: EvidenceProps): Verdict | undefined {
  const restrictions = useSessionLog(session).keys.at(-1)?.restrictions;
  if (restrictions === undefined || sent === undefined) return undefined;
  const { limits } = catalog.parents.find(({ name }) => name === session.user.parent)!;
  const request = { indexName, parameters: sent.parameters, ip: '127.0.0.1', referer: window.location.href };
  const authorization = authorizeRestrictions({ key: { restrictions }, parent: limits, request });
  return { restrictions, request: sent, authorization };
}
