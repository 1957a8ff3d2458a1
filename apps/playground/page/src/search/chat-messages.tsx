import { type ReactNode, useEffect, useRef } from 'react';
import { plural } from '../lib/format.ts';
import type { Message } from './agent-client.ts';

export function ChatMessages({ messages }: { messages: readonly Message[] }): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (messages.length > 0) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages]);
  if (messages.length === 0)
    return (
      <p className="quiet chat-empty">
        A new conversation. The agent searches with this user’s key, so it cannot tell what they may not see.
      </p>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <ol className="messages" ref={list} aria-live="polite" aria-label="Conversation" tabIndex={0}>
      {messages.map(({ id, role, parts }) => (
        <li key={id} className={role}>
          <span className="visually-hidden">{role === 'user' ? 'You' : 'Agent'}: </span>
          {parts.map(part =>
            part.type === 'text' ? (
              <p key="text">{part.text}</p>
            ) : (
              <p key={part.toolCallId} className="tool-call">
                searched <code>{part.input.index}</code> for <q>{part.input.query}</q>:{' '}
                {plural(part.output.nbHits, 'record')}
              </p>
            ),
          )}
        </li>
      ))}
    </ol>
  );
}
