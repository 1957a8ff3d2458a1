import type { Quota } from '@forgekey/emulator';
import { useEffect, useState } from 'react';
import { type Catalog, credentialHeaders, requestJson } from '../lib/service.ts';
import { useNow } from '../lib/use-now.ts';
import type { DemoSession } from './demo-session.ts';
import { useSessionLog } from './use-session.ts';

/** Polled, because attempts and agents also use up the limit. */
const lookMs = 5000;

/** What is left of the hourly limit of the session's parent key; `undefined` if it has none. */
export function useQuota(
  session: DemoSession,
  { applicationId, parents }: Catalog,
): Required<Quota> | undefined {
  const [quota, setQuota] = useState<Quota>();
  const { searches } = useSessionLog(session).counts;
  const look = useNow(lookMs);
  const { limits } = parents.find(({ name }) => name === session.user.parent)!;
  const isLimited = (limits.maxQueriesPerIPPerHour ?? 0) > 0;
  useEffect(() => {
    if (!isLimited) return;
    const controller = new AbortController();
    const { signal } = controller;
    const ask = async (): Promise<void> => {
      const headers = credentialHeaders(applicationId, await session.keys.get({ signal }));
      setQuota((await requestJson('/_emulator/rate-limit', { headers, signal })) as Quota);
    };
    // If something is wrong, the searches report it.
    ask().catch(() => {});
    return () => controller.abort();
  }, [session, applicationId, isLimited, searches, look]);
  return isLimited && quota !== undefined ? { resetsInSec: 0, ...quota } : undefined;
}
