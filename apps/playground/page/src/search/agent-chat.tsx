import { type FormEvent, type ReactNode, useState } from 'react';
import { FoldingCard } from '../components/card.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { Segmented } from '../components/segmented.tsx';
import type { Catalog } from '../lib/service.ts';
import { ChatMessages } from './chat-messages.tsx';
import { Conversations } from './conversations.tsx';
import type { DemoSession } from './demo-session.ts';
import { useConversation } from './use-conversation.ts';

export interface AgentChatProps {
  session: DemoSession;
  catalog: Catalog;
  indexName: string;
}

/** The stand-in agent. The key decides what it finds; the user token decides whose conversation it is. */
export function AgentChat({ session, catalog, indexName }: AgentChatProps): ReactNode {
  const { agentId, conversationId, messages, summaries, refusal, begin, open, ask } = useConversation(
    session,
    catalog,
    indexName,
  );
  return (
    <FoldingCard
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
            onOpen={open}
            onBegin={() => begin()}
          />
        </div>
        <div className="chat-main">
          <ChatMessages messages={messages} />
          {refusal && <RefusalNote {...refusal} />}
          <QuestionForm onAsk={ask} />
        </div>
      </div>
    </FoldingCard>
  );
}

function QuestionForm({ onAsk }: { onAsk: (text: string) => void }): ReactNode {
  const [question, setQuestion] = useState('');
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    const text = question.trim();
    if (text === '') return;
    setQuestion('');
    onAsk(text);
  };
  return (
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
  );
}
