import { ApiError } from '../http/api-error.ts';
import { isObject } from '../http/read-body.ts';
import type { Message } from './conversation-store.ts';

export interface Completion {
  /** The conversation to continue; absent if the exchange is not stored. */
  conversationId: string | undefined;
  question: Message;
  text: string;
}

// @see https://www.algolia.com/doc/rest-api/agent-studio/create-agent-completion
const maxConversationIdLength = 128;
const maxMessages = 200;
const maxQuestionLength = 4000;

/**
 * Reads `{ id?, messages: [{ id?, role, content | parts }] }`, the message forms of both compatibility modes. The
 * question is the last message of the user.
 *
 * @throws {ApiError} 422 for anything else, the status that Agent Studio documents.
 */
export function readCompletion(body: Record<string, unknown>): Completion {
  const { id, messages } = body;
  if (
    id !== undefined &&
    id !== null &&
    (typeof id !== 'string' || id === '' || id.length > maxConversationIdLength)
  )
    throw invalid(`"id" must be a string of 1 to ${maxConversationIdLength} characters`);
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > maxMessages)
    throw invalid(`"messages" must be a list of 1 to ${maxMessages} messages`);

  const last: unknown = messages.findLast(message => isObject(message) && message.role === 'user');
  if (!isObject(last)) throw invalid('"messages" must hold a message of the role "user"');
  const text = textOf(last);
  if (text === '' || text.length > maxQuestionLength)
    throw invalid(`the last message of the user must hold 1 to ${maxQuestionLength} characters of text`);

  const messageId =
    typeof last.id === 'string' && last.id !== '' ? last.id.slice(0, maxConversationIdLength) : undefined;
  return {
    // The vendor stores an exchange only if both the conversation and the message have an id.
    conversationId: messageId === undefined || typeof id !== 'string' ? undefined : id,
    question: { id: messageId ?? 'question', role: 'user', parts: [{ type: 'text', text }] },
    text,
  };
}

function textOf({ content, parts }: Record<string, unknown>): string {
  if (Array.isArray(parts))
    return parts
      .flatMap(part =>
        isObject(part) && part.type === 'text' && typeof part.text === 'string' ? [part.text] : [],
      )
      .join('\n')
      .trim();
  return typeof content === 'string' ? content.trim() : '';
}

function invalid(what: string): ApiError {
  return new ApiError(422, `Invalid completion request: ${what}`);
}
