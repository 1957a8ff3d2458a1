export interface TextPart {
  type: 'text';
  text: string;
}

/** The search that the agent made, as a tool call. */
export interface ToolPart {
  type: 'tool-algolia_search_index';
  toolCallId: string;
  state: 'output-available';
  input: { index: string; query: string };
  output: { nbHits: number; hits: readonly Record<string, unknown>[] };
}

export interface Message {
  id: string;
  role: 'user' | 'assistant';
  parts: readonly (TextPart | ToolPart)[];
}

interface StoredMessage extends Message {
  conversationId: string;
  createdAt: string;
  updatedAt: string;
}

export interface ConversationSummary {
  id: string;
  agentId: string;
  title: string;
  createdAt: string;
  updatedAt: string;
  lastActivityAt: string;
  userToken: string;
  messageCount: number;
}

export interface Conversation extends ConversationSummary {
  messages: readonly StoredMessage[];
}

/** Whose conversations with which agent. */
export interface ConversationScope {
  userId: string;
  agentId: string;
}

export interface ConversationStore {
  append(scope: ConversationScope, conversationId: string, messages: readonly Message[], now: Date): void;
  /** Newest first. */
  list(scope: ConversationScope): ConversationSummary[];
  /** `undefined` for another user's conversation as for one that never was. */
  find(scope: ConversationScope, conversationId: string): Conversation | undefined;
}

const maxScopes = 1000;
const maxConversationsPerScope = 100;
const maxMessagesPerConversation = 200;
const maxTitleLength = 60;

/** Keeps conversations in memory. A conversation belongs to a user and an agent: its id alone opens nothing. */
export function createConversationStore(): ConversationStore {
  const scopes = new Map<string, Map<string, Conversation>>();
  const scopeKey = ({ userId, agentId }: ConversationScope): string => JSON.stringify([userId, agentId]);

  return {
    append(scope, conversationId, messages, now) {
      const at = now.toISOString();
      const key = scopeKey(scope);
      const conversations = scopes.get(key) ?? new Map<string, Conversation>();
      const previous = conversations.get(conversationId);
      const kept = mergeMessages(previous?.messages ?? [], messages, conversationId, at);
      // Deleting first moves an entry to the end: the first one is always the one longest untouched.
      scopes.delete(key);
      scopes.set(key, conversations);
      conversations.delete(conversationId);
      conversations.set(conversationId, {
        id: conversationId,
        agentId: scope.agentId,
        title: previous?.title ?? titleOf(messages),
        createdAt: previous?.createdAt ?? at,
        updatedAt: at,
        lastActivityAt: at,
        userToken: scope.userId,
        messageCount: kept.length,
        messages: kept,
      });
      dropOldest(conversations, maxConversationsPerScope);
      dropOldest(scopes, maxScopes);
    },
    list(scope) {
      return [...(scopes.get(scopeKey(scope))?.values() ?? [])]
        .reverse()
        .map(({ messages: _, ...summary }) => summary);
    },
    find(scope, conversationId) {
      return scopes.get(scopeKey(scope))?.get(conversationId);
    },
  };
}

/** A message that is sent again replaces the one with its id. */
function mergeMessages(
  stored: readonly StoredMessage[],
  messages: readonly Message[],
  conversationId: string,
  at: string,
): StoredMessage[] {
  const byId = new Map(stored.map(message => [message.id, message]));
  for (const message of messages)
    byId.set(message.id, {
      ...message,
      conversationId,
      createdAt: byId.get(message.id)?.createdAt ?? at,
      updatedAt: at,
    });
  return [...byId.values()].slice(-maxMessagesPerConversation);
}

function titleOf(messages: readonly Message[]): string {
  const part = messages.find(message => message.role === 'user')?.parts[0];
  return part?.type === 'text' ? part.text.slice(0, maxTitleLength) : '';
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
