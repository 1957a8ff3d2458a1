import { forgeSecuredUserToken } from '@forgekey/node';
import { DefaultChatTransport } from 'instantsearch.js/es/lib/ai-lite/index.js';
import { Chat } from 'instantsearch.js/es/lib/chat/index.js';
import { sendChatMessageFeedback } from 'instantsearch.js/es/lib/utils/sendChatMessageFeedback.js';
import insights from 'search-insights';
import { describe, expect, it, vi } from 'vitest';
import { applicationId, parentApiKey, securedKey, startTestEmulator } from './support.ts';

const secretKey = 'sk-alg-0123456789abcdef';
const emulator = await startTestEmulator({
  indices: {
    docs: {
      records: [
        { objectID: '1', title: 'Walnut desk', tenant: 'a' },
        { objectID: '2', title: 'Walnut shelf', tenant: 'b' },
      ],
      settings: { attributesForFaceting: ['tenant'] },
    },
  },
  secretKeys: { 'key-1': secretKey },
});
const apiKey = securedKey({ filters: 'tenant:a' });

/** What the chat widget makes of its options, with the address of the emulator for that of the vendor. */
function chatOf(headers: Record<string, string> = {}) {
  return new Chat({
    id: 'conversation-1',
    persistence: false,
    transport: new DefaultChatTransport({
      api: `${emulator.url}/agent-studio/1/agents/docs/completions?compatibilityMode=ai-sdk-5`,
      headers: { 'x-algolia-application-id': applicationId, 'x-algolia-api-key': apiKey, ...headers },
    }),
  });
}

describe('the chat of InstantSearch', () => {
  it('reads the streamed answer, which knows what the key shows and nothing else', async () => {
    const chat = chatOf();
    await chat.sendMessage({ text: 'Is there anything of walnut?' });
    expect(chat.error).toBeUndefined();
    expect(chat.status).toBe('ready');
    const [question, answer] = chat.messages;
    expect(question).toMatchObject({ role: 'user' });
    expect(answer).toMatchObject({ role: 'assistant', id: expect.stringMatching(/^alg_msg_/) });
    const [tool, text] = answer!.parts.filter(({ type }: { type: string }) => type !== 'step-start');
    expect(tool).toMatchObject({
      type: 'tool-algolia_search_index',
      state: 'output-available',
      output: { nbHits: 1, hits: [{ objectID: '1' }] },
    });
    expect(text).toMatchObject({ type: 'text', text: 'I found one record that you may see: “Walnut desk”.' });
    expect(JSON.stringify(chat.messages)).not.toContain('shelf');
  });

  it('keeps the conversation of the user that the token names', async () => {
    const token = forgeSecuredUserToken({ secretKey, secretKeyId: 'key-1', userId: 'ann' });
    const headers = { 'x-algolia-secure-user-token': token };
    const chat = chatOf(headers);
    await chat.sendMessage({ text: 'Any walnut desk?' });
    const response = await fetch(`${emulator.url}/agent-studio/1/agents/docs/conversations/conversation-1`, {
      headers: { 'x-algolia-application-id': applicationId, 'x-algolia-api-key': apiKey, ...headers },
    });
    const { messages } = (await response.json()) as { messages: { id: string }[] };
    expect(messages.map(({ id }) => id)).toEqual(chat.messages.map(({ id }: { id: string }) => id));
  });

  it('sends its vote, which needs a message that was answered', async () => {
    const chat = chatOf();
    await chat.sendMessage({ text: 'walnut' });
    // The widget knows one address only.
    const original = globalThis.fetch;
    const redirected = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
      return original(String(input).replace(`https://${applicationId}.algolia.net`, emulator.url), init);
    });
    try {
      const vote = (messageId: string) =>
        sendChatMessageFeedback({ agentId: 'docs', vote: 1, messageId, appId: applicationId, apiKey });
      expect(await vote(chat.messages[1]!.id)).toMatchObject({ vote: 1, agentId: 'docs' });
      await expect(vote('alg_msg_unknown')).rejects.toThrow('status 404: Message not found');
    } finally {
      redirected.mockRestore();
    }
  });
});

it('events of search-insights arrive', async () => {
  insights('init', { appId: applicationId, apiKey: parentApiKey, host: emulator.url });
  await insights('viewedObjectIDs', {
    index: 'docs',
    eventName: 'seen',
    objectIDs: ['1'],
    userToken: 'ann',
  });
  await expect
    .poll(() => emulator.events)
    .toMatchObject([
      { eventName: 'seen', eventType: 'view', index: 'docs', objectIDs: ['1'], userToken: 'ann' },
    ]);
});
