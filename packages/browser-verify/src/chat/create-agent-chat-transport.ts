import { createAgentStudioFetch } from '../agent-studio/create-agent-studio-fetch.ts';
import { assert } from '../lib/assert.ts';
import type { KeySource } from '../requester/key-source.ts';

/** Which agent to talk to, and the credentials of the user. */
export interface AgentChatOptions {
  /** The id of the application, as the dashboard shows it. */
  readonly applicationId: string;
  /** The id of the agent. */
  readonly agentId: string;
  /** The source of the user token, which says whose conversations these are. */
  readonly tokens: KeySource;
  /** The source of the search key that the agent searches with. */
  readonly keys: KeySource;
  /** The origin of Agent Studio; `https://{applicationId}.algolia.net` by default. */
  readonly origin?: string;
}

/** The properties that `prepareSendMessagesRequest` of a chat transport reads. */
export interface AgentChatRequest {
  /** The id of the conversation. */
  readonly id: string;
  /** The messages so far. They are sent as they are. */
  readonly messages: unknown;
  /** Why the chat sends. `regenerate-message` bypasses the cache. */
  readonly trigger?: string;
  /** The message to generate again. */
  readonly messageId?: string | undefined;
}

/** A value for `transport` of InstantSearch's chat widgets and of `DefaultChatTransport` of the AI SDK 5. */
export interface AgentChatTransport {
  /** The address of the agent's completions. */
  readonly api: string;
  /** The headers of every message. They hold no credential: `fetch` adds those. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sends a message with the current credentials. */
  readonly fetch: typeof fetch;
  /** The address and the body of one message. */
  prepareSendMessagesRequest(request: AgentChatRequest): { api: string; body: object };
}

/**
 * The transport of a chat with an Agent Studio agent. Each message carries the current user token and search key. If the server
 * refuses one of them because it has expired, it is renewed and the message is sent once more. An answer that is generated again
 * bypasses the cache.
 *
 * It does not send feedback: use `createAgentStudioFetch` for `POST /agent-studio/1/feedback`, and for tasks.
 *
 * @throws {TypeError} an id is missing, or `tokens` or `keys` is not a source
 * @throws {ForgekeyError} (as a rejection of the message) the error of a source that has no credential
 * @example
 * const transport = createAgentChatTransport({ applicationId, agentId, tokens, keys });
 * // React: <Chat transport={transport} />   JavaScript: chat({ container: '#chat', transport })
 * @see https://www.algolia.com/doc/api-reference/widgets/chat/react (transport)
 */
export function createAgentChatTransport(options: AgentChatOptions): AgentChatTransport {
  const { applicationId, agentId, tokens, keys } = options;
  for (const name of ['applicationId', 'agentId'] as const) {
    assert(typeof options[name] === 'string' && options[name] !== '', name, 'a string that is not empty');
  }
  const { origin = `https://${applicationId.toLowerCase()}.algolia.net` } = options;
  const api = `${origin}/agent-studio/1/agents/${encodeURIComponent(agentId)}/completions?compatibilityMode=ai-sdk-5`;
  return {
    api,
    headers: { 'x-algolia-application-id': applicationId, 'x-algolia-agent': 'forgekey; chat' },
    fetch: createAgentStudioFetch(tokens, { keys, allowedOrigins: [origin] }),
    prepareSendMessagesRequest: ({ id, messages, trigger, messageId }) => ({
      api: trigger === 'regenerate-message' ? `${api}&cache=false` : api,
      body: { id, messageId, messages },
    }),
  };
}
