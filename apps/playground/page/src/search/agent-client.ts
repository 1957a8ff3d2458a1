import type { Conversation, ConversationSummary, Message } from '@forgekey/emulator';
import { requestJson } from '../lib/service.ts';

export type { ConversationSummary, Message };

/** The Agent Studio routes that the chat uses. */
export interface AgentClient {
  ask(agentId: string, conversationId: string, text: string): Promise<Message>;
  conversations(agentId: string): Promise<readonly ConversationSummary[]>;
  conversation(agentId: string, conversationId: string): Promise<readonly Message[]>;
}

/** @param agentFetch puts both credentials on every request. */
export function createAgentClient(agentFetch: typeof fetch, applicationId: string): AgentClient {
  const call = (path: string, body?: object): Promise<unknown> =>
    requestJson(
      `${window.location.origin}/agent-studio/1/agents/${path}`,
      {
        headers: { 'x-algolia-application-id': applicationId, 'content-type': 'application/json' },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      },
      agentFetch,
    );
  return {
    ask: async (agentId, conversationId, text) =>
      (await call(`${agentId}/completions?stream=false&compatibilityMode=ai-sdk-5`, {
        id: conversationId,
        messages: [{ id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] }],
      })) as Message,
    conversations: async agentId =>
      ((await call(`${agentId}/conversations`)) as { data: readonly ConversationSummary[] }).data,
    conversation: async (agentId, conversationId) =>
      ((await call(`${agentId}/conversations/${encodeURIComponent(conversationId)}`)) as Conversation)
        .messages,
  };
}
