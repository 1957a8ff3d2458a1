/**
 * Credentials for the chat widgets of InstantSearch, which copy a token once and fail when it expires.
 *
 * @module
 */
export {
  type AgentChatOptions,
  type AgentChatRequest,
  type AgentChatTransport,
  createAgentChatTransport,
} from './create-agent-chat-transport.ts';
