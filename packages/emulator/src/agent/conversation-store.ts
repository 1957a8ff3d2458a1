/** A part of a message that is text. */
export interface TextPart {
  /** Marks text. */
  type: 'text';
  /** The text. */
  text: string;
}

/** The search that the agent made, as a tool call. */
export interface ToolPart {
  /** Marks a search. */
  type: 'tool-algolia_search_index';
  /** The id of the call. */
  toolCallId: string;
  /** The search has ended. No other state is stored. */
  state: 'output-available';
  /** What the agent searched for, and where. */
  input: { index: string; query: string };
  /** What it found. */
  output: { nbHits: number; hits: readonly Record<string, unknown>[] };
}

/** A message of a conversation. */
export interface Message {
  /** The id of the message, which votes name. */
  id: string;
  /** Who wrote it. */
  role: 'user' | 'assistant';
  /** Its text and the searches of the agent, in order. */
  parts: readonly (TextPart | ToolPart)[];
}

/** A message, and when it was stored. */
export interface StoredMessage extends Message {
  /** The id of its conversation. */
  conversationId: string;
  /** When it was first stored, ISO 8601. */
  createdAt: string;
  /** When it was last stored, ISO 8601. */
  updatedAt: string;
}

/** A conversation without its messages, as the list shows it. */
export interface ConversationSummary {
  /** The id of the conversation. */
  id: string;
  /** The agent that answers. */
  agentId: string;
  /** The beginning of the first message of the user. */
  title: string;
  /** When it began, ISO 8601. */
  createdAt: string;
  /** When it last changed, ISO 8601. */
  updatedAt: string;
  /** When its last message was stored, ISO 8601. */
  lastActivityAt: string;
  /** The user that it belongs to: the `sub` of the user token. */
  userToken: string;
  /** How many messages it has. */
  messageCount: number;
}

/** A conversation with its messages. */
export interface Conversation extends ConversationSummary {
  /** The messages, oldest first. */
  messages: readonly StoredMessage[];
}

/** The conversations of one user with one agent. */
export interface ConversationScope {
  userId: string;
  agentId: string;
}

/** Who votes: a user, or a caller without a user token. */
export type VoterScope = Pick<ConversationScope, 'agentId'> & { userId?: string | undefined };

function isOfUser(scope: VoterScope): scope is ConversationScope {
  return scope.userId !== undefined;
}

const maxScopes = 1000;
const maxConversationsPerScope = 100;
const maxMessagesPerConversation = 200;
const maxTitleLength = 60;
const maxVotes = 10_000;
const maxAnonymousMessages = 10_000;

/** Keeps conversations in memory. A conversation belongs to a user and an agent: its id alone opens nothing. */
export class ConversationStore {
  readonly votes: Map<string, 0 | 1> = new Map();
  readonly #scopes = new Map<string, Map<string, Conversation>>();
  /** Messages outside any conversation, by agent and message id: the chat widgets send votes without a user token. */
  readonly #anonymous = new Map<string, true>();

  /** Remembers a message that was answered to a caller without a user token. */
  rememberAnonymous(agentId: string, messageId: string): void {
    this.#anonymous.set(JSON.stringify([agentId, messageId]), true);
    dropOldest(this.#anonymous, maxAnonymousMessages);
  }

  append(scope: ConversationScope, conversationId: string, messages: readonly Message[], now: Date): void {
    const at = now.toISOString();
    const key = scopeKey(scope);
    const conversations = this.#scopes.get(key) ?? new Map<string, Conversation>();
    const previous = conversations.get(conversationId);
    const kept = mergeMessages(previous?.messages ?? [], messages, conversationId, at);
    // Deleting an entry before setting it moves it to the end, so the first entry is always the least recently used.
    this.#scopes.delete(key);
    this.#scopes.set(key, conversations);
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
    dropOldest(this.#scopes, maxScopes);
  }

  /** Newest first. */
  list(scope: ConversationScope): ConversationSummary[] {
    return this.#conversations(scope)
      .reverse()
      .map(({ messages: _, ...summary }) => summary);
  }

  /** `undefined` for another user's conversation, as for one that never existed. */
  find(scope: ConversationScope, conversationId: string): Conversation | undefined {
    return this.#scopes.get(scopeKey(scope))?.get(conversationId);
  }

  /** Deletes a conversation. Returns whether this user had it. */
  delete(scope: ConversationScope, conversationId: string): boolean {
    return this.#scopes.get(scopeKey(scope))?.delete(conversationId) === true;
  }

  /** Whether a message with this id is in a conversation of this user, or was sent to a caller without a user token. */
  hasMessage(scope: VoterScope, messageId: string): boolean {
    if (!isOfUser(scope)) return this.#anonymous.has(JSON.stringify([scope.agentId, messageId]));
    return this.#conversations(scope).some(({ messages }) => messages.some(({ id }) => id === messageId));
  }

  /** Keeps a vote, 1 for and 0 against; a later one replaces it. */
  vote(scope: VoterScope, messageId: string, vote: 0 | 1): void {
    this.votes.set(JSON.stringify([scope.userId ?? null, scope.agentId, messageId]), vote);
    dropOldest(this.votes, maxVotes);
  }

  #conversations(scope: ConversationScope): Conversation[] {
    return [...(this.#scopes.get(scopeKey(scope))?.values() ?? [])];
  }
}

function scopeKey({ userId, agentId }: ConversationScope): string {
  return JSON.stringify([userId, agentId]);
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
