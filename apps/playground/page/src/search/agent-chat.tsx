import { type FormEvent, type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { Card } from '../components/card.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { Segmented } from '../components/segmented.tsx';
import { type Catalog, type Refusal, RefusedRequest } from '../lib/service.ts';
import { type ConversationSummary, createAgentClient, type Message } from './agent-client.ts';
import { ChatMessages } from './chat-messages.tsx';
import { Conversations } from './conversations.tsx';
import type { DemoSession } from './demo-session.ts';

export interface AgentChatProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
}

/** The stand-in agent: the key decides what it finds, the user token whose conversation it is. */
export function AgentChat({ session, catalog, indexName }: AgentChatProps): ReactNode {
  const client = useMemo(
    () => createAgentClient(session.agentFetch, catalog.applicationId),
    [session, catalog.applicationId],
  );
  const [agentId, setAgentId] = useState(
    () => (catalog.agents.find(agent => agent.indexName === indexName) ?? catalog.agents[0]!).id,
  );
  const [summaries, setSummaries] = useState<readonly ConversationSummary[]>([]);
  const [conversationId, setConversationId] = useState(() => crypto.randomUUID() as string);
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const [question, setQuestion] = useState('');

  const guarded = useCallback(async (step: () => Promise<void>): Promise<void> => {
    try {
      setRefusal(undefined);
      await step();
    } catch (error) {
      setRefusal(
        error instanceof RefusedRequest ? error.refusal : { status: 0, message: (error as Error).message },
      );
    }
  }, []);
  const list = useCallback(
    async (): Promise<void> => setSummaries(await client.conversations(agentId)),
    [client, agentId],
  );
  useEffect(() => void guarded(list), [guarded, list]);

  const begin = (agent = agentId): void => {
    setAgentId(agent);
    setConversationId(crypto.randomUUID());
    setMessages([]);
    setRefusal(undefined);
  };
  const open = (id: string): Promise<void> =>
    guarded(async () => {
      setMessages(await client.conversation(agentId, id));
      setConversationId(id);
    });
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    const text = question.trim();
    if (text === '') return;
    setQuestion('');
    setMessages([...messages, { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] }]);
    void guarded(async () => {
      const answer = await client.ask(agentId, conversationId, text);
      setMessages(current => [...current, answer]);
      await list();
    });
  };
  return (
    <Card
      title="Ask an agent"
      aside={<span className="quiet">as {session.user.name}, with the user token</span>}
      className="chat"
    >
      <div className="chat-body">
        <div className="chat-side">
          <Segmented
            label="Agent"
            options={catalog.agents.map(({ id, name }) => ({ value: id, label: name }))}
            value={agentId}
            onChange={begin}
          />
          <Conversations
            summaries={summaries}
            agentId={agentId}
            userId={session.user.id}
            current={conversationId}
            onOpen={id => void open(id)}
            onBegin={() => begin()}
          />
        </div>
        <div className="chat-main">
          <ChatMessages messages={messages} />
          {refusal && <RefusalNote {...refusal} />}
          <form className="chat-form" onSubmit={ask}>
            <label className="visually-hidden" htmlFor="question">
              Question
            </label>
            <input
              id="question"
              value={question}
              maxLength={500}
              autoComplete="off"
              placeholder="What do we have on the library extension?"
              onChange={event => setQuestion(event.target.value)}
            />
            <button type="submit" className="button primary">
              Ask
            </button>
          </form>
        </div>
      </div>
    </Card>
  );
}
