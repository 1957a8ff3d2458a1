import { createAgentStudioFetch } from '@forgekey/browser-verify';
import { expect, test } from 'vitest';
import { App, serverUrl } from './support.ts';

async function open() {
  const app = await App.open();
  const tokens = app.source('token');
  const keys = app.source('key');
  const agentFetch = createAgentStudioFetch(tokens, { keys, allowedOrigins: [serverUrl] });
  const complete = async (message: string): Promise<string[]> => {
    const response = await agentFetch(`${serverUrl}/agent-studio/1/agents/a1/completions`, {
      method: 'POST',
      headers: { 'x-algolia-application-id': app.appId, 'content-type': 'application/json' },
      body: JSON.stringify({ message }),
    });
    expect(response.status).toBe(200);
    const text = await response.text();
    return text
      .split('\n\n')
      .filter(Boolean)
      .map(event => JSON.parse(event.slice('data: '.length)));
  };
  return { app, tokens, complete };
}

test('a completion is streamed with the present token and key', async () => {
  const { app, complete } = await open();
  expect(await complete('hello from the page')).toEqual(['hello', 'from', 'the', 'page']);
  expect(await app.counts()).toEqual({ loads: 2, 'completions 200': 1 });
});

test.each(['expireAll', 'revokeAll'] as const)(
  '%s: both are renewed, and no completion fails',
  async event => {
    const { app, complete } = await open();
    await complete('before');
    await app[event]();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => complete(`question ${index}`)),
    );
    expect(answers).toHaveLength(20);
    expect(await app.counts()).toMatchObject({ loads: 4, 'completions 200': 21 });
  },
);

test('a refused refresh is one clear error', async () => {
  const { app, tokens, complete } = await open();
  await complete('before');
  await app.setPolicy('refuse');
  await app.expireAll();
  await expect(complete('after')).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_LOAD' });
  expect(tokens.state).toMatchObject({ status: 'ready', error: { code: 'ERR_CREDENTIAL_LOAD' } });
});
