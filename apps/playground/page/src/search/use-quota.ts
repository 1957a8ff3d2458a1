import type { Quota } from '@forgekey/emulator';
import { useEffect, useState } from 'react';
import { type Catalog, credentialHeaders, requestJson } from '../lib/service.ts';
import { useNow } from '../lib/use-now.ts';
import type { DemoSession } from './demo-session.ts';
import { useSessionLog } from './use-session.ts';

/** Attempts and agents use it up, too. */
const lookMs = 5000;

/** What is left of the hourly limit of the session's parent key; `undefined` where it has none. */
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
    // Whatever is wrong, the searches say it.
    ask().catch(() => {});
    return () => controller.abort();
  }, [session, applicationId, isLimited, searches, look]);
  return isLimited && quota !== undefined ? { resetsInSec: 0, ...quota } : undefined;
}
