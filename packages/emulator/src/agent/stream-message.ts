import type { Message, TextPart, ToolPart } from './conversation-store.ts';

/**
 * A message as the server-sent events that the chat widgets of InstantSearch read: the UI message stream of the AI SDK 5.
 *
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol (data stream protocol)
 */
export function streamMessage(message: Message): Response {
  const chunks = [
    { type: 'start', messageId: message.id },
    { type: 'start-step' },
    ...message.parts.flatMap((part, index) =>
      part.type === 'text' ? textChunks(part, `text-${index}`) : toolChunks(part),
    ),
    { type: 'finish-step' },
    { type: 'finish' },
  ];
  const events = [...chunks.map(chunk => JSON.stringify(chunk)), '[DONE]'].map(data => `data: ${data}\n\n`);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const event = events.shift();
      if (event === undefined) controller.close();
      else controller.enqueue(encoder.encode(event));
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-vercel-ai-ui-message-stream': 'v1',
    },
  });
}

/** Word by word, as a model writes. */
function textChunks({ text }: TextPart, id: string): object[] {
  const words = text.match(/\S+\s*/g) ?? [];
  return [
    { type: 'text-start', id },
    ...words.map(delta => ({ type: 'text-delta', id, delta })),
    { type: 'text-end', id },
  ];
}

function toolChunks({ type, toolCallId, input, output }: ToolPart): object[] {
  const toolName = type.slice('tool-'.length);
  return [
    { type: 'tool-input-start', toolCallId, toolName },
    { type: 'tool-input-available', toolCallId, toolName, input },
    { type: 'tool-output-available', toolCallId, output },
  ];
}
