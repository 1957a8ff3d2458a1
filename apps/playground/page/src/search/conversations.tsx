import { type ReactNode, useEffect, useState } from 'react';
import type { ConversationSummary } from './agent-client.ts';

export interface ConversationsProps {
  summaries: readonly ConversationSummary[];
  agentId: string;
  userId: string;
  current: string;
  onOpen: (id: string) => void;
  onBegin: () => void;
}

/** The ids of all conversations that this page has seen, of any person: knowing an id must not be enough to read one. */
const seenIds = new Map<string, { userId: string; agentId: string }>();

export function Conversations(props: ConversationsProps): ReactNode {
  const { summaries, agentId, userId, current, onOpen, onBegin } = props;
  const [, setKnown] = useState(0);
  useEffect(() => {
    for (const { id, agentId, userToken } of summaries) seenIds.set(id, { userId: userToken, agentId });
    setKnown(seenIds.size);
  }, [summaries]);
  const foreign = [...seenIds].filter(([, owner]) => owner.agentId === agentId && owner.userId !== userId);
  return (
    <div className="conversations">
      <button type="button" className="button small" onClick={onBegin}>
        New conversation
      </button>
      <h3>Conversations of {userId}</h3>
      {summaries.length === 0 && <p className="quiet">None yet.</p>}
      <ul data-testid="conversations">
        {summaries.map(({ id, title, messageCount }) => (
          <li key={id}>
            <button
              type="button"
              className="link"
              aria-current={id === current ? 'true' : undefined}
              onClick={() => onOpen(id)}
            >
              {title} <span className="quiet">({messageCount})</span>
            </button>
          </li>
        ))}
      </ul>
      {foreign.length > 0 && (
        <>
          <h3>Of others</h3>
          <ul>
            {foreign.map(([id, owner]) => (
              <li key={id}>
                <button type="button" className="button tiny" onClick={() => onOpen(id)}>
                  Try to open one of {owner.userId}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
