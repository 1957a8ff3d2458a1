import type { RequestDecision } from '@forgekey/emulator';
import { useEffect, useState } from 'react';
import { requestJson } from '../lib/service.ts';

/** A decision as it arrives in JSON. */
export type LoggedDecision = Omit<RequestDecision, 'time'> & { readonly time: string };

const MAX_SHOWN = 200;

/** The requests of all clients to the service as they arrive, newest first. */
export function useDecisions(): { decisions: readonly LoggedDecision[]; isLive: boolean } {
  const [decisions, setDecisions] = useState<readonly LoggedDecision[]>([]);
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const add = (more: readonly LoggedDecision[]): void =>
      setDecisions(known => {
        // After a lost connection, the service sends the same decisions again.
        const all = new Map([...known, ...more].map(decision => [decision.number, decision]));
        return [...all.values()].sort((a, b) => b.number - a.number).slice(0, MAX_SHOWN);
      });
    const stream = new EventSource('/_emulator/requests/stream');
    stream.onopen = () => {
      setLive(true);
      requestJson('/_emulator/requests', { signal: controller.signal })
        .then(answer => add((answer as { requests: LoggedDecision[] }).requests))
        .catch(() => {});
    };
    stream.onerror = () => setLive(false);
    stream.onmessage = ({ data }) => add([JSON.parse(data)]);
    return () => {
      controller.abort();
      stream.close();
    };
  }, []);
  return { decisions, isLive };
}
