import { createAgentChatTransport } from '@forgekey/browser-verify/chat';
import { liteClient } from 'algoliasearch/lite';
import { createElement as h } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { Chat, ChatTrigger, InstantSearch } from 'react-instantsearch';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App, hosts, serverUrl } from './support.ts';

let app: App;
let root: Root;
let container: HTMLElement;

beforeEach(async () => {
  sessionStorage.clear();
  app = await App.open();
  container = document.body.appendChild(document.createElement('div'));
  root = createRoot(container);
});
afterEach(() => {
  root.unmount();
  container.remove();
});

const transport = () =>
  createAgentChatTransport({
    applicationId: app.appId,
    agentId: 'a1',
    tokens: app.source('token'),
    keys: app.source('key'),
    origin: serverUrl,
  });

async function openChat(): Promise<void> {
  const searchClient = liteClient(app.appId, await app.credential('key'), { hosts });
  const chat = h(Chat, { transport: transport(), persistence: false });
  root.render(h(InstantSearch, { searchClient, indexName: 'products' }, chat, h(ChatTrigger)));
  await vi.waitFor(() => expect(container.querySelector('.ais-ChatToggleButton')).not.toBeNull());
  container.querySelector<HTMLElement>('.ais-ChatToggleButton')!.click();
}

async function say(text: string): Promise<void> {
  const box = await vi.waitFor(() => {
    const found = container.querySelector<HTMLTextAreaElement>('.ais-ChatPrompt-textarea');
    expect(found).not.toBeNull();
    return found!;
  });
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!.call(box, text);
  box.dispatchEvent(new Event('input', { bubbles: true }));
  const submit = container.querySelector<HTMLButtonElement>('.ais-ChatPrompt-submit')!;
  await vi.waitFor(() => expect(submit.disabled).toBe(false));
  submit.click();
  await vi.waitFor(() => expect(container.textContent).toContain(`You said: ${text}`), { timeout: 10_000 });
}

test('the chat widget talks on while keys and tokens expire, without a refusal that reaches it', async () => {
  await openChat();
  for (const round of ['one', 'two', 'three', 'four']) {
    await say(`question ${round}`);
    await app.expireAll();
  }
  await app.revokeAll();
  await say('question five');
  const counts = await app.counts();
  expect(counts['completions 200']).toBe(5);
  expect(container.textContent).not.toMatch(/error|refused|expired/i);
});

test('an answer that is generated again bypasses the cache', async () => {
  const { prepareSendMessagesRequest, api, headers } = transport();
  const request = { id: 'c1', messages: [], messageId: 'm1' };
  expect(prepareSendMessagesRequest({ ...request, trigger: 'submit-message' }).api).toBe(api);
  expect(prepareSendMessagesRequest({ ...request, trigger: 'regenerate-message' }).api).toBe(
    `${api}&cache=false`,
  );
  expect(headers).toMatchObject({
    'x-algolia-application-id': app.appId,
    'x-algolia-agent': 'forgekey; chat',
  });
});

test('credentials go to the given origin and nowhere else', async () => {
  const { fetch } = transport();
  await expect(fetch('http://127.0.0.1:1/agent-studio/1/agents/a1/completions')).rejects.toBeInstanceOf(
    TypeError,
  );
});
