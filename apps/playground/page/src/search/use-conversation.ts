import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Catalog, type Refusal, refusalOf } from '../lib/service.ts';
import { type ConversationSummary, createAgentClient, type Message } from './agent-client.ts';
import type { DemoSession } from './demo-session.ts';

/** A conversation with an agent, and the user's other conversations with it. */
export interface UsedConversation {
  readonly agentId: string;
  readonly conversationId: string;
  readonly messages: readonly Message[];
  readonly summaries: readonly ConversationSummary[];
  /** The refusal of the last request, if it was refused. */
  readonly refusal: Refusal | undefined;
  /** Begins another conversation, with another agent if one is named. */
  begin(agentId?: string): void;
  open(conversationId: string): void;
  ask(text: string): void;
}

export function useConversation(
  session: DemoSession,
  { applicationId, agents }: Catalog,
  indexName: string,
): UsedConversation {
  const client = useMemo(
    () => createAgentClient(session.agentFetch, applicationId),
    [session, applicationId],
  );
  const [agentId, setAgentId] = useState(
    () => (agents.find(agent => agent.indexName === indexName) ?? agents[0]!).id,
  );
  const [summaries, setSummaries] = useState<readonly ConversationSummary[]>([]);
  const [conversationId, setConversationId] = useState(() => crypto.randomUUID() as string);
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();

  const guarded = useCallback((step: () => Promise<void>): void => {
    setRefusal(undefined);
    step().catch(error => setRefusal(refusalOf(error)));
  }, []);
  const list = useCallback(
    async (): Promise<void> => setSummaries(await client.conversations(agentId)),
    [client, agentId],
  );
  useEffect(() => guarded(list), [guarded, list]);

  return {
    agentId,
    conversationId,
    messages,
    summaries,
    refusal,
    begin(agent = agentId) {
      setAgentId(agent);
      setConversationId(crypto.randomUUID());
      setMessages([]);
      setRefusal(undefined);
    },
    open: id =>
      guarded(async () => {
        setMessages(await client.conversation(agentId, id));
        setConversationId(id);
      }),
    ask(text) {
      setMessages([...messages, { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] }]);
      guarded(async () => {
        const answer = await client.ask(agentId, conversationId, text);
        setMessages(current => [...current, answer]);
        await list();
      });
    },
  };
}
