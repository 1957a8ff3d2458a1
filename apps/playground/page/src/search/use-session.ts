import { useEffect, useState, useSyncExternalStore } from 'react';
import { createDemoSession, type DemoSession, type DemoSessionOptions } from './demo-session.ts';
import type { SessionSnapshot } from './session-log.ts';

/** A session that lasts as long as its options stay the same. A log-out closes it and drops its client's cache. */
export function useSession(options: DemoSessionOptions): DemoSession | undefined {
  const { catalog, user, apiKey, lifetimeSec, isClockSlow } = options;
  const [session, setSession] = useState<DemoSession>();
  useEffect(() => {
    const created = createDemoSession({ catalog, user, apiKey, lifetimeSec, isClockSlow });
    setSession(created);
    return () => {
      setSession(undefined);
      created.close();
    };
  }, [catalog, user, apiKey, lifetimeSec, isClockSlow]);
  return session;
}

export function useSessionLog({ log }: DemoSession): SessionSnapshot {
  return useSyncExternalStore(log.subscribe, log.snapshot);
}
